// One notice on paper, from its box to printed batches in the incident's vault, as a job.

import { fine, refuse, type Outcome } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import { readAddressees } from "../addressees/list.ts";
import type { Addressee, NoticeClass, NoticeFacts, NoticePaper } from "../contract.ts";
import { sayingOf } from "../draft/saying.ts";
import { printNotice } from "../letters/print-notice.ts";
import { lettersInVault } from "../letters/sinks.ts";
import { paperFiller } from "../render/fill.ts";
import { readNotice } from "../text.ts";
import { putBatch, readBox, type SendingBox } from "./boxes.ts";
import type { SendingKey } from "./contract.ts";
import { dispatchId, type OutgoingDeps } from "./ground.ts";
import type { Job } from "./jobs.ts";

type LetterFiller = (person: Addressee) => NoticePaper;

export async function letterJob(
  deps: OutgoingDeps,
  incident: IncidentId,
  key: SendingKey,
  job: Job,
): Promise<"done" | "stopped"> {
  const { vault, dispatches, clock } = deps;
  const box = await readBox(vault, incident, key);
  const fillers = letterFillers(box);
  const { shop, glyphs } = await deps.openPress("ja");
  try {
    const end = await printNotice(
      dispatchId(incident, key),
      {
        dispatches,
        shop,
        glyphs,
        sink: lettersInVault(vault, incident),
        clock,
        language: "ja",
        sender: senderRows(deps, box.facts),
        people: () => readAddressees(vault, incident, box.runId),
        letterFor: (person) => {
          const filler = fillers.get(person.class);
          if (filler === undefined) return refuse("notice.no-text", "", "");
          return filler.ok ? fine(filler.value(person)) : filler;
        },
        everyone: box.everyone,
        onBatch: async (batch) => {
          await putBatch(vault, incident, batch);
          job.meter.tick(batch.letters + batch.byHand);
          job.trouble(null);
        },
      },
      job.gone,
    );
    return end === "done" ? "done" : "stopped";
  } finally {
    await shop.close();
  }
}

/** Day, and who writes. */
export function senderRows(
  { settings }: Pick<OutgoingDeps, "settings">,
  facts: NoticeFacts,
): readonly string[] {
  return [sayingOf(facts, "ja").day(facts.today), ...(settings().letterSender ?? [facts.shop.company])];
}

export function letterFillers({ texts, facts }: SendingBox): ReadonlyMap<NoticeClass, Outcome<LetterFiller>> {
  return new Map(
    Object.entries(texts).map(([of, { japanese, english }]) => {
      const first = paperFiller(readNotice(japanese), facts, "ja");
      if (english === null || !first.ok) return [of as NoticeClass, first];
      const second = paperFiller(readNotice(english), facts, "en");
      if (!second.ok) return [of as NoticeClass, second];
      return [of as NoticeClass, fine((person) => below(first.value(person), second.value(person)))];
    }),
  );
}

/** The English letter under the Japanese one, beginning with its subject as a heading. */
function below(japanese: NoticePaper, english: NoticePaper): NoticePaper {
  const heading = { kind: "heading", text: english.subject, line: 0 } as const;
  return { subject: japanese.subject, blocks: [...japanese.blocks, heading, ...english.blocks] };
}
