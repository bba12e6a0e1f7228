// What people decide about updates: put off, or done. One way for command line and console: the journal first, then the book.

import { maskText } from "../../scrub/index.ts";
import { readUpdateBook, withPostponement, withUpdated, writeUpdateBook } from "../../watch/index.ts";

export interface DecisionGround {
  readonly recordsFolder: string;
  readonly nowMs: number;
  readonly write: (kind: string, by: string, facts: object) => Promise<unknown>;
}

/** damaged: the book cannot be read, nobody's decision is thrown away silently; full: no more can be kept. */
export type Decision = "done" | "damaged" | "full";

export async function keepPostponement(
  { recordsFolder, nowMs, write }: DecisionGround,
  given: {
    readonly component: string;
    readonly why: string;
    readonly by: string;
    readonly untilMs: number;
  },
): Promise<Decision> {
  const book = await readUpdateBook(recordsFolder);
  if (book === null) return "damaged";
  // People paste card numbers where a reason belongs.
  const one = { ...given, component: maskText(given.component), why: maskText(given.why) };
  const next = withPostponement(book, { ...one, atMs: nowMs });
  if (next === null) return "full";
  const { component, why, untilMs, by } = one;
  // Without its entry no decision is kept.
  await write("watch.postponed", by, { component, why, untilMs });
  await writeUpdateBook(recordsFolder, next);
  return "done";
}

export async function keepTick(
  { recordsFolder, nowMs, write }: DecisionGround,
  given: { readonly what: string; readonly by: string },
): Promise<Decision> {
  const book = await readUpdateBook(recordsFolder);
  if (book === null) return "damaged";
  const { by } = given;
  const what = maskText(given.what);
  await write("watch.updated", by, { what });
  await writeUpdateBook(recordsFolder, withUpdated(book, { what, by, atMs: nowMs }));
  return "done";
}
