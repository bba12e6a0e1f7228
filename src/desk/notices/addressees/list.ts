// The kept list of addressees: its name in the vault, and reading it line by line, as often as sending needs.

import type { IncidentId } from "../../incidents/contract.ts";
import type { Vault, VaultName } from "../../vault/contract.ts";
import type { Addressee } from "../contract.ts";

export function addresseesName(runId: string): VaultName {
  return `addressees-${runId}.jsonl`;
}

/** In the order of personId. Throws "vault.missing" when it was not made, and what the vault throws. */
export async function* readAddressees(
  vault: Pick<Vault, "get">,
  incident: IncidentId,
  runId: string,
): AsyncGenerator<Addressee> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of vault.get(incident, addresseesName(runId))) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Addressee;
  }
}

const PIECE_CHARS = 64 * 1024;

/** Small lines gathered to pieces worth sealing. */
export async function* linesOf(people: AsyncIterable<Iterable<Addressee>>): AsyncGenerator<Uint8Array> {
  let kept = "";
  for await (const few of people)
    for (const person of few) {
      kept += `${JSON.stringify(person)}\n`;
      if (kept.length < PIECE_CHARS) continue;
      yield Buffer.from(kept);
      kept = "";
    }
  if (kept !== "") yield Buffer.from(kept);
}
