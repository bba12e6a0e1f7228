// Who bought when: the first order of every customer, from the same exports a scope reads. Held in memory only.

import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Language } from "../../kernel/index.ts";
import { chooseColumns } from "../scope/columns.ts";
import {
  SCOPE_LIMITS,
  type ColumnMap,
  type Preset,
  type ScopeInput,
  type ScopeRequest,
} from "../scope/contract.ts";
import { csvRows } from "../scope/csv.ts";
import { createDayReader, type DayReader } from "../scope/days.ts";
import { createPeople, keyOfEmail, keyOfMember, type People } from "../scope/people.ts";
import { isOfPlanted } from "../scope/rows.ts";
import { dayCountFrom } from "./report-times.ts";
import { fileTrouble, spamTrouble } from "./trouble.ts";

export interface Buyers {
  /** Undefined for nobody known. Persons are numbers without meaning. */
  readonly personOf: (keys: readonly string[]) => number | undefined;
  /** Undefined for a customer without a dated order. */
  readonly joinedOf: (person: number) => number | undefined;
  /** First orders of all dated customers, sorted: days since 1970. */
  readonly joinedDays: Int32Array;
  readonly customers: number;
}

export interface BuyersRequest {
  /** Orders and customers only. */
  readonly inputs: readonly ScopeInput[];
  readonly preset: Preset;
  readonly columns: ColumnMap;
  readonly zone: string;
  readonly language: Language;
  /** Addresses of planted watch records: no customers. */
  readonly isPlanted?: ScopeRequest["isPlanted"];
}

/** Throws "spam.unreadable", "spam.columns", "spam.many". */
export async function readBuyers(request: BuyersRequest): Promise<Buyers> {
  const days = createDayReader(request.zone, request.zone);
  const people = createPeople();
  const firsts = new Map<string, number>();
  try {
    for (const input of request.inputs) await readRowsOf(input, request, days, people, firsts);
  } catch (error) {
    if (error instanceof RangeError)
      throw spamTrouble(request.language, "many", { max: SCOPE_LIMITS.identitiesMax }, error);
    throw error;
  }
  const joined = new Map<number, number>();
  const everyone = new Set<number>();
  for (const [key, day] of firsts) {
    const person = people.meet([key]);
    everyone.add(person);
    if (day < (joined.get(person) ?? NO_DAY)) joined.set(person, day);
  }
  return {
    personOf: (keys) => {
      const known = keys.find((key) => firsts.has(key));
      return known === undefined ? undefined : people.meet([known]);
    },
    joinedOf: (person) => joined.get(person),
    joinedDays: Int32Array.from(joined.values()).sort(),
    customers: everyone.size,
  };
}

/** Later than any day. */
const NO_DAY = 2 ** 30;

async function readRowsOf(
  input: ScopeInput,
  { preset, columns, language, isPlanted }: BuyersRequest,
  days: DayReader,
  people: People,
  firsts: Map<string, number>,
): Promise<void> {
  const kind = input.kind === "orders" ? "orders" : "customers";
  let places: ReturnType<typeof chooseColumns>["at"] | undefined;
  const source = input.open?.() ?? (createReadStream(input.path) as AsyncIterable<Buffer>);
  try {
    for await (const rows of csvRows(source, { allUtf8: false }))
      for (const { cells, bad } of rows) {
        if (places === undefined) {
          places = chooseColumns(cells, { kind, preset, given: columns }).at;
          const lacking = [
            places.email === undefined && places.member_id === undefined ? "email | member_id" : "",
            kind === "orders" && places.order_date === undefined ? "order_date" : "",
          ].filter((one) => one !== "");
          if (lacking.length > 0)
            throw spamTrouble(language, "columns", {
              path: basename(input.path),
              lacking: lacking.join(", "),
            });
          continue;
        }
        if (bad !== null) continue;
        const cell = (place: number | undefined): string => (place === undefined ? "" : (cells[place] ?? ""));
        const keys = [keyOfEmail(cell(places.email)), keyOfMember(cell(places.member_id))].filter(
          (key) => key !== undefined,
        );
        if (keys.length === 0 || isOfPlanted(keys, isPlanted)) continue;
        people.meet(keys);
        const day = kind === "orders" ? days.ofText(cell(places.order_date)) : undefined;
        const first = day === undefined ? NO_DAY : dayCountFrom(day);
        for (const key of keys) if (first < (firsts.get(key) ?? NO_DAY + 1)) firsts.set(key, first);
      }
  } catch (error) {
    throw fileTrouble(error, input.path, language);
  }
}
