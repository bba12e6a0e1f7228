// Rows straight from a shop's database or from this guard's own records as an input like any file: written as CSV in one fixed way, so that their hash is that of
// the rows in their order, and read again in the same moment of the database. Nothing of them touches the disk.

import { createHash } from "node:crypto";
import type { OwnAttempts, ShopRows } from "../ports.ts";
import type { ScopeInput } from "./contract.ts";
import type { OpenInput } from "./inputs.ts";

const CHUNK_CHARACTERS = 64 * 1024;

/** What `rowInput` reads: one table in a fixed order. */
export interface RowTable {
  readonly kind: "orders" | "customers" | "records";
  readonly name: string;
  readonly rows: () => AsyncIterable<readonly (string | null)[]>;
}

export function tablesOf({
  shop,
  records,
}: {
  readonly shop?: ShopRows | undefined;
  readonly records?: OwnAttempts | undefined;
}): readonly RowTable[] {
  const ofShop = (kind: "orders" | "customers"): RowTable[] =>
    shop === undefined ? [] : [{ kind, name: `${shop.name} ${kind}`, rows: () => shop.rows(kind) }];
  const own: RowTable[] =
    records === undefined ? [] : [{ kind: "records", name: records.name, rows: records.rows }];
  return [...ofShop("orders"), ...ofShop("customers"), ...own];
}

/** Reads the rows once for their hash; `open` reads them anew. */
export async function rowInput({ kind, name, rows }: RowTable, gone: AbortSignal): Promise<RowInput> {
  const open = (): AsyncIterable<Uint8Array> => csvOf(rows(), gone);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of open()) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  const sha256 = hash.digest("hex");
  return { kind, path: name, bytes, sha256, packed: null, stand: null, growing: null, isUtf8: true, open };
}

type RowInput = OpenInput & Required<Pick<ScopeInput, "open">>;

async function* csvOf(
  rows: AsyncIterable<readonly (string | null)[]>,
  gone: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let text = "";
  for await (const row of rows) {
    text += `${row.map(cellOf).join(",")}\n`;
    if (text.length < CHUNK_CHARACTERS) continue;
    gone.throwIfAborted();
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

function cellOf(cell: string | null): string {
  if (cell === null) return "";
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
