// Makes the list a notice is sent by: joins the people a scope counted with the names, addresses and orders in the files it was
// made from, all within the vault. Reads the files once per so many people, so that memory stays bounded.

import type { Language } from "../../../kernel/index.ts";
import { cellMeant } from "../../csv-cell.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import { chooseColumns } from "../../scope/columns.ts";
import { ITEMS, type Item, type ScopeRequest, type ScopeRun } from "../../scope/contract.ts";
import { csvRows } from "../../scope/csv.ts";
import { createDayReader, dayFrom, dayText, type DayReader } from "../../scope/days.ts";
import { bytesOf, firstLook, hashed, type OpenInput } from "../../scope/inputs.ts";
import { inputsOf, keptRun, listName } from "../../scope/keep.ts";
import { createPeople } from "../../scope/people.ts";
import { cellOf, ownerOf, type RowForm } from "../../scope/rows.ts";
import type { Vault, VaultName } from "../../vault/contract.ts";
import type { Addressee, NoticeClass } from "../contract.ts";
import { contactColumns } from "./contact-columns.ts";
import { contactFrom } from "./contact.ts";
import { createLooks, type Look, type RowSaid } from "./look.ts";
import { addresseesName, linesOf } from "./list.ts";

export interface GatherOptions {
  /** Of the errors of what cannot be read. */
  readonly language: Language;
  readonly gone: AbortSignal;
  /** Addresses of planted watch records: never written to, even if an older scope counted them. */
  readonly isPlanted?: ScopeRequest["isPlanted"] | undefined;
  /** People whose names and addresses are in memory at once, about 1 KB each. */
  readonly peoplePerPass?: number;
}

export interface KeptAddressees {
  readonly vaultName: VaultName;
  readonly people: number;
  readonly withEmail: number;
  readonly withAddress: number;
}

const PEOPLE_PER_PASS = 100_000;

/**
 * Keeps the list sealed beside the run it belongs to, in the order of personId: everyone the scope counted, once. Throws what the
 * vault throws; "vault.missing" when the run was not kept.
 */
export async function keepAddressees(
  vault: Vault,
  incident: IncidentId,
  runId: string,
  { language, gone, isPlanted, peoplePerPass = PEOPLE_PER_PASS }: GatherOptions,
): Promise<KeptAddressees> {
  const run = await keptRun(vault, incident, runId);
  const inputs: OpenInput[] = [];
  for (const input of inputsOf(vault, incident, run))
    inputs.push(await hashed(await firstLook(input, language, gone), language, gone, () => undefined));
  const idFor = await identities(inputs, run, gone);
  const counts = { people: 0, withEmail: 0, withAddress: 0 };
  const counted = (person: Addressee): boolean => {
    if (isPlanted?.(person.email) === true) return false;
    counts.people++;
    if (person.email !== "") counts.withEmail++;
    if (person.address.length > 0) counts.withAddress++;
    return true;
  };
  const everyone = async function* (): AsyncGenerator<Iterable<Addressee>> {
    for await (const few of groupsOf(listed(vault.get(incident, listName(runId))), peoplePerPass))
      yield (await looked(few, inputs, run, idFor, gone)).filter(counted);
  };
  const vaultName = addresseesName(runId);
  await vault.put(incident, vaultName, linesOf(everyone()));
  return { vaultName, ...counts };
}

/** What the scope's own list says of a person. */
type Listed = Pick<Addressee, "personId" | "email" | "class" | "items">;
type IdFor = (keys: readonly string[]) => string;

/** The same joining the scope did; identities take as much memory as there, names and addresses none. */
async function identities(inputs: readonly OpenInput[], run: ScopeRun, gone: AbortSignal): Promise<IdFor> {
  const people = createPeople();
  for await (const rows of rowsOf(inputs, run, gone)) for (const { keys } of rows) people.meet(keys);
  const ids = people.ids();
  return (keys) => ids.get(people.meet(keys)) ?? "";
}

interface Read {
  readonly keys: readonly string[];
  readonly said: (days: DayReader) => RowSaid | null;
}

/** In the file's own batches: a promise for each row would cost more than reading it. */
async function* rowsOf(
  inputs: readonly OpenInput[],
  run: ScopeRun,
  gone: AbortSignal,
): AsyncGenerator<readonly Read[]> {
  for (const input of inputs) {
    const { kind, sha256, isUtf8 } = input;
    if (kind !== "orders" && kind !== "customers") continue;
    const { preset, columns: given } = run;
    let form: RowForm | undefined;
    let contacts: ReturnType<typeof contactColumns> = {};
    for await (const batch of csvRows(bytesOf(input, gone).chunks, { allUtf8: isUtf8 })) {
      const rows: Read[] = [];
      for (const row of batch) {
        if (form === undefined) {
          const columns = chooseColumns(row.cells, { kind, preset, given });
          form = { kind, source: sha256.slice(0, 12), heads: row.cells, columns };
          contacts = contactColumns(row.cells, kind);
          continue;
        }
        const at = form;
        const { keys, bad } = ownerOf(row, at);
        const said = (days: DayReader): RowSaid | null =>
          bad === null
            ? {
                contact: contactFrom(row.cells, contacts),
                email: cellOf(row, at, "email").trim(),
                order: kind === "orders" ? cellOf(row, at, "order_id").trim() : "",
                day: kind === "orders" ? (days.ofText(cellOf(row, at, "order_date")) ?? 0) : 0,
              }
            : null;
        rows.push({ keys, said });
      }
      yield rows;
    }
  }
}

/** These people with what the files say of them, in their order. */
async function looked(
  few: readonly Listed[],
  inputs: readonly OpenInput[],
  run: ScopeRun,
  idFor: IdFor,
  gone: AbortSignal,
): Promise<IteratorObject<Addressee>> {
  const looks: Map<string, Look> = createLooks(few.map(({ personId }) => personId));
  const { zone, fromDay, toDay } = run.question;
  const days = createDayReader(zone, run.csvZone ?? zone);
  for await (const rows of rowsOf(inputs, run, gone))
    for (const { keys, said } of rows) {
      const look = looks.get(idFor(keys));
      const row = look === undefined ? null : said(days);
      if (row !== null) look?.add(row);
    }
  const from = (fromDay === null ? undefined : dayFrom(fromDay)) ?? 0;
  const to = (toDay === null ? undefined : dayFrom(toDay)) ?? 99_991_231;
  return Iterator.from(few).map((person): Addressee => {
    const look = looks.get(person.personId);
    const orders = look?.orders(from, to) ?? [];
    return {
      personId: person.personId,
      name: look?.name() ?? "",
      email: look?.email() || person.email,
      postcode: look?.place().postcode ?? "",
      address: look?.place().address ?? [],
      orders: orders.map(({ ref, day }) => ({ ref, day: day === 0 ? "" : dayText(day) })),
      items: person.items,
      class: person.class,
    };
  });
}

const CLASSES: Readonly<Record<string, NoticeClass>> = {
  confirmed: "confirmed",
  possible: "possible",
  "cannot-tell": "possible",
  "not-affected": "notAffected",
};

/** The scope's list of persons. A class nobody knows is told as possible: the law counts a risk as a leak. */
async function* listed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Listed[]> {
  let isHead = true;
  for await (const rows of csvRows(chunks, { allUtf8: true })) {
    yield (isHead ? rows.slice(1) : rows).map(({ cells }): Listed => {
      const [personId = "", email = "", of = "", items = ""] = cells;
      return {
        personId,
        email: cellMeant(email),
        class: CLASSES[of] ?? "possible",
        items: items.split(" ").filter((item): item is Item => (ITEMS as readonly string[]).includes(item)),
      };
    });
    isHead = false;
  }
}

async function* groupsOf<T>(all: AsyncIterable<readonly T[]>, size: number): AsyncGenerator<readonly T[]> {
  let few: T[] = [];
  for await (const many of all)
    for (const one of many) {
      few.push(one);
      if (few.length < size) continue;
      yield few;
      few = [];
    }
  if (few.length > 0) yield few;
}
