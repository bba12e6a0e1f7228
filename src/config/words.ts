// Every sentence config says to a person about a file that is wrong: what is wrong (problem.*) and what to do (hint.*).

import type { Words } from "../kernel/index.ts";
import { peopleWords } from "./people-words.ts";

export const configWords = {
  didYouMean: { ja: "「{meant}」ではありませんか。", en: 'Did you mean "{meant}"?' },
  "problem.missingFile": {
    ja: "設定ファイル {file} がありません。",
    en: "There is no configuration file {file}.",
  },
  "hint.missingFile": {
    ja: "「misemori init --shop お店のURL」で作れます。別の場所にあるときは --config で示してください。",
    en: 'Make one with "misemori init --shop URL", or name another place with --config.',
  },
  "problem.unreadableFile": {
    ja: "設定ファイル {file} を読めません（{reason}）。",
    en: "The configuration file {file} cannot be read ({reason}).",
  },
  "hint.unreadableFile": {
    ja: "ファイルの種類と読み取り権限を確かめてください。",
    en: "Check what kind of file it is and who may read it.",
  },
  "problem.tooLarge": {
    ja: "設定ファイルが大きすぎます（上限 1 MiB、20,000 行）。",
    en: "The configuration file is too large (at most 1 MiB and 20,000 lines).",
  },
  "hint.tooLarge": {
    ja: "別のファイルを指していないか確かめてください。",
    en: "Check that it is really the configuration and not another file.",
  },
  "problem.notUtf8": {
    ja: "ファイルの文字コードが UTF-8 ではありません。",
    en: "The file is not written in UTF-8.",
  },
  "hint.notUtf8": {
    ja: "Shift_JIS などで保存されているようです。UTF-8 で保存し直してください。",
    en: "It may be Shift_JIS. Save it again as UTF-8.",
  },
  "problem.empty": { ja: "設定ファイルが空です。", en: "The configuration file is empty." },
  "hint.empty": {
    ja: "保存の途中かもしれません。少なくとも shop と platform を書いてください。",
    en: "It may be half saved. Write at least shop and platform.",
  },
  "problem.yaml": { ja: "YAML として読めません。", en: "This is not readable as YAML." },
  "hint.yaml": {
    ja: "この行とすぐ上の行の字下げ・引用符・コロンを確かめてください。",
    en: "Check indentation, quotes and colons on this line and the one above.",
  },
  "problem.wide": {
    ja: "全角の記号か空白が混じっているため、読めません。",
    en: "A full-width sign or space stands here, so this cannot be read.",
  },
  "hint.wide": {
    ja: "コロン（:）と空白は半角で書いてください。",
    en: "Write the colon (:) and spaces half-width.",
  },
  "problem.unclosed": {
    ja: "引用符か括弧が閉じられていません。",
    en: "A quote or bracket is not closed.",
  },
  "hint.unclosed": {
    ja: "書きかけであれば、最後まで書いて保存してください。",
    en: "If the file is half written, finish and save it.",
  },
  "problem.tab": { ja: "字下げにタブが使われています。", en: "A tab is used for indentation." },
  "hint.tab": { ja: "タブを半角空白 2 つに置き換えてください。", en: "Replace the tab by two spaces." },
  "problem.duplicate": {
    ja: "「{name}」が 2 回書かれています（最初は {first} 行目）。",
    en: '"{name}" is written twice (first on line {first}).',
  },
  "hint.duplicate": { ja: "どちらか一方を消してください。", en: "Remove one of the two." },
  "problem.tooDeep": {
    ja: "入れ子か参照（&、*）が多すぎます。",
    en: "There are too many nested parts or references (&, *).",
  },
  "hint.tooDeep": {
    ja: "参照を使わず、そのまま書いてください。",
    en: "Write the values out instead of referring to them.",
  },
  "problem.unknownKey": {
    ja: "「{name}」という項目はありません。",
    en: 'There is no setting called "{name}".',
  },
  "hint.unknownKey": {
    ja: "ここに書けるのは {allowed} です。",
    en: "Settings allowed here: {allowed}.",
  },
  "problem.missing": { ja: "「{name}」が書かれていません。", en: '"{name}" is missing.' },
  "hint.missing": { ja: "{what}", en: "{what}" },
  "problem.wrongKind": { ja: "値の種類が違います。", en: "This is the wrong kind of value." },
  "hint.wrongKind": { ja: "{expected}を書いてください。", en: "Write {expected}." },
  "problem.tooSmall": { ja: "小さすぎるか、足りません。", en: "This is too small or too short." },
  "hint.tooSmall": { ja: "{limit} 以上にしてください。", en: "Use at least {limit}." },
  "problem.tooBig": { ja: "大きすぎるか、長すぎます。", en: "This is too large or too long." },
  "hint.tooBig": { ja: "{limit} 以下にしてください。", en: "Use at most {limit}." },
  "problem.notOneOf": { ja: "この値は選べません。", en: "This value cannot be chosen." },
  "hint.notOneOf": { ja: "{allowed} のどれかを書いてください。", en: "Write one of {allowed}." },
  "problem.format": { ja: "書き方が違います。", en: "This is not written the right way." },
  "hint.format": { ja: "{expected}のように書いてください。", en: "Write it like {expected}." },
  "problem.secretInFile": {
    ja: "鍵やパスワードを設定ファイルに直接書くことはできません。",
    en: "Keys and passwords may not stand in this file.",
  },
  "hint.secretInFile": {
    ja: "{ env: 環境変数の名前 } か { file: ファイルの場所 } と書き、値そのものはこのファイルから消してください（すでに人に渡したファイルなら、鍵も取り替えてください）。",
    en: "Write { env: NAME } or { file: PATH } and remove the value itself (if others have this file, change the key too).",
  },
  "problem.timezone": { ja: "「{name}」という時間帯はありません。", en: 'There is no time zone "{name}".' },
  "hint.timezone": { ja: "日本のお店なら Asia/Tokyo です。", en: "For a shop in Japan write Asia/Tokyo." },
  "problem.hourAboveDay": {
    ja: "1 時間の上限（{hour}円）が 1 日の上限（{day}円）を超えています。",
    en: "The hour's budget (¥{hour}) is above the day's (¥{day}).",
  },
  "hint.hourAboveDay": {
    ja: "perHourYen を下げるか、perDayYen を上げてください。",
    en: "Lower perHourYen or raise perDayYen.",
  },
  "problem.feeAboveHour": {
    ja: "決済 1 回の手数料（{fee}円）が 1 時間の上限（{hour}円）より大きいため、実績のないお客様はカードを使えません。",
    en: "One attempt's fee (¥{fee}) is above the hour's budget (¥{hour}): no unproven buyer can ever pay by card.",
  },
  "hint.feeAboveHour": {
    ja: "わざとでなければ perHourYen を上げてください。",
    en: "Unless you mean it, raise perHourYen.",
  },
  "problem.samePort": {
    ja: "お店の入口（gate.listen）と管理画面（console.listen）が同じ番号です。",
    en: "The gate (gate.listen) and the console (console.listen) use the same port.",
  },
  "hint.samePort": {
    ja: "別々の番号にしてください（例: 8080 と 8090）。",
    en: "Give each its own port (such as 8080 and 8090).",
  },
  "problem.upstreamIsSelf": {
    ja: "お店の場所（shop.upstream）が Misemori 自身の入口を指しています。",
    en: "The shop's place (shop.upstream) is Misemori's own address.",
  },
  "hint.upstreamIsSelf": {
    ja: "お店のソフトが実際に動いている番号を書いてください。このままでは同じ所を回り続けます。",
    en: "Write where the shop itself listens. As it is, requests would go round in circles.",
  },
  "problem.upstreamIsPublic": {
    ja: "お店の場所（shop.upstream）が、お客様の使うURL（shop.url）と同じです。",
    en: "The shop's place (shop.upstream) is the same as the public address (shop.url).",
  },
  "hint.upstreamIsPublic": {
    ja: "公開URLを Misemori に向ける前に、upstream をお店の内側の番地に変えてください。",
    en: "Change upstream to the shop's inner address before you point the public one at Misemori.",
  },
  "problem.upstreamPath": {
    ja: "shop.upstream にパスや「?」は書けません。",
    en: "shop.upstream may not carry a path or query.",
  },
  "hint.upstreamPath": {
    ja: "http://127.0.0.1:3000 のように、番号までを書いてください。",
    en: "Write it up to the port, such as http://127.0.0.1:3000.",
  },
  "problem.range": { ja: "IPアドレスの範囲として読めません。", en: "This is not an address range." },
  "hint.range": {
    ja: "10.0.0.0/8 や 192.0.2.1 のように書いてください。",
    en: "Write it like 10.0.0.0/8 or 192.0.2.1.",
  },
  "problem.trustsAll": {
    ja: "すべてのアドレスを信頼する設定です。だれでも送り元を偽れます。",
    en: "Every address is trusted: anybody can pretend to be anybody.",
  },
  "hint.trustsAll": {
    ja: "手前にあるプロキシのアドレスだけを書いてください。",
    en: "List only the addresses of the proxies in front.",
  },
  "problem.customWithoutRoutes": {
    ja: "preset が custom のときは、決済の経路（platform.routes）が必要です。",
    en: "With the preset custom, payment routes (platform.routes) are needed.",
  },
  "hint.customWithoutRoutes": {
    ja: "経路が 1 つもないと、何も守れません。docs/configuration.md の例を見てください。",
    en: "Without a route nothing is guarded. See the example in docs/configuration.md.",
  },
  "problem.routeTwice": {
    ja: "経路の名前「{name}」が 2 回あります。",
    en: 'Two routes are called "{name}".',
  },
  "hint.routeTwice": { ja: "名前を変えてください。", en: "Rename one of them." },
  "problem.smtpMissing": {
    ja: "メールで知らせるには、送信サーバー（smtp）が必要です。",
    en: "E-mail alerts need a mail server (smtp).",
  },
  "hint.smtpMissing": {
    ja: "alerts.email.smtp に host などを書いてください。",
    en: "Write host and the rest under alerts.email.smtp.",
  },
  "problem.smtpHalfLogin": {
    ja: "メールサーバーの user と password は両方必要です。",
    en: "The mail server's user and password go together.",
  },
  "hint.smtpHalfLogin": {
    ja: "両方書くか、両方消してください。",
    en: "Write both or neither.",
  },
  "problem.smtpClear": {
    ja: "パスワードが暗号化されずに送られます（tls: none）。",
    en: "The password would travel unencrypted (tls: none).",
  },
  "hint.smtpClear": {
    ja: "starttls か implicit にしてください。",
    en: "Use starttls or implicit.",
  },
  "problem.nobodyTold": {
    ja: "知らせる先（alerts の email・line・slack・chatwork・webhook）がありません。",
    en: "Nobody is told of an attack: no channel is set under alerts (email, line, slack, chatwork, webhook).",
  },
  "hint.nobodyTold": {
    ja: "夜中に攻撃されても気づけません。どれか 1 つを書いてください。",
    en: "An attack at night would go unseen. Set one of them.",
  },
  ...peopleWords,
  "problem.clearWebhook": {
    ja: "送り先が http:// です。内容が途中で読まれるおそれがあります。",
    en: "This address is http://: what is sent can be read on the way.",
  },
  "hint.clearWebhook": { ja: "https:// にしてください。", en: "Use https://." },
  "problem.envMissing": {
    ja: "環境変数 {name} がありません（または空です）。",
    en: "The environment variable {name} is not set (or empty).",
  },
  "hint.envMissing": {
    ja: "起動する前に設定してください。",
    en: "Set it before starting.",
  },
  "problem.secretUnreadable": {
    ja: "鍵のファイル {file} を読めません（{reason}）。",
    en: "The secret file {file} cannot be read ({reason}).",
  },
  "hint.secretUnreadable": {
    ja: "場所と、Misemori を動かす利用者の読み取り権限を確かめてください。",
    en: "Check the place and that Misemori's user may read it.",
  },
  "problem.canaryNobody": {
    ja: "canary に、だれ宛てのメールを受けるかがありません。",
    en: "canary does not say whose mail is taken.",
  },
  "hint.canaryNobody": {
    ja: "canary.domains（カナリア専用のドメイン）か canary.mailboxes を書いてください。",
    en: "Name canary.domains (kept for canaries alone) or canary.mailboxes.",
  },
  "problem.mailboxClear": {
    ja: "canary.imap のパスワードが、暗号化なしで外へ流れます。",
    en: "canary.imap would send its password over the network in clear text.",
  },
  "hint.mailboxClear": {
    ja: "tls は implicit（993 番）か starttls（143 番）にしてください。none は同じ機械のサーバーだけに使えます。",
    en: "Use tls: implicit (port 993) or starttls (port 143); none is for a server on this machine.",
  },
  "problem.secretEmpty": { ja: "鍵のファイル {file} が空です。", en: "The secret file {file} is empty." },
  "hint.secretEmpty": { ja: "鍵を 1 行で書いてください。", en: "Write the secret in it, on one line." },
  "problem.secretTooLarge": {
    ja: "鍵のファイル {file} が大きすぎます（上限 64 KiB）。",
    en: "The secret file {file} is too large (64 KiB at most).",
  },
  "hint.secretTooLarge": { ja: "別のファイルではありませんか。", en: "Is it the right file?" },
  "problem.secretOpen": {
    ja: "鍵のファイル {file} を、ほかの利用者も読み書きできます（権限 {mode}）。",
    en: "The secret file {file} is open to other users (mode {mode}).",
  },
  "hint.secretOpen": { ja: "「chmod 600 {file}」を実行してください。", en: 'Run "chmod 600 {file}".' },
} satisfies Words;

/** Names of kinds of values, used inside the sentences above. */
export const kindWords = {
  string: { ja: "文字", en: "text" },
  number: { ja: "数", en: "a number" },
  int: { ja: "整数", en: "a whole number" },
  boolean: { ja: "true か false", en: "true or false" },
  object: {
    ja: "項目の集まり（字下げした「名前: 値」）",
    en: 'a group of settings (indented "name: value" lines)',
  },
  array: { ja: "一覧（「- 」で始まる行）", en: 'a list (lines beginning with "- ")' },
  workers: { ja: "auto か 1〜64 の整数", en: "auto or a whole number from 1 to 64" },
  other: { ja: "別の値", en: "another value" },
} satisfies Words;
