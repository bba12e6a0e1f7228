// Rows straight from a shop's database as an input like any file: written as CSV in one fixed way, so that their hash is that of
// the rows in their order, and read again in the same moment of the database. Nothing of them touches the disk.

import { createHash } from "node:crypto";
import type { ShopRows } from "../ports.ts";
import type { OpenInput } from "./inputs.ts";

const CHUNK_CHARACTERS = 64 * 1024;

/** Reads the rows once for their hash; `open` reads them anew. */
export async function shopInput(
  shop: ShopRows,
  kind: "orders" | "customers",
  gone: AbortSignal,
): Promise<OpenInput> {
  const open = (): AsyncIterable<Uint8Array> => csvOf(shop.rows(kind), gone);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of open()) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  const path = `${shop.name} ${kind}`;
  return { kind, path, bytes, sha256: hash.digest("hex"), packed: null, stand: null, isUtf8: true, open };
}

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
