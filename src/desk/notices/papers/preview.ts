// How a paper would look: filled in for one person out of the addressees, for a made-up one, or as the public page it becomes.

import { say } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import { no, type Answer } from "../../incidents/record.ts";
import type { Addressee, NoticeFacts, PaperKey } from "../contract.ts";
import { fillPaper, holesOf, PLACEHOLDERS } from "../render/fill.ts";
import { renderMail } from "../render/mail.ts";
import { renderPage } from "../render/page.ts";
import { readNotice } from "../text.ts";
import { addresseeBy, addresseesOf } from "./boxes.ts";
import type { PaperPreview } from "./contract.ts";
import type { Ground, PaperDeps } from "./ground.ts";
import { isPublic } from "./versions.ts";
import { paperWords } from "./words.ts";

export interface PreviewWish {
  readonly key: PaperKey;
  readonly text: string;
  readonly person: string | null;
}

/** Who is looked at stands in nobody's journal; that somebody was, does, before anything is shown. */
export async function previewOf(
  deps: PaperDeps,
  { view, facts }: Ground,
  incident: IncidentId,
  by: string,
  { key, text, person }: PreviewWish,
): Promise<Answer<PaperPreview>> {
  const paper = readNotice(text);
  const { language } = key;
  if (isPublic(key)) {
    const html = renderPage(paper, language, facts.shop);
    return {
      ok: true,
      value: { subject: paper.subject, text: renderMail(paper, language).text, html, who: null },
    };
  }
  const found =
    person === null
      ? { ok: true as const, value: exampleFor(facts, key) }
      : view.named.includes(by)
        ? await personFor(deps, incident, view.scope?.runId ?? null, by, { key, person })
        : no("incident.not-named");
  if (!found.ok) return found;
  const filled = fillPaper(paper, found.value, facts, language);
  if (!filled.ok) {
    const known: readonly string[] = PLACEHOLDERS;
    const hole = holesOf(paper).find((one) => !known.includes(one)) ?? "";
    return no("incident.paper-hole", { hole, known: known.join(" ") });
  }
  const mail = renderMail(filled.value, language);
  const who = person === null ? null : { name: found.value.name, class: found.value.class };
  return { ok: true, value: { ...mail, who } };
}

async function personFor(
  { vault, journal }: PaperDeps,
  incident: IncidentId,
  runId: string | null,
  by: string,
  { key, person }: { readonly key: PaperKey; readonly person: string },
): Promise<Answer<Addressee>> {
  if (runId === null || (await addresseesOf(vault, incident, runId)) === null)
    return no("incident.addressees-missing");
  await journal.write("incident.paper-previewed", by, { incident, paper: key });
  const found = await addresseeBy(vault, incident, runId, person);
  return found === undefined ? no("incident.person-unknown") : { ok: true, value: found };
}

/** Somebody who bought once in the time in question. */
function exampleFor(facts: NoticeFacts, { class: of, language }: PaperKey): Addressee {
  const ofClass = of ?? "confirmed";
  return {
    personId: "example",
    name: say(paperWords, language, "example"),
    email: "hanako@example.jp",
    postcode: "100-0001",
    address: [],
    orders: [{ ref: "A-1001", day: facts.window.from ?? facts.today }],
    items: facts.items[ofClass],
    class: ofClass,
  };
}
