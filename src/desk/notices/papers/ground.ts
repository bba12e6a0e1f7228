// What every work on an incident's papers begins with: its picture, the facts as they are today, and the texts as they stand,
// each read from the vault at most once.

import { faultOfState } from "../../incidents/commands.ts";
import type { IncidentId, IncidentView } from "../../incidents/contract.ts";
import { no, type Answer, type IncidentJournal, type IncidentRecord } from "../../incidents/record.ts";
import type { Clock, Language } from "../../../kernel/index.ts";
import type { Vault } from "../../vault/contract.ts";
import type { NoticeFacts, NoticeText, PaperKey } from "../contract.ts";
import { draftPaper } from "../draft/draft.ts";
import { factsForScope, factsOfIncident, type KnownShop } from "../facts.ts";
import { daysAsked, factsIn, textIn } from "./boxes.ts";
import { factsEntry, versionsOf, type KeptVersion } from "./versions.ts";

export interface PaperDeps {
  readonly record: Pick<IncidentRecord, "view" | "add">;
  readonly vault: Vault;
  readonly journal: Pick<IncidentJournal, "write">;
  readonly clock: Clock;
  readonly shop: () => KnownShop;
  /** Of what goes wrong with the files of a scope. */
  readonly language: Language;
  readonly gone: AbortSignal;
  /** Which e-mail addresses are planted watch records: nobody to write to. */
  readonly planted?: () => Promise<(email: string) => boolean>;
}

export interface Ground {
  readonly view: IncidentView;
  /** With the counts of the newest scope, whether kept or not. */
  readonly facts: NoticeFacts;
  /** Of what is kept; null: nothing. */
  readonly factsSha256: string | null;
  /** What is kept speaks of an older scope. */
  readonly isStale: boolean;
  readonly versions: (key: PaperKey) => readonly KeptVersion[];
  /** The newest version, or the draft. */
  readonly text: (key: PaperKey) => Promise<NoticeText>;
  readonly draft: (key: PaperKey) => NoticeText;
  readonly textOfVersion: (version: KeptVersion) => Promise<NoticeText>;
}

/** `when`: "open" for writing, "kept" for reading as long as there is a key. */
export async function groundOf(
  deps: PaperDeps,
  incident: IncidentId,
  when: "open" | "kept",
): Promise<Answer<Ground>> {
  const view = await deps.record.view(incident);
  const fault = faultOfState(view, when);
  if (view === null || fault !== undefined) return fault ?? no("incident.unknown");
  const shop = deps.shop();
  const entry = factsEntry(view);
  const facts =
    entry === null
      ? await withDays(deps, view, factsOfIncident(view, shop, deps.clock.nowMs()))
      : factsForScope(await factsIn(deps.vault, incident, entry.sha256), view, shop.timeZone);
  const texts = new Map<string, Promise<NoticeText>>();
  const textOfVersion = ({ vaultName }: KeptVersion): Promise<NoticeText> => {
    const known = texts.get(vaultName) ?? textIn(deps.vault, incident, vaultName);
    texts.set(vaultName, known);
    return known;
  };
  const versions = (key: PaperKey): readonly KeptVersion[] => versionsOf(view, key);
  const draft = (key: PaperKey): NoticeText => draftPaper(key, facts);
  return {
    ok: true,
    value: {
      view,
      facts,
      factsSha256: entry?.sha256 ?? null,
      isStale: entry !== null && entry.scopeRunId !== (view.scope?.runId ?? null),
      versions,
      draft,
      textOfVersion,
      text: async (key) => {
        const [newest] = versions(key);
        return newest === undefined ? draft(key) : textOfVersion(newest);
      },
    },
  };
}

/** Where nobody has said when the intrusion was, the scope was asked about the days somebody believed in. */
async function withDays(
  { vault }: Pick<PaperDeps, "vault">,
  { id, scope }: IncidentView,
  facts: NoticeFacts,
): Promise<NoticeFacts> {
  const { from, to } = facts.window;
  if (scope === null || from !== null || to !== null) return facts;
  const window = await daysAsked(vault, id, scope.runId);
  return window === null ? facts : { ...facts, window };
}
