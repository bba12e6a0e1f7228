// A scope laid into its incident's vault: the orders and customers it was made from, the record of the run, the list of persons.
// Nothing of them touches the disk in clear on the way.

import { createReadStream } from "node:fs";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import type { IncidentId } from "../incidents/contract.ts";
import type { Vault, VaultName } from "../vault/contract.ts";
import type { InputRecord, ScopeAnswer, ScopeInput, ScopeRun } from "./contract.ts";
import { peopleCsv } from "./people-file.ts";
import { scopeKeepWords } from "./keep-words.ts";

export interface KeptScope {
  /** The list of persons. */
  readonly vaultName: VaultName;
  readonly bytes: number;
  readonly sha256: string;
  /** Kept inputs; logs and findings are not among them, nor the file the cards lay in. */
  readonly inputs: readonly { readonly name: VaultName; readonly sha256: string }[];
}

/** The list of persons a run made. */
export function listName(runId: string): VaultName {
  return `people-${runId}.csv`;
}

/** The record of a run. */
export function runName(runId: string): VaultName {
  return `run-${runId}.json`;
}

const LIST = /^people-(?<runId>scope_[0-9a-f]{32})\.csv$/;

/**
 * Keeps what the answer was made from and what it says; the list comes last, so whoever finds it finds the rest. Done twice it is
 * kept once. Throws "scope.changed" when an input is no longer what was read, and what the vault throws.
 */
export async function keepScope(
  vault: Vault,
  incident: IncidentId,
  answer: ScopeAnswer,
  asked: readonly ScopeInput[],
  language: Language,
): Promise<KeptScope> {
  const there = new Set((await vault.list(incident)).map(({ name }) => name));
  const inputs: { name: VaultName; sha256: string }[] = [];
  for (const record of answer.run.inputs) {
    const name = keptName(record);
    if (name === null) continue;
    const source = asked.find(({ kind, path }) => kind === record.kind && path === record.path);
    if (!there.has(name)) await vault.put(incident, name, unchanged(record, source, language));
    inputs.push({ name, sha256: record.sha256 });
  }
  const { runId } = answer.run;
  await vault.put(incident, runName(runId), bytesFrom([JSON.stringify(answer.run)]));
  const vaultName = listName(runId);
  const { bytes, sha256 } = await vault.put(incident, vaultName, bytesFrom(peopleCsv(answer, language)));
  return { vaultName, bytes, sha256, inputs };
}

/** The orders and customers of the newest run that was kept, as inputs of another one; empty when none was. */
export async function keptInputs(vault: Vault, incident: IncidentId): Promise<readonly ScopeInput[]> {
  const [newest] = await keptLists(vault, incident);
  return newest === undefined ? [] : inputsOf(vault, incident, await keptRun(vault, incident, newest.runId));
}

/** The record of a run. Throws "vault.missing" when it was not kept. */
export async function keptRun(vault: Vault, incident: IncidentId, runId: string): Promise<ScopeRun> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of vault.get(incident, runName(runId))) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as ScopeRun;
}

/** The orders and customers a kept run was made from, in its order. */
export function inputsOf(vault: Vault, incident: IncidentId, run: ScopeRun): readonly ScopeInput[] {
  return run.inputs.flatMap((record): ScopeInput[] => {
    const { kind, bytes } = record;
    const name = keptName(record);
    if (name === null) return [];
    return [{ kind, path: `vault:${name}`, bytes, open: () => vault.get(incident, name) }];
  });
}

/** Lists of persons, the newest first. */
export async function keptLists(
  vault: Vault,
  incident: IncidentId,
): Promise<
  readonly {
    readonly name: VaultName;
    readonly runId: string;
    readonly bytes: number;
    readonly atMs: number;
  }[]
> {
  const lists = (await vault.list(incident)).flatMap(({ name, bytes, atMs }) => {
    const runId = LIST.exec(name)?.groups?.["runId"];
    return runId === undefined ? [] : [{ name, runId, bytes, atMs }];
  });
  return lists.toSorted((a, b) => b.atMs - a.atMs);
}

/** Null for what is not kept. */
function keptName({ kind, sha256 }: InputRecord): VaultName | null {
  return kind === "orders" || kind === "customers" ? `${kind}-${sha256.slice(0, 32)}` : null;
}

/** The bytes the run has read, and no others: a file that changed meanwhile would prove nothing. */
async function* unchanged(
  record: InputRecord,
  source: ScopeInput | undefined,
  language: Language,
): AsyncGenerator<Uint8Array> {
  const changed = (cause?: unknown): MisemoriError => {
    const message = say(scopeKeepWords, language, "changed", { path: basename(record.path) });
    return new MisemoriError("scope.changed", message, say(scopeKeepWords, language, "changedHint"), cause);
  };
  const hash = createHash("sha256");
  try {
    for await (const chunk of source?.open?.() ?? (createReadStream(record.path) as AsyncIterable<Buffer>)) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof MisemoriError ? error : changed(error);
  }
  if (hash.digest("hex") !== record.sha256) throw changed();
}

async function* bytesFrom(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
