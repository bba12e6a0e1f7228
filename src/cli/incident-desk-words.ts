// What the incident desk says at the command line: its help, the one screen of `incident show`, and what was done.

import type { Words } from "../kernel/index.ts";

const help = {
  "verb.open": { ja: "事故の対応を始めます。", en: "Open an incident." },
  "verb.list": { ja: "対応中の件の一覧。", en: "List open incidents." },
  "verb.show": {
    ja: "ひとつの件を一画面で：することと担当、期限、操作、人数、お金。",
    en: "One incident on one screen: next steps with owner, dates, acts, people, money.",
  },
  "verb.act": {
    ja: "操作をします：pause-cards stop-shop preserve-evidence block-origin end-sessions open-look-up",
    en: "Do an act: pause-cards stop-shop preserve-evidence block-origin end-sessions open-look-up",
  },
  "verb.undo": { ja: "操作を元に戻します。", en: "Undo an act." },
  "verb.hint": { ja: "外からの知らせを書き足します。", en: "Write down a further hint from outside." },
  "verb.note": { ja: "覚え書きを封をして残します。", en: "Keep a note, sealed." },
  "verb.facts": {
    ja: "分かったことを書きます（知った日時、人数など）。期限はこれで決まります。",
    en: "Write down what is known (when, how many): it decides the dates.",
  },
  "verb.mark": {
    ja: "期限に「済み」か「当てはまらない」を記します。",
    en: "Mark a date as met or not applicable.",
  },
  "verb.demand": { ja: "求められた期限を書きます。", en: "Write down a date somebody else set." },
  "verb.cost": { ja: "見積もりや請求を書きます。", en: "Write down a quote or a bill." },
  "verb.window": {
    ja: "侵入の始まりと終わりを、分かる範囲で書きます。",
    en: "First and last moment of the intrusion as far as known.",
  },
  "verb.name": {
    ja: "封をした言葉を読める人を加えます（--off で外します）。",
    en: "Name a person who may read sealed words (--off takes off).",
  },
  "verb.close": {
    ja: "件を終えます。決めた日数のあとに、個人情報の鍵を捨てます。",
    en: "Close it; some days later the key of its personal data is destroyed.",
  },
  "verb.reopen": { ja: "終えた件を開き直します。", en: "Go on with a closed incident." },
  "verb.handed": {
    ja: "証拠や書類を、誰に、いつ、なぜ渡したかを残します。",
    en: "Keep who received which evidence or paper, when and why.",
  },
  "verb.export": {
    ja: "すべての記入を JSON で書き出します（--out の名前が .jsonl なら 1 行に 1 つ）。",
    en: "Write all entries as JSON, one a line when the file of --out ends in .jsonl.",
  },
  "argument.id": { ja: "件の番号（incident_…）", en: "the incident (incident_…)" },
  "option.type": {
    ja: "種類：card-leak personal-leak email-leak card-testing backdoor suspected（なければ、お知らせの種類から決めます）",
    en: "type: card-leak personal-leak email-leak card-testing backdoor suspected (by the alert's kind when left out)",
  },
  "option.title": { ja: "件名（お客様の名前は書かない）", en: "title (no customer's name)" },
  "option.source": {
    ja: "誰から：card-company agency customer police mall vendor ipa press staff alert other",
    en: "from whom: card-company agency customer police mall vendor ipa press staff alert other",
  },
  "option.channel": {
    ja: "どうやって：telephone email letter fax visit web own",
    en: "how: telephone email letter fax visit web own",
  },
  "option.at": {
    ja: "知らせのあった日時（例 2026-11-22T10:00。書かなければ今）",
    en: "when the hint came (2026-11-22T10:00; else now)",
  },
  "option.alert": { ja: "もとになったお知らせの番号", en: "the alert it comes from" },
  "option.caller": { ja: "相手の名前（封をします）", en: "the caller's name (sealed)" },
  "option.contact": { ja: "相手の連絡先（封をします）", en: "the caller's contact (sealed)" },
  "option.words": { ja: "相手の言葉（封をします）", en: "what was said (sealed)" },
  "option.key": { ja: "この操作の印。同じ印なら二度しません。", en: "this act's own key: never twice" },
  "option.why": { ja: "理由（記録に残ります）", en: "the reason (kept)" },
  "option.target": { ja: "何に対して（例 ip 203.0.113.7）", en: "aimed at (ip 203.0.113.7)" },
  "option.done": { ja: "済み", en: "met" },
  "option.not-applicable": { ja: "当てはまらない", en: "not applicable" },
  "option.known": {
    ja: "漏えい（またはそのおそれ）を知った日時",
    en: "when the leak, or its likelihood, became known",
  },
  "option.people": { ja: "影響を受けた人数", en: "persons affected" },
  "option.by-mistake": { ja: "攻撃ではなく、誤りによるもの", en: "by mistake, not by an attacker" },
  "option.sensitive": { ja: "要配慮個人情報を含む", en: "sensitive data is among it" },
  "option.encrypted": { ja: "高度な暗号化がされていて、鍵は無事", en: "strongly encrypted, key safe" },
  "option.europeans": { ja: "欧州に住むお客様がいる", en: "a buyer lives in Europe" },
  "option.from-whom": { ja: "誰から", en: "from whom" },
  "option.what": {
    ja: "何か（費用なら forensic lawyer letters call-centre reissue apology、または自由に）",
    en: "what (of a cost: forensic lawyer letters call-centre reissue apology, or any words)",
  },
  "option.due": { ja: "いつまで（例 2026-11-27T14:00）", en: "due (2026-11-27T14:00)" },
  "option.or-else": { ja: "過ぎるとどうなるか", en: "what happens when it is missed" },
  "option.yen": { ja: "金額（円）", en: "amount, yen" },
  "option.state": {
    ja: "quote（見積もり） chosen（採用） billed（請求済み） paid（支払い済み） dropped（見送り）",
    en: "quote chosen billed paid dropped",
  },
  "option.cost-id": { ja: "費用の番号（前のものを改めるとき）", en: "the line's own id, to change it" },
  "option.window-from": { ja: "始まり", en: "first moment" },
  "option.window-to": { ja: "終わり", en: "last moment" },
  "option.how": { ja: "どうして分かったか", en: "how it is known" },
  "option.off": { ja: "外す", en: "take off" },
  "option.keep-days": { ja: "個人情報を残す日数", en: "days to keep personal data" },
  "option.all": { ja: "終えたものも", en: "closed ones, too" },
  "option.handed-to": { ja: "渡した相手の組織（例 県警）", en: "the organisation that received it" },
  "option.handed-what": { ja: "渡したものの名前", en: "what was handed over" },
  "option.handed-file": {
    ja: "渡したファイルや包み（照合の値を計算します）",
    en: "the file or package handed over: its SHA-256 is taken",
  },
  "option.handed-sha256": { ja: "手元にないものの照合の値", en: "SHA-256 of what is not on this machine" },
  "option.through": {
    ja: "渡し方：in-person post email upload fax other",
    en: "how: in-person post email upload fax other",
  },
  "option.handed-person": { ja: "受け取った人の名前（封をします）", en: "the receiver's name (sealed)" },
  "option.handed-at": {
    ja: "渡した日時（例 2026-11-22T10:00。書かなければ今）",
    en: "when it was handed over (2026-11-22T10:00; else now)",
  },
  "option.out": { ja: "書き出す先のファイル", en: "file to write" },
  "option.with-words": {
    ja: "封をした言葉も開いて書き出す（名前の挙がっている人だけ）",
    en: "with the sealed words opened (only when named)",
  },
  "option.incident": {
    ja: "結果をこの件に記す（incident_…）",
    en: "write the result into this incident (incident_…)",
  },
} as const satisfies Words;

const screen = {
  none: { ja: "対応中の件はありません。", en: "There is no open incident." },
  id: { ja: "番号", en: "id" },
  opened: { ja: "開始", en: "opened" },
  title: { ja: "件名", en: "title" },
  state: { ja: "状態", en: "state" },
  nextStep: { ja: "次にすること", en: "next" },
  owner: { ja: "担当", en: "owner" },
  due: { ja: "期限", en: "due" },
  what: { ja: "内容", en: "what" },
  act: { ja: "操作", en: "act" },
  key: { ja: "印", en: "key" },
  by: { ja: "誰が", en: "by" },
  when: { ja: "日時", en: "at" },
  outcome: { ja: "結果", en: "outcome" },
  from: { ja: "相手", en: "from" },
  yen: { ja: "金額", en: "yen" },
  head: { ja: "{title} … {type}、{state}", en: "{title} … {type}, {state}" },
  hintLine: {
    ja: "{source}から{channel}で。{by} が {at} に開始。",
    en: "From {source} by {channel}. Opened by {by}, {at}.",
  },
  nothingNext: { ja: "することはありません。", en: "Nothing is left to do." },
  stepLine: { ja: "{n}. [{owner}] {step}", en: "{n}. [{owner}] {step}" },
  stepDue: { ja: "   期限 {due}", en: "   due {due}" },
  stepAct: {
    ja: "   → misemori incident act {id} {act} --why 理由",
    en: "   → misemori incident act {id} {act} --why REASON",
  },
  demandLine: { ja: "{from}：{what}", en: "{from}: {what}" },
  peopleLine: {
    ja: "影響：確か {confirmed}人、おそれ {possible}人、不明 {cannotTell}人、なし {notAffected}人",
    en: "Affected: confirmed {confirmed}, possible {possible}, cannot tell {cannotTell}, not {notAffected}",
  },
  peopleUnknown: { ja: "影響：まだ調べていません。", en: "Affected: not looked into yet." },
  moneyLine: {
    ja: "お金：かかった {spent}、決まった {agreed}",
    en: "Money: spent {spent}, agreed {agreed}",
  },
  evidenceLine: { ja: "証拠：{bag}（{proof}）", en: "Evidence: {bag} ({proof})" },
  handedLine: {
    ja: "渡したもの：{what} → {to}（{at}、{through}。{why}）{proof}",
    en: "Handed over: {what} → {to} ({at}, {through}. {why}) {proof}",
  },
  namedLine: { ja: "言葉を読める人：{names}", en: "May read words: {names}" },
  keptUntil: { ja: "個人情報の鍵を捨てる日時：{at}", en: "The key of its personal data is destroyed: {at}" },
  written: { ja: "✓ 書きました：{id}", en: "✓ Written: {id}" },
  openedLine: {
    ja: "✓ 始めました：{id}\n  misemori incident show {id}",
    en: "✓ Opened: {id}\n  misemori incident show {id}",
  },
  actLine: { ja: "{act}：{state} {outcome}", en: "{act}: {state} {outcome}" },
  actKeptFor: {
    ja: "まだ必要としている件：{id}（incident show {id}）",
    en: "The incident that still needs it: {id} (incident show {id})",
  },
  actBegun: {
    ja: "  時間がかかっています。incident show で確かめてください。",
    en: "  It takes a while: look with incident show.",
  },
  closedLine: {
    ja: "✓ 終えました。{days}日後に、この件の個人情報は誰にも読めなくなります。",
    en: "✓ Closed. In {days} days nobody can read this incident's personal data any more.",
  },
  exported: { ja: "✓ {count}件を {file} に書き出しました。", en: "✓ Wrote {count} entries to {file}." },
  badAct: { ja: "「{act}」という操作はありません。", en: "There is no act “{act}”." },
  "badAct.hint": { ja: "次のどれかです：{acts}", en: "It is one of: {acts}" },
  badTime: { ja: "日時を読めません：{text}", en: "This is no time: {text}" },
  "badTime.hint": {
    ja: "2026-11-22T10:00 のように書きます（お店の時間帯で読みます）。",
    en: "Write 2026-11-22T10:00; it is read in the shop's own time zone.",
  },
  needMark: {
    ja: "--done か --not-applicable のどちらかが要ります。",
    en: "Say either --done or --not-applicable.",
  },
  "needMark.hint": { ja: "--why に理由も書いてください。", en: "And why, with --why." },
  needThing: {
    ja: "何を渡したかが要ります（--what か --file。照合の値は --file か --sha256 のどちらか）。",
    en: "Say what was handed over: --what or --file, and its hash by --file or --sha256, not both.",
  },
  "needThing.hint": {
    ja: "例：misemori incident handed ID --file card.tar.zst --to 県警 --why 捜査",
    en: "e.g. misemori incident handed ID --file card.tar.zst --to Police --why investigation",
  },
  registered: { ja: "✓ {id} に記しました。", en: "✓ Written into {id}." },
} as const satisfies Words;

export const incidentDeskWords = { ...help, ...screen } as const satisfies Words;
export type IncidentDeskWord = keyof typeof incidentDeskWords;
