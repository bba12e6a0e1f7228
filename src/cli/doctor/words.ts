// What the doctor says: for each check what was seen, and what to do when it is not well.

import type { Words } from "../../kernel/index.ts";

export const doctorWords = {
  "node.ok": { ja: "Node {version} で動いています。", en: "Running on Node {version}." },
  "node.bad": { ja: "Node {version} は古すぎます。", en: "Node {version} is too old." },
  "node.do": {
    ja: "bin/misemori.js から始めるか、Node 26 を入れてください。",
    en: "Start by bin/misemori.js, or install Node 26.",
  },
  "config.ok": { ja: "設定ファイルに間違いはありません。", en: "The configuration is in order." },
  "config.bad": {
    ja: "設定ファイルに間違いが {count} 個あります：{first}",
    en: "The configuration has {count} mistakes: {first}",
  },
  "config.do": {
    ja: "「misemori config check」が全部を直し方と一緒に示します。",
    en: '"misemori config check" shows all of them with remedies.',
  },
  "secrets.ok": { ja: "鍵とパスワードは {count} 個とも読めます。", en: "All {count} secrets are there." },
  "secrets.none": { ja: "鍵やパスワードは使っていません。", en: "No secrets are used." },
  "warning.note": { ja: "{what}", en: "{what}" },
  "warning.do": { ja: "{todo}", en: "{todo}" },
  "port.ok": { ja: "{name}の番号 {listen} は空いています。", en: "{name}: {listen} is free." },
  "port.running": {
    ja: "{name}の番号 {listen} では、もう Misemori が動いています。",
    en: "{name}: Misemori already runs at {listen}.",
  },
  "port.bad": {
    ja: "{name}の番号 {listen} は使えません（{reason}）。",
    en: "{name}: {listen} cannot be used ({reason}).",
  },
  "port.do": {
    ja: "その番号を使っているソフトを止めるか、設定で別の番号にしてください（1024 未満には権限が要ります）。",
    en: "Stop what uses it or choose another port (below 1024 needs permission).",
  },
  canary: { ja: "カナリア宛てのメール", en: "canaries' mail" },
  "mx.ok": {
    ja: "{domain} 宛てのメールは {name} に届く設定です。",
    en: "Mail to {domain} goes to {name}.",
  },
  "mx.bad": {
    ja: "{domain} 宛てのメールは、ここ（{name}）に届く設定になっていません（いまは {found}）。",
    en: "Mail to {domain} does not come here ({name}); now: {found}.",
  },
  "mx.do": {
    ja: "ドメインの DNS に「{domain}. MX 10 {name}.」を書き、{name} がこの機械を指すようにしてください。別のメールサーバーで受けるなら canary.folder を使ってください。",
    en: 'Write "{domain}. MX 10 {name}." into its DNS and let {name} point to this machine. If another server takes the mail, use canary.folder.',
  },
  "mx.note": {
    ja: "canary.hostname がないため、{domain} 宛てのメールがここに届くかを確かめられません（いまは {found}）。",
    en: "Without canary.hostname it cannot be told whether mail to {domain} comes here (now: {found}).",
  },
  "mx.noteDo": {
    ja: "MX に書いた名前を canary.hostname に書いてください。",
    en: "Write the name of the MX record as canary.hostname.",
  },
  "canaryDeaf.note": {
    ja: "canary に listen も folder も imap もないため、カナリア宛てのメールは受けていません。",
    en: "canary has neither listen nor folder nor imap: mail to canaries is not taken.",
  },
  "canaryDeaf.do": {
    ja: "自分で受けるなら listen、ほかのメールサーバーから読むなら imap（ふだんのメールボックス）か folder を書いてください。",
    en: "Write listen to take it here, or imap (an ordinary mailbox) or folder to read what another mail server took.",
  },
  "canaryMailbox.ok": {
    ja: "メールボックス {mailbox} の {folder} を読めます。",
    en: "The mailbox {mailbox} can be read ({folder}).",
  },
  "canaryMailbox.bad": {
    ja: "メールボックス {mailbox} の {folder} を読めません。",
    en: "The mailbox {mailbox} cannot be read ({folder}).",
  },
  "canaryMailbox.do": { ja: "{reason}", en: "{reason}" },
  "systemMeant.bad": {
    ja: "canary.systems の「{name}」という名前では、カナリアが植えられていません。植えてあるのは「{meant}」です。",
    en: 'Nothing was planted under "{name}" of canary.systems; there are canaries under "{meant}".',
  },
  "systemMeant.do": {
    ja: "同じ渡し先なら、canary.systems の名前を「{meant}」にしてください。このままでは、そこからの正当なメールも流出と知らせます。",
    en: 'If it is the same, write "{meant}" in canary.systems. As it is, its rightful letters would be told as a leak.',
  },
  "system.unplanted": {
    ja: "canary.systems の「{name}」には、まだカナリアが植えられていません。",
    en: 'Nothing was planted under "{name}" of canary.systems so far.',
  },
  "system.unplantedDo": {
    ja: "「misemori canary plant --system {name}」で植えるか、もう名簿を渡していなければ設定から消してください。",
    en: 'Plant with "misemori canary plant --system {name}", or take it out if it has no list any more.',
  },
  "system.unnamed": {
    ja: "カナリアを植えた{systems}が canary.systems にありません。",
    en: "Canaries are planted under {systems}, which canary.systems does not name.",
  },
  "system.unnamedDo": {
    ja: "そこが自分でお客さまにメールを送るなら、送信ドメインを canary.systems に書いてください。書かないと、正当なメールも流出と知らせます。送らないなら、このままで構いません。",
    en: "If it writes to customers itself, name its domains in canary.systems, else its letters are told as a leak. If it never does, leave it so.",
  },
  "canaryFolder.bad": {
    ja: "カナリア宛てのメールの置き場所 {folder} を読めません（{reason}）。",
    en: "The folder of canaries' mail {folder} cannot be read ({reason}).",
  },
  "canaryFolder.do": {
    ja: "場所と、Misemori を動かす利用者に読む権限があるかを確かめてください。",
    en: "Check the place, and that Misemori's user may read it.",
  },
  "canaryFolder.ok": {
    ja: "カナリア宛てのメールを {folder} から読めます。",
    en: "Canaries' mail in {folder} can be read.",
  },
  gate: { ja: "入口", en: "gate" },
  console: { ja: "管理画面", en: "console" },
  "upstream.ok": {
    ja: "お店（{url}）が {ms} ミリ秒で答えました。",
    en: "The shop ({url}) answered in {ms} ms.",
  },
  "upstream.bad": {
    ja: "お店（{url}）が答えません（{reason}）。",
    en: "The shop ({url}) does not answer ({reason}).",
  },
  "upstream.do": {
    ja: "お店が動いているか、shop.upstream の番地が正しいかを確かめてください。",
    en: "Is the shop running, and is shop.upstream right?",
  },
  "preset.ok": {
    ja: "お店のソフトは設定どおり {preset} のようです。",
    en: "The shop looks like {preset}, as configured.",
  },
  "preset.bad": {
    ja: "設定では {preset} ですが、お店は {found} のように見えます。",
    en: "Configured as {preset}, but the shop looks like {found}.",
  },
  "preset.do": {
    ja: "platform.preset を確かめてください。違っていると、決済の経路を見落とします。",
    en: "Check platform.preset: with the wrong one, payment routes go unguarded.",
  },
  "preset.note": {
    ja: "お店のソフトを見分けられませんでした（設定は {preset}）。",
    en: "The shop's software was not recognised (configured: {preset}).",
  },
  "preset.noteDo": {
    ja: "見た目を大きく変えたお店ではよくあります。設定が正しければ、そのままで構いません。",
    en: "Common with heavily changed shops; fine if the setting is right.",
  },
  "folder.ok": {
    ja: "記録のフォルダー {folder} に書けます（空き {free} MB）。",
    en: "Records folder {folder} is writable ({free} MB free).",
  },
  "folder.bad": {
    ja: "記録のフォルダー {folder} に書けません（{reason}）。",
    en: "Records folder {folder} is not writable ({reason}).",
  },
  "folder.do": {
    ja: "フォルダーを作り、Misemori を動かす利用者のものにしてください。",
    en: "Create it and give it to Misemori's user.",
  },
  "private.ok": {
    ja: "記録のフォルダーはほかの利用者に閉じています。",
    en: "The records folder is closed to other users.",
  },
  "private.bad": {
    ja: "記録のフォルダー {folder} をほかの利用者ものぞけます（権限 {mode}）。",
    en: "Other users can look into {folder} (mode {mode}).",
  },
  "private.do": { ja: "「chmod 700 {folder}」を実行してください。", en: 'Run "chmod 700 {folder}".' },
  "space.bad": {
    ja: "空き {free} MB は、記録の上限 {wanted} MB より少なくなっています。",
    en: "{free} MB free is less than the records' limit of {wanted} MB.",
  },
  "space.do": {
    ja: "空きを増やすか、records.sizeMaxMb を下げてください。",
    en: "Free some space or lower records.sizeMaxMb.",
  },
  "clock.ok": { ja: "時計は合っているようです。", en: "The clock looks right." },
  "clock.bad": { ja: "時計が {seconds} 秒ほどずれているようです。", en: "The clock seems {seconds} s off." },
  "clock.do": {
    ja: "時刻合わせ（NTP）を有効にしてください。証拠の時刻と webhook の署名に関わります。",
    en: "Turn on time synchronisation (NTP): evidence and signatures depend on it.",
  },
  "notices.ok": { ja: "お知らせは {from} から送れます。", en: "Notices can go out from {from}." },
  "notices.none": {
    ja: "お客様へのお知らせの差出人が決まっていません。",
    en: "Nobody has said from which address notices to customers go out.",
  },
  "notices.noneDo": {
    ja: "事故の日にあわてないよう、notices.from・mailbox・letters をいま書いておいてください。",
    en: "Fill in notices.from, mailbox and letters now rather than on the day it happens.",
  },
  "notices.bad": {
    ja: "お知らせの送信サーバーがありません。",
    en: "There is no mail server for notices.",
  },
  "notices.do": {
    ja: "notices.smtp か alerts.email.smtp を書いてください。",
    en: "Fill in notices.smtp or alerts.email.smtp.",
  },
  "notices.half": {
    ja: "お知らせのメールは {from} から送れますが、戻りメールの場所か手紙の差出人がまだありません。",
    en: "Notices can go out by e-mail from {from}, but the mailbox for returned mails or the sender of letters is missing.",
  },
  "notices.halfDo": {
    ja: "notices.mailbox と notices.letters を書いてください。",
    en: "Fill in notices.mailbox and notices.letters.",
  },
  "smtp.ok": { ja: "メールサーバー {host} が答えました。", en: "The mail server {host} answers." },
  "smtp.bad": {
    ja: "メールサーバー {host} につながりません（{reason}）。",
    en: "The mail server {host} does not answer ({reason}).",
  },
  "smtp.do": {
    ja: "alerts.email.smtp の host・port・tls と、外向きの通信の許可を確かめてください。",
    en: "Check host, port and tls under alerts.email.smtp, and outgoing connections.",
  },
  "tls.note": {
    ja: "お店は https ですが、手前のプロキシ（gate.trustedProxies）が書かれていません。",
    en: "The shop is https, but no proxy in front is listed (gate.trustedProxies).",
  },
  "tls.do": {
    ja: "https を受け持つプロキシや CDN のアドレスを書いてください。書かないと、全員が同じお客様に見えます。",
    en: "List the proxy or CDN that ends TLS; otherwise all buyers look like one.",
  },
  "tls.ok": { ja: "手前のプロキシが書かれています。", en: "The proxies in front are listed." },
  "tls.plain": { ja: "お店の URL は http です。", en: "The shop's URL is plain http." },
  "tls.plainDo": {
    ja: "カードを扱うお店は https にしてください。",
    en: "A shop that takes cards needs https.",
  },
  "consoleOpen.note": {
    ja: "管理画面がこの機械の外へ開いています（{listen}）。",
    en: "The console is open to other machines ({listen}).",
  },
  "consoleOpen.do": {
    ja: "https のプロキシの後ろに置くか、127.0.0.1 に戻してください。",
    en: "Put it behind an https proxy, or go back to 127.0.0.1.",
  },
  "summary.ok": { ja: "すべて整っています。", en: "All is well." },
  "summary.notes": {
    ja: "動かせます。「!」の {count} 個に目を通してください。",
    en: 'It can run. Have a look at the {count} marked "!".',
  },
  "summary.bad": { ja: "直すところが {count} 個あります。", en: "{count} things need a hand." },
} satisfies Words;

export type DoctorWord = keyof typeof doctorWords;
