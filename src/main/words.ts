// What the wiring itself says to people; every room has its own catalogue.

import type { Words } from "../kernel/index.ts";

export const MAIN_WORDS = {
  configCutOff: {
    ja: "misemori.yaml が書きかけに見えます。前の設定のまま動いています。このままでよければ、最後の行に「...」を加えて保存するか、SIGHUP を送ってください。",
    en: 'misemori.yaml looks cut off; the old configuration stays in force. If it is meant to be so, add a last line "..." and save, or send SIGHUP.',
  },
  configCutOffLost: {
    ja: "misemori.yaml が書きかけに見えます（なくなったもの：{lost}）。前の設定のまま動いています。わざと消したのなら、最後の行に「...」を加えて保存するか、SIGHUP を送ってください。",
    en: 'misemori.yaml looks cut off (gone: {lost}); the old configuration stays in force. If that was meant, add a last line "..." and save, or send SIGHUP.',
  },
  configRestart: {
    ja: "{keys} の変更は、Misemori を起動し直すまで効きません。ほかの変更はもう効いています。",
    en: "{keys}: takes effect when Misemori is started again. Everything else is in force already.",
  },
  pageFileDamaged: {
    ja: "承認した一覧のファイル（{file}）が壊れています。",
    en: "The file of the approved inventory ({file}) is damaged.",
  },
  pageFileDamagedHint: {
    ja: "控えから戻すか、そのファイルを動かして、承認し直してください。",
    en: "Bring it back from a backup, or move it away and approve again.",
  },
  demoMissing: {
    ja: "デモ用の店舗(examples/demo-shop)が見つかりません。",
    en: "The demonstration shop (examples/demo-shop) is not here.",
  },
  demoMissingHint: {
    ja: "デモと訓練の舞台はリポジトリに入っています。git clone したフォルダーで実行してください。",
    en: "The demonstration and the drill's stage come with the repository: run this in a clone of it.",
  },
  shopSilent: {
    ja: "お店({url})から応答がありません。",
    en: "The shop at {url} does not answer.",
  },
  shopSilentHint: {
    ja: "アドレスと、お店のサーバーが動いているかをご確認ください。",
    en: "Check the address and that the shop's server runs.",
  },
  liveUnknown: {
    ja: "{url} の決済会社に届いた件数を数えられません。実時間の訓練は、動いている見本（misemori demo）に対してだけ行えます。",
    en: "What reaches the gateway behind {url} cannot be counted: a live drill is for a running demonstration (misemori demo).",
  },
  liveUnknownHint: {
    ja: "先に「misemori demo」を動かすか、自分のお店を試すなら「misemori attack --target URL」をお使いください。",
    en: 'Start "misemori demo" first; to try your own shop use "misemori attack --target URL".',
  },
  noPeopleList: {
    ja: "{incident} の金庫に、お客さまの一覧がありません。",
    en: "There is no list of persons in the vault of {incident}.",
  },
  noPeopleListHint: {
    ja: "「incident scope --incident {incident}」で作ってください。",
    en: "Make one with `incident scope --incident {incident}`.",
  },
  badRecipient: {
    ja: "証拠を暗号にする公開鍵（{file}）を使えません。暗号にせずに残すことはしませんでした。",
    en: "The public key evidence is encrypted to ({file}) cannot be used. Nothing was packed without it.",
  },
  "badRecipient.hint": {
    ja: "設定の evidence.encryptTo に、X25519 か RSA（2048 ビット以上）の公開鍵の PEM を置いてください。",
    en: "Put the PEM of an X25519 or RSA (2048 bits or more) public key where evidence.encryptTo says.",
  },
  notNamed: {
    ja: "{who} さんは、{incident} の担当として名前が挙がっていません。金庫の中を読めるのは、名前の挙がっている人だけです。",
    en: "{who} is not named on {incident}. Only those who are may read what lies in its vault.",
  },
  "notNamed.hint": {
    ja: "名前の挙がっている人の名で読むなら `--as 名前` を付けてください。だれが挙がっているかは `misemori incident show {incident}` で分かります。加えるのは、すでに挙がっている人です（管理画面の「この件の担当者」か `misemori incident name {incident} 名前`）。",
    en: "To read in the name of somebody who is, add `--as NAME`; `misemori incident show {incident}` tells who they are. Somebody named adds others: on the incident's page, or with `misemori incident name {incident} NAME`.",
  },
  "notNamed.nobody": {
    ja: "この記録フォルダーには、{incident} の記録がありません。番号と、設定の records.folder を確かめてください。",
    en: "This records folder holds no record of {incident}. Check the id, and records.folder in the configuration.",
  },
  "site.unreadable": {
    ja: "接続元を読めません。",
    en: "That is no origin.",
  },
  "site.unreadable.hint": {
    ja: "203.0.113.7、203.0.113.0/24、AS64500、SG のように書いてください。",
    en: "Write it like 203.0.113.7, 203.0.113.0/24, AS64500 or SG.",
  },
  "site.own": {
    ja: "お店の方の接続元か、信頼したプロキシなので、閉め出しません。",
    en: "That is the owner's own network or a trusted proxy: it is never turned away.",
  },
  "site.own.hint": {
    ja: "設定の gate.stopped.letThrough と gate.trustedProxies を確かめてください。",
    en: "Look at gate.stopped.letThrough and gate.trustedProxies in the configuration.",
  },
  "site.full": { ja: "閉め出しの一覧がいっぱいです。", en: "The list of origins turned away is full." },
  "site.full.hint": {
    ja: "「misemori origin list」を見て、要らないものを外してください。",
    en: "See `misemori origin list` and take out what is not needed.",
  },
  "site.past": { ja: "終わりの時刻が過ぎています。", en: "Its end is over already." },
  "site.past.hint": { ja: "これからの時刻にしてください。", en: "Choose a time to come." },
  "site.confirm": {
    ja: "国ひとつ、とても広いネットワーク、またはご自分の接続元です。お客様まで閉め出すので、ここからは行いません。",
    en: "That is a whole country, a very wide network or where you are yourself: buyers would be shut out, so it is not done from here.",
  },
  "site.confirm.hint": {
    ja: "本当に行うなら「misemori origin block … --confirm」を使ってください。",
    en: "If you mean it, use `misemori origin block … --confirm`.",
  },
  drillAborted: { ja: "訓練を途中で終えました。", en: "The drill was ended early." },
  drillAbortedHint: { ja: "もう一度はじめからお試しください。", en: "Start it again." },
  listUnreached: {
    ja: "弱点の一覧か、その署名（同じ名前に .sig を付けたもの）を読めませんでした（8 MB まで）。",
    en: "The list of weaknesses or its signature (the same name with .sig) could not be read (8 MB at most).",
  },
  listNoKey: {
    ja: "一覧の作り手の公開鍵（Ed25519、PEM）がありません。--key で渡してください。",
    en: "There is no public key of the list's makers (Ed25519, PEM): give it with --key.",
  },
  listUnsigned: {
    ja: "署名が合いません。一覧は使いません。",
    en: "The signature does not fit; the list is not used.",
  },
  listShape: { ja: "弱点の一覧（OSV）の形ではありません。", en: "It is no list of weaknesses (OSV)." },
  listOlder: {
    ja: "いま使っている一覧より古いものです。",
    en: "It is older than the list in use.",
  },
  listHint: {
    ja: "いままでの一覧をそのまま使います。",
    en: "The list used so far stays in use.",
  },
  bookDamaged: {
    ja: "更新の記録（watch/updates.json）が壊れているか、いっぱいです。",
    en: "The record of updates (watch/updates.json) is damaged or full.",
  },
  bookDamagedHint: {
    ja: "控えから戻すか、中を確かめてから別の名前に移してください。",
    en: "Bring it back from a backup, or look into it and move it aside.",
  },
  watchNoFolder: { ja: "フォルダー {path} を開けません。", en: "The folder {path} cannot be opened." },
  watchNoFolderHint: {
    ja: "綴りと権限を確かめ、お店のフォルダーを指定してください。",
    en: "Check the spelling and permissions, and name the shop's folder.",
  },
  watchNoTrees: {
    ja: "見張るフォルダーが、misemori.yaml に書かれていません。",
    en: "misemori.yaml names no folder to watch.",
  },
  watchNoTreesHint: {
    ja: "watch: の下の trees: に、お店のソフトのフォルダーを書いてください（例：- { name: shop, path: /var/www/html }）。",
    en: "Write the folder of the shop's software under watch: trees:, like - { name: shop, path: /var/www/html }.",
  },
  watchNoTree: { ja: "「{name}」という見張り場所はありません。", en: 'There is no tree "{name}".' },
  watchNoTreeHint: { ja: "あるもの：{names}", en: "There are: {names}" },
  watchNoWindow: { ja: "作業時間 {id} はありません。", en: "There is no approval window {id}." },
  watchNoWindowHint: {
    ja: "「misemori watch window --list」で番号を確かめてください。",
    en: 'See "misemori watch window --list".',
  },
  watchNoArchive: { ja: "{path} が見つかりません。", en: "{path} was not found." },
  watchNoArchiveHint: {
    ja: "公式サイトから落とした zip や tar.gz を指定してください。",
    en: "Name the zip or tar.gz you downloaded from its maker.",
  },
  watchOutside: {
    ja: "{path} は、見張っているフォルダーの中にありません。",
    en: "{path} is in no watched folder.",
  },
  watchOutsideHint: {
    ja: "隔離できるのは、watch.trees に書いたフォルダーの中のファイルだけです。",
    en: "Only files in the folders under watch.trees can be quarantined.",
  },
} as const satisfies Words;
