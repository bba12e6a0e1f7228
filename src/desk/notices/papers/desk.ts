// Writes the papers of an incident: every version and all facts as entries of its record, their words sealed in its vault. The
// words are put first and named by their hash, so that a kill between the two leaves a box nobody asks for and nothing else.

import type { Language } from "../../../kernel/index.ts";
import { faultOfState, tidy } from "../../incidents/commands.ts";
import { INCIDENT_LIMITS, type IncidentId, type IncidentView } from "../../incidents/contract.ts";
import { no, type Answer, type Decision } from "../../incidents/record.ts";
import type { NoticeFacts } from "../contract.ts";
import { countsOf, factsForScope } from "../facts.ts";
import { marksBetween } from "../lint/marks.ts";
import { NOTICE_CHARS_MAX, readNotice } from "../text.ts";
import { addresseesOf, boxOf, joinAddressees, masked, putText, type Kept } from "./boxes.ts";
import type { NoticeBoard, PaperDesk, PaperMarks, PaperView, WriteWish } from "./contract.ts";
import { groundOf, type Ground, type PaperDeps } from "./ground.ts";
import { findingsFor, paperView, rowsOf } from "./look.ts";
import { previewOf } from "./preview.ts";
import { factsEntry, reportsOf, versionsOf } from "./versions.ts";

export function createPaperDesk(deps: PaperDeps): PaperDesk {
  const onGround = async <T>(
    incident: IncidentId,
    work: (ground: Ground) => Promise<Answer<T>>,
  ): Promise<Answer<T>> => {
    const ground = await groundOf(deps, incident, "kept");
    return ground.ok ? work(ground.value) : ground;
  };
  return {
    board: (incident, language) => onGround(incident, (ground) => boardOf(deps, ground, incident, language)),
    facts: (incident) =>
      onGround(incident, async ({ facts, factsSha256, isStale }) => {
        return { ok: true, value: { facts, sha256: factsSha256, isStale } };
      }),
    keepFacts: (incident, by, wish) => keepFacts(deps, incident, by, wish),
    paper: (incident, key, version, language) =>
      onGround(incident, async (ground) => {
        const view = await paperView(ground, key, version, language);
        return view === undefined ? no("incident.paper-unknown") : { ok: true, value: view };
      }),
    write: (incident, by, wish, language) => write(deps, incident, by, wish, language),
    check: (incident, key, text, language) =>
      onGround(incident, async (ground) => {
        const texts = { text: tidyText(text), before: await ground.text(key) };
        return { ok: true, value: await findingsFor(ground, key, texts, language) };
      }),
    preview: (incident, by, wish) =>
      onGround(incident, (ground) =>
        previewOf(deps, ground, incident, by, { ...wish, text: tidyText(wish.text) }),
      ),
    textFor: async (incident, key) => {
      const ground = await groundOf(deps, incident, "kept");
      return ground.ok && ground.value.factsSha256 !== null ? ground.value.text(key) : null;
    },
  };
}

async function boardOf(
  { vault }: PaperDeps,
  ground: Ground,
  incident: IncidentId,
  language: Language,
): Promise<Answer<NoticeBoard>> {
  const { view, factsSha256, isStale } = ground;
  const runId = view.scope?.runId ?? null;
  return {
    ok: true,
    value: {
      factsSha256,
      scopeRunId: runId,
      counts: countsOf(view.scope),
      isStale,
      addressees: runId === null ? null : await addresseesOf(vault, incident, runId),
      reports: reportsOf(view),
      papers: await rowsOf(ground, language),
    },
  };
}

/**
 * The persons are joined before the facts are on record: who finds facts for a scope finds its addressees, too. A scope that comes
 * in between is refused as busy.
 */
async function keepFacts(
  deps: PaperDeps,
  incident: IncidentId,
  by: string,
  wish: { readonly facts: NoticeFacts; readonly before: string | null },
): Promise<Answer<NoticeBoard>> {
  const { record, vault } = deps;
  const view = await record.view(incident);
  const fault = faultOfState(view, "open");
  if (view === null || fault !== undefined) return fault ?? no("incident.unknown");
  const facts = factsForScope(masked(wish.facts), view, deps.shop().timeZone);
  const text = JSON.stringify(facts);
  const kept = boxOf("facts", text);
  const early = decideFacts(view, by, wish.before, kept, facts.scopeRunId);
  if (early !== "nothing" && "ok" in early) return early;
  await vault.create(incident);
  if (facts.scopeRunId !== null) {
    const isPlanted = await deps.planted?.();
    await joinAddressees(vault, incident, facts.scopeRunId, { ...deps, isPlanted });
  }
  if (early !== "nothing") {
    await putText(vault, incident, kept, text);
    const added = await record.add(incident, by, (now) => {
      const closed = faultOfState(now, "open");
      if (now === null || closed !== undefined) return closed ?? no("incident.unknown");
      return decideFacts(now, by, wish.before, kept, facts.scopeRunId);
    });
    if (!added.ok) return added;
  }
  const ground = await groundOf(deps, incident, "kept");
  return ground.ok ? boardOf(deps, ground.value, incident, deps.language) : ground;
}

function decideFacts(
  view: IncidentView,
  by: string,
  before: string | null,
  { sha256 }: Kept,
  scopeRunId: string | null,
): Decision {
  if ((view.scope?.runId ?? null) !== scopeRunId) return no("incident.busy");
  const last = factsEntry(view);
  // The same facts again: this click told twice, or nothing changed.
  const isSame = last?.sha256 === sha256 && last.scopeRunId === scopeRunId;
  if (isSame && (last.by === by || before === sha256)) return "nothing";
  if ((last?.sha256 ?? null) !== before) return no("incident.paper-changed", { by: nameOf(last?.by) });
  return { fact: { kind: "notice-facts", sha256, scopeRunId } };
}

async function write(
  deps: PaperDeps,
  incident: IncidentId,
  by: string,
  wish: WriteWish,
  language: Language,
): Promise<Answer<PaperView>> {
  const { record, vault } = deps;
  const found = await groundOf(deps, incident, "open");
  if (!found.ok) return found;
  const text = tidyText(wish.text);
  if (text === "") return no("incident.paper-empty");
  const { key } = wish;
  const kept = boxOf("paper", text);
  const before = await found.value.text(key);
  const marks = marksBetween(readNotice(before), readNotice(text), key.language);
  const early = decideVersion(found.value.view, by, wish, kept, marks);
  if (early !== "nothing") {
    if ("ok" in early) return early;
    await vault.create(incident);
    await putText(vault, incident, kept, text);
    // What it was made from is named by its number, so that the marks are still those of this edit.
    const added = await record.add(incident, by, (now) => {
      const closed = faultOfState(now, "open");
      if (now === null || closed !== undefined) return closed ?? no("incident.unknown");
      return decideVersion(now, by, wish, kept, marks);
    });
    if (!added.ok) return added;
  }
  const ground = await groundOf(deps, incident, "kept");
  if (!ground.ok) return ground;
  const shown = await paperView(ground.value, key, null, language);
  return shown === undefined ? no("incident.paper-unknown") : { ok: true, value: shown };
}

function decideVersion(
  view: IncidentView,
  by: string,
  wish: WriteWish,
  { sha256, vaultName }: Kept,
  marks: PaperMarks,
): Decision {
  const { key: paper, before } = wish;
  const scopeRunId = view.scope?.runId ?? null;
  const [last] = versionsOf(view, paper);
  const isSame = last?.sha256 === sha256 && last.scopeRunId === scopeRunId;
  // This click told twice, or nothing changed. For a later scope the same words are a new version: somebody looked at them again.
  if (isSame && (last.version === before || (last.version === before + 1 && last.by === by)))
    return "nothing";
  if ((last?.version ?? 0) !== before) return no("incident.paper-changed", { by: nameOf(last?.by) });
  const askedBy = tidy(wish.askedBy.trim(), INCIDENT_LIMITS.titleCharsMax);
  const why = tidy(wish.why.trim(), INCIDENT_LIMITS.whyCharsMax);
  const version = before + 1;
  return { fact: { kind: "paper", paper, version, sha256, vaultName, askedBy, why, scopeRunId, marks } };
}

/** As it is kept: one kind of line ends, whole Unicode, no card number. */
function tidyText(text: string): string {
  const plain = tidy(text.replaceAll(/\r\n?/g, "\n"), NOTICE_CHARS_MAX).trim();
  return plain === "" ? "" : `${plain}\n`;
}

/** "owner:花子" → "花子". */
function nameOf(by = ""): string {
  return by.replace(/^[a-z]{1,20}:/, "");
}
