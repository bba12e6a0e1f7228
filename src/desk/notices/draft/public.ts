// Writes the papers that speak to everybody: the notice page, the hold page, questions and answers, the desk's own script. The
// answers are the letters' own sentences, so that nobody hears two things.

import type { Language } from "../../../kernel/index.ts";
import type { NoticeClass, NoticeFacts, NoticeText } from "../contract.ts";
import { desk, happened, measures, offers, sentences, stepsFor } from "./letter.ts";
import { joined, matterOf, sayingOf, type DraftWord, type Saying } from "./saying.ts";

type Lines = readonly (string | null)[];

export function draftPage(facts: NoticeFacts, language: Language, report: number): NoticeText {
  const saying = sayingOf(facts, language);
  const { tell } = saying;
  return joined([
    titled(saying, "subject.page", report),
    "",
    sentences(saying, [howMany(saying), tell("page.written"), tell("sorry")]),
    "",
    report > 1 ? tell("page.again", { before: report - 1 }) : null,
    "",
    `# ${tell("heading.happened")}`,
    "",
    ...happened(saying),
    "",
    `# ${tell("heading.which")}`,
    "",
    ...whatLeaked(saying),
    "",
    `# ${tell("heading.do")}`,
    "",
    ...stepsFor(saying, worst(facts)).map((step, index) => `${index + 1}. ${step}`),
    "",
    tell(`harm.${matterOf(facts, worst(facts))}`),
    "",
    `# ${tell("heading.we")}`,
    "",
    ...measures(saying),
    "",
    ...offers(saying, worst(facts)),
    "",
    ...desk(saying),
  ]);
}

export function draftHoldPage(facts: NoticeFacts, language: Language): NoticeText {
  const saying = sayingOf(facts, language);
  const { tell } = saying;
  return joined([
    titled(saying, "subject.hold", 1),
    "",
    sentences(saying, [tell("hold.first"), tell("hold.next")]),
    "",
    facts.restart,
    "",
    ...desk(saying),
  ]);
}

export function draftQuestions(facts: NoticeFacts, language: Language): NoticeText {
  const saying = sayingOf(facts, language);
  return joined([titled(saying, "subject.qa", 1), "", ...questions(saying), ...desk(saying)]);
}

/** What whoever answers the telephone needs in front of him. */
export function draftDeskScript(facts: NoticeFacts, language: Language): NoticeText {
  const saying = sayingOf(facts, language);
  const { tell } = saying;
  const rules: readonly DraftWord[] = ["desk.open", "desk.lookup.do", "desk.angry", "desk.write"];
  const steps = rules.map((rule, index) => `${index + 1}. ${tell(rule)}`);
  return joined([titled(saying, "subject.desk", 1), "", ...steps, "", ...questions(saying), ...desk(saying)]);
}

function questions(saying: Saying): Lines {
  const { facts, tell } = saying;
  const url = facts.desk.lookUpUrl;
  const { counts, delay } = facts;
  const pays = offers(saying, worst(facts)).filter((line) => line !== null);
  const asked: readonly (readonly [DraftWord, readonly (string | null)[]])[] = [
    ["qa.mine.q", [url === "" ? tell("qa.mine.a.plain") : tell("qa.mine.a", { url })]],
    ["qa.what.q", whatLeaked(saying)],
    ["qa.who.q", counts === null ? [] : [tell("qa.who.a", numbers(saying))]],
    ["qa.do.q", stepsFor(saying, worst(facts)).map((step, index) => `${index + 1}. ${step}`)],
    ["qa.pay.q", pays],
    ["qa.late.q", delay === null ? [] : [tell("delay", { why: delay.why, who: delay.decidedBy })]],
    ["qa.leave.q", [tell("qa.leave.a")]],
  ];
  return asked
    .filter(([, answer]) => answer.length > 0)
    .flatMap(([question, answer]) => [[`# ${tell(question)}`, ""], answer, [""]].flat());
}

function whatLeaked(saying: Saying): Lines {
  const { facts, tell } = saying;
  const items = facts.items[worst(facts)];
  return [
    items.length === 0 ? null : tell("which", { items: saying.items(items) }),
    "",
    ...facts.safe.map(({ what, how }) => tell("safe", { what, how })),
  ];
}

function howMany(saying: Saying): string {
  const { shop, counts } = saying.facts;
  const values = { shop: shop.name, url: shop.url };
  if (counts === null) return saying.tell("page.first.open", values);
  return saying.tell("page.first", { ...values, ...numbers(saying) });
}

function numbers(saying: Saying): { confirmed: string; possible: string } {
  const { counts } = saying.facts;
  return {
    confirmed: saying.number(counts?.confirmed ?? 0),
    possible: saying.number(counts?.possible ?? 0),
  };
}

/** Public papers speak of the worst that happened to anybody. */
function worst({ counts }: NoticeFacts): NoticeClass {
  return counts !== null && counts.confirmed === 0 && counts.possible > 0 ? "possible" : "confirmed";
}

function titled({ facts, tell, day, language }: Saying, word: DraftWord, report: number): string {
  const mark = language === "ja" ? "件名" : "Subject";
  return `${mark}: ${tell(word, { date: day(facts.today), report })}`;
}
