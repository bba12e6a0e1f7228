// Every sentence the command line says, but the doctor's (doctor/words.ts). Errors come as a pair: what, and "….hint".

import type { Words } from "../kernel/index.ts";
import { recordWords } from "./record-words.ts";

export const cliWords = {
  about: {
    ja: "店守 Misemori:小さなネットショップを守る番人です。",
    en: "店守 Misemori: a guard for small online shops.",
  },
  "verb.up": { ja: "番を始めます（Ctrl-C で終わり）。", en: "Stand guard (end with Ctrl-C)." },
  "verb.demo": {
    ja: "見本のお店と番人を動かし、攻撃を眺められるようにします。",
    en: "Run a demonstration shop behind the guard and watch an attack.",
  },
  "verb.attack": {
    ja: "見本のお店を攻撃して見せます（自分のお店だけ）。",
    en: "Play an attack to watch (own shops only).",
  },
  "verb.init": {
    ja: "お店のソフトを見分け、misemori.yaml を書きます。",
    en: "Recognise the shop's software and write misemori.yaml.",
  },
  "verb.doctor": {
    ja: "うまく動くための条件を一つずつ確かめます。",
    en: "Check everything the guard needs, one by one.",
  },
  "verb.config": { ja: "設定ファイル。", en: "The configuration file." },
  "verb.config.check": {
    ja: "間違いを全部、直し方と一緒に示します。",
    en: "Show every mistake with its remedy.",
  },
  "verb.config.explain": {
    ja: "この設定で何が起きるかを文章で話します。",
    en: "Say what this configuration does.",
  },
  "verb.drill": { ja: "訓練。", en: "Drills." },
  "verb.drill.card-testing": {
    ja: "お客様と攻撃者を本物のように動かし、止められるかを測ります。",
    en: "Play honest buyers and attackers and measure what is stopped.",
  },
  "verb.journal": { ja: "書き換えられない記録。", en: "The record nobody can rewrite unseen." },
  "verb.journal.verify": {
    ja: "改ざん・欠け・入れ替えがないか確かめます。",
    en: "Find any edit, gap or reorder.",
  },
  "verb.journal.export": {
    ja: "記録を 1 行ずつ JSON で書き出します。",
    en: "Write the record out, one JSON line each.",
  },
  "verb.hold": { ja: "発送を保留した注文。", en: "Orders on hold." },
  "verb.hold.list": { ja: "一覧。", en: "List them." },
  "verb.hold.release": { ja: "発送してよいことにします。", en: "Let an order ship." },
  "verb.hold.cancel": { ja: "取り消し、発送しないことにします。", en: "Cancel: the order will not ship." },
  "verb.cards": { ja: "カード決済の切り替え。", en: "The card switch." },
  "verb.cards.pause": {
    ja: "カードだけ止めます（お店は開いたまま）。",
    en: "Pause cards alone; the shop stays open.",
  },
  "verb.cards.resume": { ja: "カード決済を再開します。", en: "Take cards again." },
  "verb.cards.state": { ja: "いまの状態。", en: "How it stands." },
  "verb.alert": { ja: "お知らせ。", en: "Alerts." },
  "verb.alert.list": { ja: "一覧。", en: "List them." },
  "verb.alert.show": {
    ja: "1 件をくわしく：だれに渡り、どの知らせが届いたか。",
    en: "Show one: who was asked, and which messages arrived.",
  },
  "verb.alert.test": {
    ja: "その人に、使えるすべての方法で試しのお知らせを送ります。",
    en: "Send that person a trial message by every channel.",
  },
  "verb.alert.ack": { ja: "自分が引き受けます。", en: "Take an alert." },
  "verb.owner": { ja: "店主のサインイン。", en: "The owner's way in." },
  "verb.owner.link": {
    ja: "パスワードを忘れたときのリンクを作ります（1 回だけ使えます）。",
    en: "Make a one-time link, for instance when the password is forgotten.",
  },
  "verb.now": { ja: "いまの様子。", en: "How things stand now." },
  "option.json": { ja: "結果を JSON ひとつで出します。", en: "print one JSON object" },
  "option.lang": { ja: "言葉（ja または en）。", en: "language (ja or en)" },
  "option.config": { ja: "設定ファイルの場所。", en: "configuration file" },
  "option.help": { ja: "使い方を示します。", en: "show help" },
  "option.version": { ja: "版を示します。", en: "show the version" },
  "option.shop": { ja: "お店の公開 URL。", en: "the shop's public URL" },
  "option.upstream": {
    ja: "お店が実際に動いている場所（初めは --shop と同じ）。",
    en: "where the shop itself listens (default: --shop)",
  },
  "option.force": { ja: "今あるファイルを置き換えます。", en: "replace an existing file" },
  "option.target": {
    ja: "相手の URL（この機械の中か、設定に書いた自分のお店だけ）。",
    en: "URL to play against (this machine, or listed as own)",
  },
  "option.seconds": { ja: "続ける秒数。", en: "how many seconds" },
  "option.perSecond": { ja: "1 秒あたりの試みの数。", en: "attempts per second" },
  "option.seed": { ja: "同じ数なら同じ訓練になります。", en: "same number, same drill" },
  "option.attacker": { ja: "動かす攻撃者の名前（いくつでも）。", en: "attackers to play (may be repeated)" },
  "option.live": {
    ja: "動いている番人（見本では http://127.0.0.1:8080）を相手に、実時間で行います。",
    en: "play in real time against a running guard (the demonstration's unless --target says)",
  },
  "option.scale": {
    ja: "規模（1 で 1 時間に 1,135 人。0.01〜2）。",
    en: "size of the drill (1 = 1,135 buyers an hour; 0.01 to 2)",
  },
  "option.noBaselines": { ja: "比べる相手（単純な規則）を省きます。", en: "leave the simple rules out" },
  "option.out": { ja: "書き出すファイル（なければ標準出力）。", en: "file to write (default: stdout)" },
  "option.from": { ja: "この番号から。", en: "begin with this number" },
  "verb.hold.name": { ja: "どの注文の保留かを伝えます。", en: "Say which order a hold is." },
  "option.noOrder": {
    ja: "注文はできていなかった(番号の分からない保留だけ)。",
    en: "no order came of it (only for a hold without a number)",
  },
  "option.note": { ja: "理由の覚え書き。", en: "why, for the record" },
  "option.why": { ja: "理由（記録に残ります）。", en: "why (goes on record)" },
  "option.all": { ja: "済んだものも含めます。", en: "include what is over" },
  "help.usage": { ja: "使い方:", en: "Usage:" },
  "help.options": { ja: "オプション:", en: "Options:" },
  "help.commands": { ja: "できること:", en: "Verbs:" },
  "help.arguments": { ja: "渡すもの:", en: "Arguments:" },
  usage: { ja: "その書き方は分かりません：{what}", en: "This was not understood: {what}" },
  "usage.hint": { ja: "{meant}「{verb} --help」で使い方を見られます。", en: '{meant}See "{verb} --help".' },
  meant: { ja: "「{word}」ではありませんか。", en: 'Did you mean "{word}"? ' },
  noVerb: { ja: "何をするかが書かれていません。", en: "No verb was given." },
  badNumber: {
    ja: "{name} は {min} から {max} までの整数です。",
    en: "{name} is a whole number from {min} to {max}.",
  },
  "badNumber.hint": { ja: "数字で書いてください。", en: "Write it in digits." },
  badScale: {
    ja: "{name} は 0.01 から 2 までの数です。",
    en: "{name} is a number from 0.01 to 2.",
  },
  "badScale.hint": { ja: "例：--scale 0.2", en: "For example --scale 0.2" },
  badUrl: {
    ja: "{name} は http:// か https:// で始まる URL です。",
    en: "{name} is a URL beginning with http:// or https://.",
  },
  "badUrl.hint": { ja: "例：https://shop.example.jp", en: "For example https://shop.example.jp" },
  fault: {
    ja: "思いがけない間違いが起きました：{reason}",
    en: "Something went wrong that should not: {reason}",
  },
  "fault.hint": {
    ja: "「misemori doctor」で様子を確かめ、続くようならこの文面を知らせてください。",
    en: 'Try "misemori doctor"; if it stays, please report these lines.',
  },
  configBad: { ja: "{file} に直すところが {count} 個あります。", en: "{file} has {count} mistakes." },
  "configBad.hint": { ja: "{first}", en: "{first}" },
  configGood: { ja: "✓ {file} に間違いはありません。", en: "✓ {file} is in order." },
  configWarned: { ja: "気をつけること {count} 個:", en: "{count} things to know:" },
  guardAway: { ja: "番人が {url} で答えません。", en: "The guard does not answer at {url}." },
  "guardAway.hint": {
    ja: "「misemori up」が動いているか確かめてください。",
    en: 'Is "misemori up" running?',
  },
  guardOdd: { ja: "{url} から思いがけない返事が来ました。", en: "{url} gave an answer that makes no sense." },
  "guardOdd.hint": {
    ja: "その番号で別のソフトが動いていないか確かめてください（console.listen）。",
    en: "Does another program use that port (console.listen)?",
  },
  tokenMissing: { ja: "合言葉のファイル {file} がありません。", en: "There is no token file {file}." },
  "tokenMissing.hint": {
    ja: "先に「misemori up」を動かしてください。設定（--config）は同じものを使います。",
    en: 'Start "misemori up" first, with the same --config.',
  },
  tokenUnreadable: {
    ja: "合言葉のファイル {file} を読めません。",
    en: "The token file {file} cannot be read.",
  },
  "tokenUnreadable.hint": {
    ja: "番人と同じ利用者で実行してください。",
    en: "Run this as the guard's own user.",
  },
  tokenOpen: {
    ja: "合言葉のファイル {file} をほかの人も読めます。",
    en: "The token file {file} is open to others.",
  },
  "tokenOpen.hint": {
    ja: "「chmod 600 {file}」のあと、番人を入れ直すと新しい合言葉になります。",
    en: 'Run "chmod 600 {file}" and restart the guard for a fresh token.',
  },
  upReady: { ja: "番を始めました。", en: "Standing guard." },
  gateAt: { ja: "  お店の入口   {url}", en: "  shop, guarded   {url}" },
  shopAt: { ja: "  見本のお店   {url}（番人なし）", en: "  bare shop       {url} (no guard)" },
  consoleAt: { ja: "  管理画面     {url}", en: "  console         {url}" },
  firstOwner: { ja: "  初めての設定 {url}（1 回だけ使えます）", en: "  first set-up    {url} (works once)" },
  demoNext: {
    ja: "攻撃を眺めるには、管理画面の「見本の攻撃を始める」を押すか、別の窓で：\n  npx misemori attack --target {url}",
    en: "To watch an attack, press “Start the sample attack” in the console, or in another window:\n  npx misemori attack --target {url}",
  },
  stopHow: { ja: "終わるには Ctrl-C を押してください。", en: "Press Ctrl-C to end." },
  stopped: { ja: "番を終えました。", en: "Stopped." },
  foreignTarget: {
    ja: "{url} は自分のお店として登録されていません。",
    en: "{url} is not listed as your own.",
  },
  "foreignTarget.hint": {
    ja: "人のお店には決して行いません。自分のお店なら drill.ownTargets に書いてください。",
    en: "Nobody else's shop is ever touched. If it is yours, list it under drill.ownTargets.",
  },
  attackDone: {
    ja: "{target} への見本の攻撃を終えました（{seconds} 秒）。",
    en: "The sample attack on {target} is over ({seconds} s).",
  },
  attackSeen: {
    ja: "  攻撃者から見ると：{attempts} 件のうち、カードが失敗 {declined}・成功 {approved}・確認画面 {challenged}・断り {refused}・本人認証など {other}",
    en: "  as the attacker saw it: of {attempts} tries {declined} declined, {approved} approved, {challenged} challenged, {refused} refused, {other} sent to 3-D Secure or other",
  },
  attackReached: {
    ja: "  決済会社から見ると：届いたのは {reached} 件（手数料 {fees}）。{stopped} 件は手前で止まりました。",
    en: "  as the payment agency saw it: {reached} arrived ({fees} in fees), {stopped} were stopped before.",
  },
  attackHonest: {
    ja: "  同じ時間の本物のお客様：{buyers} 人のうち {completed} 人が買い物を終え、{challenged} 人が確認画面を見ました。",
    en: "  honest buyers meanwhile: {completed} of {buyers} completed their purchase, {challenged} were challenged.",
  },
  attackNext: {
    ja: "管理画面の「いま」で、お店の側からの様子をご覧ください。",
    en: "See the other side on the console's first page.",
  },
  initDone: {
    ja: "✓ {file} を書きました（お店のソフト：{preset}、確からしさ {share}%）。",
    en: "✓ Wrote {file} (shop software: {preset}, {share}% sure).",
  },
  initNext: {
    ja: "次は「misemori doctor」で確かめ、「misemori up」で始めます。費用と知らせる先も書き足してください。",
    en: 'Next: "misemori doctor", then "misemori up". Do fill in costs and who is told.',
  },
  initUnknown: {
    ja: "お店のソフトを見分けられませんでした。preset を選び直すか、決済の経路を書いてください。",
    en: "The shop's software was not recognised: choose a preset or write the payment routes.",
  },
  fileThere: { ja: "{file} はもうあります。", en: "{file} exists already." },
  "fileThere.hint": { ja: "置き換えるなら --force を付けてください。", en: "Add --force to replace it." },
  "otherFile.hint": { ja: "別の名前を選んでください。", en: "Choose another name." },
  exportStep: { ja: "記録を書き出しています", en: "writing the record out" },
  fileUnwritable: { ja: "{file} に書けません（{reason}）。", en: "{file} cannot be written ({reason})." },
  "fileUnwritable.hint": {
    ja: "フォルダーの権限と空きを確かめてください。",
    en: "Check the folder's permissions and free space.",
  },
  unknownAttacker: {
    ja: "「{name}」という攻撃者はいません。",
    en: "There is no attacker called {name}.",
  },
  "unknownAttacker.hint": { ja: "選べる名前：{names}", en: "Choose from: {names}" },
  drillAttackers: { ja: "攻撃者", en: "attacker" },
  drillAttempts: { ja: "試み", en: "attempts" },
  drillReached: { ja: "決済会社まで", en: "reached gateway" },
  drillBound: { ja: "理論の下限", en: "theory's least" },
  drillYen: { ja: "費用", en: "cost" },
  drillStopped: { ja: "止めるまで", en: "stopped after" },
  drillTurnedAway: { ja: "断られたお客様", en: "honest turned away" },
  drillChallenged: { ja: "確認を見たお客様", en: "honest challenged" },
  drillNever: { ja: "止められず", en: "never" },
  drillSeconds: { ja: "{seconds} 秒", en: "{seconds} s" },
  drillHonest: {
    ja: "お客様 {buyers} 人のうち、断られた人 {turnedAway} 人、確認画面を見た人 {challenged} 人。",
    en: "Of {buyers} honest buyers {turnedAway} were turned away and {challenged} were challenged.",
  },
  drillBaseline: { ja: "比較：{name}", en: "For comparison: {name}" },
  ...recordWords,
} satisfies Words;

export type CliWord = keyof typeof cliWords;
