// What the papers keep in an incident's vault: texts and facts, each in a box named by its hash, so that what an entry names never
// changes; and the joined addressees with their number.

import { createHash } from "node:crypto";
import { maskText } from "../../../scrub/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import type { ScopeRun } from "../../scope/contract.ts";
import { runName } from "../../scope/keep.ts";
import type { Vault, VaultName } from "../../vault/contract.ts";
import { wholeText } from "../../whole-text.ts";
import { keepAddressees, type GatherOptions } from "../addressees/gather.ts";
import { addresseesName, readAddressees } from "../addressees/list.ts";
import type { Addressee, NoticeFacts } from "../contract.ts";

type Boxes = Pick<Vault, "put" | "get" | "list">;

export interface AddresseeCounts {
  readonly people: number;
  readonly withEmail: number;
  readonly withAddress: number;
}

export interface Kept {
  readonly sha256: string;
  readonly vaultName: VaultName;
}

/** What it would be kept as. */
export function boxOf(kind: "paper" | "facts", text: string): Kept {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { sha256, vaultName: nameOf(kind, sha256) };
}

/** Durable when it resolves, and named by no entry yet. */
export async function putText(
  vault: Boxes,
  incident: IncidentId,
  { vaultName }: Kept,
  text: string,
): Promise<void> {
  await vault.put(incident, vaultName, pieceOf(text));
}

/** Throws what the vault throws. */
export async function textIn(
  vault: Pick<Vault, "get">,
  incident: IncidentId,
  name: VaultName,
): Promise<string> {
  return wholeText(vault.get(incident, name));
}

export async function factsIn(
  vault: Pick<Vault, "get">,
  incident: IncidentId,
  sha256: string,
): Promise<NoticeFacts> {
  return JSON.parse(await textIn(vault, incident, nameOf("facts", sha256))) as NoticeFacts;
}

/** No card number in any of its words: people paste them. */
export function masked(facts: NoticeFacts): NoticeFacts {
  return maskedIn(facts) as NoticeFacts;
}

/** How many are joined for this run; null while nobody is. */
export async function addresseesOf(
  vault: Boxes,
  incident: IncidentId,
  runId: string,
): Promise<AddresseeCounts | null> {
  const there = await namesIn(vault, incident);
  if (!there.has(addresseesName(runId))) return null;
  if (there.has(countsName(runId)))
    return JSON.parse(await textIn(vault, incident, countsName(runId))) as AddresseeCounts;
  const counts = { people: 0, withEmail: 0, withAddress: 0 };
  for await (const { email, address } of readAddressees(vault, incident, runId)) {
    counts.people++;
    if (email !== "") counts.withEmail++;
    if (address.length > 0) counts.withAddress++;
  }
  await vault.put(incident, countsName(runId), pieceOf(JSON.stringify(counts)));
  return counts;
}

/** Joins them once. False when the run itself was not kept here: then there is nobody to join. */
export async function joinAddressees(
  vault: Vault,
  incident: IncidentId,
  runId: string,
  options: Pick<GatherOptions, "language" | "gone" | "isPlanted">,
): Promise<boolean> {
  const there = await namesIn(vault, incident);
  if (there.has(addresseesName(runId))) return true;
  if (!there.has(runName(runId))) return false;
  const { people, withEmail, withAddress } = await keepAddressees(vault, incident, runId, options);
  const counts: AddresseeCounts = { people, withEmail, withAddress };
  await vault.put(incident, countsName(runId), pieceOf(JSON.stringify(counts)));
  return true;
}

/** The days a kept run was asked about; null when the run is not kept here or was asked about all days. */
export async function daysAsked(
  vault: Pick<Vault, "get" | "list">,
  incident: IncidentId,
  runId: string,
): Promise<NoticeFacts["window"] | null> {
  if (!(await namesIn(vault, incident)).has(runName(runId))) return null;
  const { question } = JSON.parse(await textIn(vault, incident, runName(runId))) as ScopeRun;
  const { fromDay: from, toDay: to } = question;
  return from === null && to === null ? null : { from, to };
}

/** The person of this address, order number or id; undefined when nobody is. */
export async function addresseeBy(
  vault: Boxes,
  incident: IncidentId,
  runId: string,
  named: string,
): Promise<Addressee | undefined> {
  const wanted = plain(named);
  for await (const person of readAddressees(vault, incident, runId)) {
    const known = [person.personId, person.email, ...person.orders.map(({ ref }) => ref)];
    if (known.some((one) => one !== "" && plain(one) === wanted)) return person;
  }
  return undefined;
}

/** As people type it: any width, any case. */
function plain(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

async function namesIn(vault: Pick<Vault, "list">, incident: IncidentId): Promise<ReadonlySet<VaultName>> {
  return new Set((await vault.list(incident)).map(({ name }) => name));
}

function nameOf(kind: "paper" | "facts", sha256: string): VaultName {
  return kind === "paper" ? `paper-${sha256}.txt` : `notice-facts-${sha256}.json`;
}

function countsName(runId: string): VaultName {
  return `addressees-${runId}.counts.json`;
}

function maskedIn(value: unknown): unknown {
  if (typeof value === "string") return maskText(value.toWellFormed());
  if (Array.isArray(value)) return value.map(maskedIn);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskedIn(inner)]));
}

async function* pieceOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
