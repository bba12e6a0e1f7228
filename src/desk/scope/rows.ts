// Goes through orders and customers row by row and tells people.ts what each row says. Rows that cannot be trusted become people
// of whom nothing can be told, and are counted with their first line.

import { chooseColumns, isBegun, isCard, type Columns } from "./columns.ts";
import { orderKey } from "./card-places.ts";
import {
  SCOPE_LIMITS,
  type ColumnField,
  type ColumnMap,
  type InputTrouble,
  type Preset,
  type ScopeRequest,
} from "./contract.ts";
import { csvRows, type CsvRow } from "./csv.ts";
import { dayText, type DayReader } from "./days.ts";
import { found, judgeOrder, type Case } from "./judge.ts";
import { keyOfEmail, keyOfMember, type Finding, type People } from "./people.ts";
import { visitKey } from "./reads.ts";

export interface RowsWish {
  readonly kind: "orders" | "customers";
  readonly preset: Preset;
  readonly columns: ColumnMap;
  /** A column that was confirmed and is not there is lacking; otherwise it is guessed. */
  readonly mustHave: boolean;
  readonly days: DayReader;
  readonly known: Case;
  readonly people: People;
  /** Proofs by key ("order:…", "member:…", "email:…", "card:…"); `seen` hears which were met. */
  readonly proofs: (key: string) => readonly Finding[] | undefined;
  readonly visits: ReadonlySet<string>;
  /** Whether a try to pay for the order of this key came from an address that opened the page; undefined: no try names it. */
  readonly opened: (order: string) => boolean | undefined;
  readonly payments: Map<string, { rows: number; readonly card: boolean | null }>;
  readonly isPlanted?: ScopeRequest["isPlanted"];
}

export interface RowsRead {
  readonly rows: number;
  readonly encoding: string;
  readonly columns: ColumnMap;
  readonly troubles: readonly Omit<InputTrouble, "path">[];
  /** What the question needs and the file has not; nothing was judged then. */
  readonly lacking: readonly string[];
  readonly heads: readonly string[];
}

type TroubleKind = InputTrouble["what"];
interface Reading {
  readonly wish: RowsWish;
  readonly source: string;
  readonly heads: readonly string[];
  readonly columns: Columns;
  readonly troubles: Map<TroubleKind, { count: number; firstLine: number }>;
}

/** `source` is the start of the file's hash; places are told with it, so that a file may be renamed. */
export async function readRows(
  chunks: AsyncIterable<Uint8Array>,
  file: { readonly source: string; readonly allUtf8: boolean },
  wish: RowsWish,
): Promise<RowsRead> {
  const encodings = new Set<CsvRow["encoding"]>();
  const troubles: Reading["troubles"] = new Map();
  let reading: Reading | undefined;
  let rows = 0;
  for await (const batch of csvRows(chunks, { allUtf8: file.allUtf8 })) {
    for (const row of batch) {
      if (row.encoding !== "ascii") encodings.add(row.encoding);
      if (reading === undefined) {
        const columns = chooseColumns(row.cells, {
          kind: wish.kind,
          preset: wish.preset,
          given: wish.columns,
        });
        reading = { wish, source: file.source, heads: row.cells, columns, troubles };
        const lacking = lackingOf(reading);
        if (lacking.length > 0)
          return {
            rows: 0,
            encoding: nameOf(encodings),
            columns: columns.map,
            troubles: [],
            lacking,
            heads: row.cells,
          };
        continue;
      }
      rows++;
      takeRow(reading, row);
    }
  }
  if (encodings.has("utf-8") && encodings.has("shift_jis"))
    troubles.set("mixed-encodings", { count: 1, firstLine: 0 });
  return {
    rows,
    encoding: nameOf(encodings),
    columns: reading?.columns.map ?? {},
    troubles: [...troubles].map(([what, { count, firstLine }]) => ({ what, count, firstLine })),
    lacking: reading === undefined ? ["heading"] : [],
    heads: reading?.heads ?? [],
  };
}

/** Orders need somebody to belong to and what the question asks about. */
function lackingOf({ columns: { at, unknown }, wish }: Reading): string[] {
  const lacking = wish.mustHave ? unknown.map((head) => `"${head}"`) : [];
  if (at.email === undefined && at.member_id === undefined) lacking.push("email | member_id");
  if (wish.kind === "customers") return lacking;
  const { question, grounds } = wish.known;
  const asksForm = grounds.form || grounds.visitors;
  const asksDay = (asksForm || grounds.sessions) && (question.fromDay !== null || question.toDay !== null);
  if (asksDay && at.order_date === undefined) lacking.push("order_date");
  if (asksForm && question.payment === "card" && at.payment === undefined) lacking.push("payment");
  if (grounds.sessions && at.session === undefined) lacking.push("session");
  return lacking;
}

/** How a file's rows are read: its headings, what they mean, and the start of its hash. */
export interface RowForm {
  readonly kind: "orders" | "customers";
  readonly source: string;
  readonly heads: readonly string[];
  readonly columns: Columns;
}

export interface RowOwner {
  /** What joins the row to its person's other rows; never empty. */
  readonly keys: readonly [string, ...string[]];
  /** The order's own key, where it has one. */
  readonly order: string | undefined;
  /** Why the cells are not to be trusted. */
  readonly bad: CsvRow["bad"] | "wrong-columns";
  readonly trouble: "no-person" | "bad-email" | null;
}

/** Whom a row speaks of: every reading of it must agree, or letters would go to others than the scope counted. */
export function ownerOf(row: CsvRow, form: RowForm): RowOwner {
  const place = `${form.source}:${row.line}`;
  const extra = row.cells.slice(form.heads.length).some((cell) => cell !== "");
  const bad = row.bad ?? (row.cells.length < form.heads.length || extra ? "wrong-columns" : null);
  if (bad !== null) {
    const addresses = [...new Set(row.cells.join("\n").match(ADDRESS) ?? [])].map(keyOfEmail);
    const only = addresses.length === 1 ? addresses[0] : undefined;
    return { keys: [only ?? `row:${place}`], order: undefined, bad, trouble: null };
  }
  const written = cellOf(row, form, "email");
  const email = keyOfEmail(written);
  const member = keyOfMember(cellOf(row, form, "member_id"));
  const number = cellOf(row, form, "order_id");
  const order = form.kind === "orders" && number !== "" ? orderKey(number) : undefined;
  const [first, ...others] = [email, member].filter((key) => key !== undefined);
  if (first === undefined) return { keys: [order ?? `row:${place}`], order, bad, trouble: "no-person" };
  const isBadEmail = email === undefined && written.trim() !== "";
  return { keys: [first, ...others], order, bad, trouble: isBadEmail ? "bad-email" : null };
}

/** A row of a planted watch record is nobody's, whatever else it says. */
export function isOfPlanted(keys: readonly string[], isPlanted: ScopeRequest["isPlanted"]): boolean {
  if (isPlanted === undefined) return false;
  return keys.some((key) => key.startsWith("email:") && isPlanted(key.slice("email:".length)));
}

export function cellOf(row: CsvRow, { columns }: Pick<RowForm, "columns">, field: ColumnField): string {
  const at = columns.at[field];
  return at === undefined ? "" : (row.cells[at] ?? "");
}

function takeRow(reading: Reading, row: CsvRow): void {
  const { wish } = reading;
  const place = `${reading.source}:${row.line}`;
  const owner = ownerOf(row, { ...reading, kind: wish.kind });
  if (isOfPlanted(owner.keys, wish.isPlanted)) return trouble(reading, "planted", row.line);
  if (owner.bad !== null) {
    trouble(reading, owner.bad, row.line);
    const person = wish.people.meet(owner.keys);
    wish.people.note(person, found("cannotTell", "row-unreadable", place, owner.bad, []));
    return;
  }
  const cell = (field: ColumnField): string => cellOf(row, reading, field);
  if (row.encoding === "unknown") trouble(reading, "bad-characters", row.line);
  if (owner.trouble === "no-person" && cell("email").trim() !== "") trouble(reading, "bad-email", row.line);
  if (owner.trouble !== null) trouble(reading, owner.trouble, row.line);
  const { keys: identity, order } = owner;
  const person = wish.people.meet(identity);
  if (wish.kind === "customers") {
    for (const key of identity) for (const proof of wish.proofs(key) ?? []) wish.people.note(person, proof);
    if (wish.known.grounds.records && wish.known.seen?.gap != null)
      wish.people.note(person, found("cannotTell", wish.known.seen.gap, "", "", []));
    return;
  }
  const hash = cell("card_hash").trim().toLowerCase();
  const keys = [
    ...identity,
    ...(order === undefined || identity.includes(order) ? [] : [order]),
    ...(hash === "" ? [] : [`card:${hash}`]),
  ];
  for (const one of judgeOrder(orderFrom(reading, row, cell, { keys, order }), wish.known))
    wish.people.note(person, one);
}

const ADDRESS = /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/gi;

function orderFrom(
  reading: Reading,
  row: CsvRow,
  cell: (field: ColumnField) => string,
  { keys, order }: { readonly keys: readonly string[]; readonly order: string | undefined },
): Parameters<typeof judgeOrder>[0] {
  const { wish, columns } = reading;
  const written = cell("order_date");
  const day = wish.days.ofText(written);
  if (day === undefined && columns.at.order_date !== undefined) trouble(reading, "bad-date", row.line);
  const card = paymentOf(wish, cell("payment"));
  const ip = cell("ip").trim();
  const tried = order === undefined ? undefined : wish.opened(order);
  const came = ip === "" || day === undefined ? undefined : wish.visits.has(visitKey(ip, day));
  return {
    place: `${reading.source}:${row.line}`,
    day,
    dayWritten: day === undefined ? "" : dayText(day),
    isCard: card,
    isBegun: isBegun(cell("status"), wish.preset),
    session: cell("session").trim(),
    proofs: keys.flatMap((key) => wish.proofs(key) ?? []),
    openedPage: came === true ? came : (tried ?? came),
  };
}

function paymentOf({ payments, known }: RowsWish, value: string): boolean | null {
  const word = value.trim().slice(0, 200);
  const seen = payments.get(word);
  if (seen !== undefined) {
    seen.rows++;
    return seen.card;
  }
  const card = isCard(word, known.question.cardMethods);
  if (payments.size < SCOPE_LIMITS.paymentsMax) payments.set(word, { rows: 1, card });
  return card;
}

function trouble(reading: Reading, what: TroubleKind, line: number): void {
  const known = reading.troubles.get(what);
  if (known === undefined) reading.troubles.set(what, { count: 1, firstLine: line });
  else known.count++;
}

function nameOf(encodings: ReadonlySet<string>): string {
  const names = [...encodings].filter((one) => one !== "unknown").sort();
  return names.length === 0 ? "ascii" : names.join("+");
}
