// What a shop system's layout must tell so that planted customers can be put in and taken out.

import type { ShopCustomer } from "../../canary/ports.ts";
import type { Random } from "../../kernel/index.ts";
import type { Writer } from "./writer.ts";

export interface Layout {
  /** "EC-CUBE 4". */
  readonly name: string;
  readonly numbers: {
    /** The customer's number, or undefined. */
    of(address: string): Promise<string | undefined>;
    hasOrdered(id: string): Promise<boolean>;
  };
  /** When the newest customer registered, and his password's hash for its form. */
  newest(): Promise<{ readonly atMs: number | null; readonly hash: string | null }>;
  /** `password`: of the same form, again a new one at each call. */
  readonly standardHash: string;
  insert(
    customer: ShopCustomer,
    how: { readonly atMs: number; readonly mailing: boolean; readonly hash: () => string },
  ): Promise<void>;
  remove(id: string): Promise<void>;
}

/** `lacking`: why nothing can be written there. */
export type LayoutOf = (writer: Writer, random: Random) => Promise<Layout | { readonly lacking: string }>;

/** A day and time as text, in UTC. */
export function utcText(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
}

export function letters(alphabet: string, count: number, random: Random): string {
  return Array.from(random.bytes(count), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

/** The rows of a table that name this customer go with him, where the shop has that table. */
export async function removeRows(writer: Writer, table: string, column: string, id: string): Promise<void> {
  if (writer.tables.get(table)?.columns.has(column) !== true) return;
  await writer.ask(`DELETE FROM ${writer.name(table)} WHERE ${writer.name(column)} = ?`, [id]);
}

export async function hasRows(writer: Writer, table: string, column: string, id: string): Promise<boolean> {
  if (writer.tables.get(table)?.columns.has(column) !== true) return false;
  const rows = await writer.ask(
    `SELECT 1 FROM ${writer.name(table)} WHERE ${writer.name(column)} = ? LIMIT 1`,
    [id],
  );
  return rows.length > 0;
}
