// The texts that would go out by a channel: per class that somebody is in, Japanese, with the written English one below; how many
// errors the lint still finds in them, and a hash that tells whether they are the ones that were tried.

import type { IncidentId } from "../../incidents/contract.ts";
import type { NoticeClass, NoticeFacts, NoticePaper, PaperKey } from "../contract.ts";
import { lintNotice } from "../lint/lint.ts";
import { checkHoles } from "../render/fill.ts";
import { readNotice } from "../text.ts";
import type { ClassTexts } from "./boxes.ts";
import type { SendingKey } from "./contract.ts";
import { classesWithPeople, sha256Of, type OutgoingDeps } from "./ground.ts";

export interface OutgoingTexts {
  readonly texts: Readonly<Partial<Record<NoticeClass, ClassTexts>>>;
  readonly errors: number;
  readonly sha256: string;
  /** A placeholder that nothing fills: nobody of that class could get a letter. */
  readonly hasHole: boolean;
}

export interface TextsReader {
  /** Null while no facts are kept. */
  (
    incident: IncidentId,
    key: SendingKey,
    facts: NoticeFacts,
    classes: Readonly<Record<NoticeClass, number>>,
  ): Promise<OutgoingTexts | null>;
}

/** A page looks each second; the lint of a text that stays the same is kept in mind. */
const LINTED_MAX = 50;

export function createTextsReader({
  textFor,
  written,
}: Pick<OutgoingDeps, "textFor" | "written">): TextsReader {
  const linted = new Map<string, Pick<OutgoingTexts, "errors" | "hasHole">>();
  return async (incident, { report, channel }, facts, classes) => {
    const english = (await written(incident)).filter(
      (key) => key.kind === channel && key.language === "en" && key.report === report,
    );
    const texts: Partial<Record<NoticeClass, ClassTexts>> = {};
    for (const of of classesWithPeople(classes)) {
      const key: PaperKey = { kind: channel, class: of, language: "ja", report };
      const japanese = await textFor(incident, key);
      if (japanese === null) return null;
      const hasEnglish = english.some((one) => one.class === of);
      texts[of] = {
        japanese,
        english: hasEnglish ? await textFor(incident, { ...key, language: "en" }) : null,
      };
    }
    const sha256 = sha256Of({ facts, texts });
    const place = `${channel}\n${sha256}\n${JSON.stringify(classes)}`;
    const found = linted.get(place) ?? judged(texts, channel, facts, classes);
    linted.set(place, found);
    const oldest = linted.size > LINTED_MAX ? linted.keys().next().value : undefined;
    if (oldest !== undefined) linted.delete(oldest);
    return { texts, sha256, ...found };
  };
}

interface Paper {
  readonly class: NoticeClass;
  readonly language: "ja" | "en";
  readonly paper: NoticePaper;
}

function judged(
  texts: OutgoingTexts["texts"],
  kind: SendingKey["channel"],
  facts: NoticeFacts,
  counts: Readonly<Record<NoticeClass, number>>,
): Pick<OutgoingTexts, "errors" | "hasHole"> {
  const papers = Object.entries(texts).flatMap(([of, { japanese, english }]): readonly Paper[] => {
    const first = { class: of as NoticeClass, language: "ja", paper: readNotice(japanese) } as const;
    if (english === null) return [first];
    return [first, { ...first, language: "en", paper: readNotice(english) }];
  });
  const errors = papers.map(({ class: of, language, paper }) => {
    const others = papers.flatMap((other) =>
      other.language === language && other.class !== of ? [{ name: other.class, paper: other.paper }] : [],
    );
    const context = { language, kind, class: of, facts, counts, before: null, others };
    return lintNotice(paper, context, "ja").filter(({ weight }) => weight === "error").length;
  });
  return {
    errors: errors.reduce((sum, count) => sum + count, 0),
    hasHole: papers.some(({ paper, language }) => !checkHoles(paper, language).ok),
  };
}
