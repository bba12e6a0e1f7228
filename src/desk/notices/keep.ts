// Lays down in the incident's vault what notices and the look-up page are made from: the facts as the owner wrote them, and the
// persons of the scope joined with their addresses.

import { createHash } from "node:crypto";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import type { Vault } from "../vault/contract.ts";
import { wholeText } from "../whole-text.ts";
import { keepAddressees } from "./addressees/gather.ts";
import type { NoticeFacts } from "./contract.ts";
import { factsWords } from "./facts-words.ts";

/** The facts the letters are written from, as JSON. */
export const FACTS_BOX = "notice-facts.json";

export interface KeptNotice {
  readonly runId: string;
  readonly people: number;
  readonly withEmail: number;
  readonly withAddress: number;
  readonly factsSha256: string;
}

/**
 * The facts come last: while they are missing nobody takes the persons for complete. Throws MisemoriError "notice.no-scope" when
 * the facts name no run, and what the vault throws.
 */
export async function keepNotice(
  vault: Vault,
  incident: IncidentId,
  facts: NoticeFacts,
  { language, gone }: { readonly language: Language; readonly gone: AbortSignal },
): Promise<KeptNotice> {
  const runId = facts.scopeRunId;
  if (runId === null) {
    const message = say(factsWords, language, "noScope");
    throw new MisemoriError(
      "notice.no-scope",
      message,
      say(factsWords, language, "noScope.hint", { incident }),
    );
  }
  const { people, withEmail, withAddress } = await keepAddressees(vault, incident, runId, { language, gone });
  const text = Buffer.from(JSON.stringify(facts));
  await vault.put(incident, FACTS_BOX, piecesOf(text));
  const factsSha256 = createHash("sha256").update(text).digest("hex");
  return { runId, people, withEmail, withAddress, factsSha256 };
}

/** The facts as they were kept last; null while nobody has kept any. */
export async function keptFacts(
  vault: Pick<Vault, "list" | "get">,
  incident: IncidentId,
): Promise<NoticeFacts | null> {
  if (!(await vault.list(incident)).some(({ name }) => name === FACTS_BOX)) return null;
  return JSON.parse(await wholeText(vault.get(incident, FACTS_BOX))) as NoticeFacts;
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
