// Writes the letter to one class of people from the facts: verdict first, four headings, numbered steps. What is not known yet
// is left out, and the lint says so; nothing is invented.

import type { NoticeClass, NoticeFacts, NoticeText } from "../contract.ts";
import type { Language } from "../../../kernel/index.ts";
import { joined, matterOf, sayingOf, type DraftWord, type Saying } from "./saying.ts";

type Lines = readonly (string | null)[];

/** The text of e-mail and letter alike; what differs between them is the renderer's. */
export function draftLetter(facts: NoticeFacts, of: NoticeClass, language: Language): NoticeText {
  const saying = sayingOf(facts, language);
  const { tell } = saying;
  const mark = language === "ja" ? "件名" : "Subject";
  return joined([
    `${mark}: ${tell(subjectOf(facts, of), { date: saying.day(facts.today), shop: facts.shop.name })}`,
    "",
    tell("dear"),
    "",
    ...opening(saying, of),
    "",
    `# ${tell("heading.happened")}`,
    "",
    ...happened(saying),
    "",
    ...which(saying, of),
    "",
    ...toDo(saying, of),
    "",
    `# ${tell("heading.we")}`,
    "",
    ...measures(saying),
    "",
    ...offers(saying, of),
    "",
    ...desk(saying),
    "",
    tell("sign", { company: facts.shop.company || facts.shop.name, president: facts.shop.president }),
  ]);
}

function subjectOf(facts: NoticeFacts, of: NoticeClass): DraftWord {
  return of === "notAffected" ? "subject.safe" : `subject.${matterOf(facts, of)}.${of}`;
}

function opening(saying: Saying, of: NoticeClass): Lines {
  const { facts, tell } = saying;
  const { shop } = facts;
  const values = { shop: shop.name, url: shop.url };
  const safe = of === "notAffected";
  const first = tell(safe ? "first.safe" : `first.${matterOf(facts, of)}.${of}`, values);
  const parts = [first, tell("orders"), shop.relation, tell(safe ? "sorry.safe" : "sorry")];
  return [sentences(saying, parts), "", whyYou(saying, of)];
}

function whyYou(saying: Saying, of: NoticeClass): string {
  const { facts, tell } = saying;
  if (of === "notAffected") return tell("why.safe");
  const { counts } = facts;
  const window = windowOf(saying);
  const why =
    counts === null
      ? tell(`why.${of}.open`, { window })
      : tell(`why.${of}`, { window, people: saying.number(counts[of]) });
  const elsewhere =
    counts === null ? 1 : counts.confirmed + counts.possible + counts.notAffected - counts[of];
  return sentences(saying, [why, tell(elsewhere > 0 ? "others.all" : "others.none")]);
}

function windowOf({ facts, tell, day }: Saying): string {
  const { from, to } = facts.window;
  if (from !== null && to !== null) return tell("window.between", { from: day(from), to: day(to) });
  if (from !== null) return tell("window.since", { from: day(from) });
  return to === null ? tell("window.open") : tell("window.until", { to: day(to) });
}

export function happened(saying: Saying): Lines {
  const { facts, tell, day } = saying;
  const { days } = facts;
  const hint =
    days.hint === null
      ? ""
      : tell(days.hintFrom === "" ? "hint.own" : "hint", { day: day(days.hint), from: days.hintFrom });
  const at = (word: DraftWord, value: string | null): string =>
    value === null ? "" : tell(word, { day: day(value) });
  return [
    sentences(saying, [
      hint,
      at("cardsStopped", days.cardsStopped),
      at("siteStopped", days.siteStopped),
      forensics(saying),
    ]),
    "",
    facts.cause === "" ? null : facts.cause,
    "",
    reported(saying),
    "",
    facts.delay === null ? null : tell("delay", { why: facts.delay.why, who: facts.delay.decidedBy }),
  ];
}

/** The card companies ask for an outside investigation; where only addresses leaked, nobody may have begun one. */
function forensics({ facts, tell, day }: Saying): string {
  const { forensicsEnded } = facts.days;
  if (forensicsEnded !== null) return tell("forensicsEnded", { day: day(forensicsEnded) });
  return facts.type === "email-leak" ? "" : tell("forensicsOpen");
}

function reported({ facts, tell, day }: Saying): string | null {
  const { commissionTold, policeTold } = facts.days;
  if (commissionTold !== null && policeTold !== null)
    return tell("reported.both", { day: day(commissionTold), police: day(policeTold) });
  if (commissionTold !== null) return tell("reported.commission", { day: day(commissionTold) });
  return policeTold === null ? null : tell("reported.police", { day: day(policeTold) });
}

function which(saying: Saying, of: NoticeClass): Lines {
  const { facts, tell } = saying;
  if (of === "notAffected") return [`# ${tell("heading.which.safe")}`, "", tell("which.safe")];
  const items = facts.items[of];
  return [
    `# ${tell(of === "possible" ? "heading.which.possible" : "heading.which")}`,
    "",
    items.length === 0 ? null : tell("which", { items: saying.items(items) }),
    "",
    ...facts.safe.map(({ what, how }) => tell("safe", { what, how })),
    "",
    facts.misused,
  ];
}

/** The steps for what the reader has to fear, the most urgent first. */
export function stepsFor(saying: Saying, of: NoticeClass): readonly string[] {
  const { facts, tell } = saying;
  if (of === "notAffected") return [];
  const matter = matterOf(facts, of);
  const steps: readonly DraftWord[] =
    matter === "card"
      ? ["do.statement", "do.replace", "do.calls"]
      : matter === "email"
        ? ["do.spam", "do.calls"]
        : ["do.calls", "do.spam", "do.password"];
  return steps.map((step) => tell(step));
}

function toDo(saying: Saying, of: NoticeClass): Lines {
  const { facts, tell } = saying;
  if (of === "notAffected") return [tell("do.nothing")];
  const steps = stepsFor(saying, of).map((step, index) => `${index + 1}. ${step}`);
  return [`# ${tell("heading.do")}`, "", ...steps, "", tell(`harm.${matterOf(facts, of)}`)];
}

export function measures({ facts, tell, day }: Saying): Lines {
  return facts.measures.map(({ what, state, day: on }) => {
    const word: DraftWord = on === null ? `${state}.undated` : state;
    return `- ${tell(word, { what, day: on === null ? "" : day(on) })}`;
  });
}

/** Who pays, said even when nobody does. */
export function offers({ facts, tell }: Saying, of: NoticeClass): Lines {
  if (of === "notAffected") return [];
  const { reissue, more } = facts.offers;
  const isCard = matterOf(facts, of) === "card";
  return [
    isCard && reissue !== null ? tell(`reissue.${reissue}`) : null,
    more === null ? null : more === "none" ? tell("more.none") : more,
    facts.restart,
  ];
}

export function desk({ facts, tell, day }: Saying): Lines {
  const { telephone, email, hours, until, lookUpUrl } = facts.desk;
  return [
    `# ${tell("heading.desk")}`,
    "",
    telephone === "" ? null : tell("desk.telephone", { telephone, hours }),
    email === "" ? null : tell("desk.email", { email }),
    until === null ? null : tell("desk.until", { day: day(until) }),
    lookUpUrl === "" ? null : tell("desk.lookup", { url: lookUpUrl }),
  ];
}

/** Sentences of one paragraph; Japanese needs no blank between them. */
export function sentences({ language }: Saying, parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(language === "ja" ? "" : " ");
}
