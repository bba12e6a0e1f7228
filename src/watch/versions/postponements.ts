// What people decided about weak parts and the system's updates: put off until a day, or done. Kept as one file beside the records,
// written whole or not at all; what is overdue is told by pure functions.

import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Postponement {
  /** As `watch versions` names it: "ec-cube", "wordpress-plugin/woocommerce", "os". */
  readonly component: string;
  readonly why: string;
  readonly by: string;
  readonly atMs: number;
  /** The end of the day until which it may wait. */
  readonly untilMs: number;
}

export interface Updated {
  readonly what: string;
  readonly by: string;
  readonly atMs: number;
}

export interface UpdateBook {
  readonly version: 1;
  /** The newest of each component. */
  readonly postponed: readonly Postponement[];
  /** Updates ticked off, oldest first. */
  readonly updated: readonly Updated[];
}

export const NO_UPDATES: UpdateBook = { version: 1, postponed: [], updated: [] };

/** People name a handful; more is a mistake of a script. */
const POSTPONED_MAX = 500;
/** Ten years of monthly updates. */
const UPDATED_MAX = 120;

export function expiredPostponements(book: UpdateBook, nowMs: number): readonly Postponement[] {
  return book.postponed.filter(({ untilMs }) => untilMs < nowMs);
}

/** Null when no more can be kept. A new decision on a component takes the place of the old one. */
export function withPostponement(book: UpdateBook, one: Postponement): UpdateBook | null {
  const others = book.postponed.filter(({ component }) => component !== one.component);
  return others.length >= POSTPONED_MAX ? null : { ...book, postponed: [...others, one] };
}

/** Ticked off: what was put off under that name is settled. */
export function withUpdated(book: UpdateBook, one: Updated): UpdateBook {
  return {
    ...book,
    postponed: book.postponed.filter(({ component }) => component !== one.what),
    updated: [...book.updated, one].slice(-UPDATED_MAX),
  };
}

function bookPath(recordsFolder: string): string {
  return join(recordsFolder, "watch", "updates.json");
}

/** Null: the file is there and damaged; nobody's decision is thrown away silently. */
export async function readUpdateBook(recordsFolder: string): Promise<UpdateBook | null> {
  let text: string;
  try {
    text = await readFile(bookPath(recordsFolder), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return NO_UPDATES;
    throw error;
  }
  try {
    const book = JSON.parse(text) as UpdateBook;
    const isOne =
      book.version === 1 &&
      book.postponed.every((one) => typeof one.component === "string" && Number.isFinite(one.untilMs)) &&
      book.updated.every((one) => typeof one.what === "string" && Number.isFinite(one.atMs));
    return isOne ? book : null;
  } catch {
    return null;
  }
}

/** Durable when it resolves. */
export async function writeUpdateBook(recordsFolder: string, book: UpdateBook): Promise<void> {
  const path = bookPath(recordsFolder);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(`${path}.part`, "w", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(book, null, 1)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
