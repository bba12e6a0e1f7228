// Prints a notice's letters in batches, each person in one: a batch has its name before it is printed, kept with the claims of its
// people, so that after a crash the same people are printed again under the same name. What a batch is made of is batch.ts.

import { createHash } from "node:crypto";
import type { Clock, Language, Outcome } from "../../../kernel/index.ts";
import type { Dispatches, DispatchId } from "../../ports.ts";
import type { Addressee, NoticePaper } from "../contract.ts";
import { rowsIn } from "../dispatch-rows.ts";
import type { Glyphs } from "../render/glyphs.ts";
import { LETTERS_MAX } from "../render/letters.ts";
import type { PrintShop } from "../render/print-shop.ts";
import { makeBatch } from "./batch.ts";
import type { LetterSink } from "./sinks.ts";
import { letterPeople } from "./who.ts";

export interface LetterDeps {
  readonly dispatches: Dispatches;
  readonly shop: PrintShop;
  readonly glyphs: Glyphs;
  readonly sink: LetterSink;
  readonly clock: Clock;
  readonly language: Language;
  /** Rows of the head: day, company, address. */
  readonly sender: readonly string[];
  /** Everyone the notice is for, in the order of personId; asked again for each pass. */
  readonly people: () => AsyncIterable<Addressee>;
  /** The filled letter, or why there is none. */
  readonly letterFor: (person: Addressee) => Outcome<NoticePaper>;
  /** Letters also for those whose e-mail was taken. */
  readonly everyone: boolean;
  /** Batches printed at the same time; no more than the shop has children. */
  readonly atOnce?: number;
  readonly lettersPerBatch?: number;
  /** On disk, and about to be recorded; after a crash in between it is told again. */
  readonly onBatch: (batch: LetterBatch) => Promise<void> | void;
}

export interface LetterBatch {
  readonly name: string;
  readonly letters: number;
  readonly pages: number;
  /** On the list "by hand": the font lacks a sign of theirs. */
  readonly byHand: number;
  /** No address at all, or no letter could be filled in. */
  readonly without: number;
  /** Signs that Shift_JIS lacks and its list shows as 〓; the other list has them. */
  readonly marked: number;
}

/** "stopped" also when the notice was paused. It never closes itself: an e-mail may still come back. */
export type PrintingEnd = "done" | "stopped" | "missing";

/** Works until everyone who needs a letter has an end. Throws what the shop and the sink throw; then nothing is lost. */
export async function printNotice(id: DispatchId, deps: LetterDeps, gone: AbortSignal): Promise<PrintingEnd> {
  const { dispatches, clock } = deps;
  if ((await dispatches.get(id)) === undefined) return "missing";
  await dispatches.recover(id, clock.nowMs());
  await reopen(id, deps);
  const running = createRunning(deps.atOnce ?? 1);
  let more = true;
  try {
    while (more) more = await pass(id, deps, running, gone);
  } finally {
    await running.settled();
  }
  running.check();
  const isOver = !gone.aborted && (await dispatches.get(id))?.state === "running";
  return isOver ? "done" : "stopped";
}

/** True when somebody else had taken a part of a batch meanwhile: the rest waits for a batch of another name. */
async function pass(id: DispatchId, deps: LetterDeps, running: Running, gone: AbortSignal): Promise<boolean> {
  const { dispatches, clock } = deps;
  let isSplit = false;
  for await (const { name, people, isBegun } of batches(id, deps)) {
    await running.room();
    const next = people.map(({ personId, class: of }) => ({ personId, class: of, note: name }));
    const claimed = gone.aborted ? [] : await dispatches.turn(id, [], next, clock.nowMs());
    if (claimed.length === 0 && (gone.aborted || (await dispatches.get(id))?.state !== "running"))
      return false;
    if (claimed.length === people.length || (isBegun && claimed.length > 0)) {
      const mine = new Set(claimed.map(({ personId }) => personId));
      const own = people.filter(({ personId }) => mine.has(personId));
      running.add(() => finish(id, name, own, deps));
    } else if (claimed.length > 0) {
      // The name stands for all of them; two files of one name must never hold different people.
      const nextTryAtMs = clock.nowMs();
      const ends = claimed.map(
        ({ personId }) => ({ personId, state: "waiting", nextTryAtMs, note: "" }) as const,
      );
      await dispatches.turn(id, ends, [], nextTryAtMs);
      isSplit = true;
    }
  }
  return isSplit;
}

async function finish(
  id: DispatchId,
  name: string,
  people: readonly Addressee[],
  deps: LetterDeps,
): Promise<void> {
  const { dispatches, clock } = deps;
  const nextTryAtMs = clock.nowMs();
  try {
    const { ends, batch } = await makeBatch(name, people, nextTryAtMs, deps);
    await deps.onBatch(batch);
    await dispatches.turn(id, ends, [], clock.nowMs());
  } catch (error) {
    // They keep their batch's name: the next start prints it under that name.
    const ends = people.map(
      ({ personId }) => ({ personId, state: "waiting", nextTryAtMs, note: name }) as const,
    );
    await dispatches.turn(id, ends, [], clock.nowMs());
    throw error;
  }
}

/** Printing may be repeated as long as it is under the same name: what a crash left unknown waits again. */
async function reopen(id: DispatchId, { dispatches, clock }: LetterDeps): Promise<void> {
  for await (const { personId, note } of rowsIn(dispatches, id, "unknown"))
    if (BATCH.test(note)) await dispatches.decide(id, personId, "unknown", "waiting", clock.nowMs());
}

const BATCH = /^letters-\d{1,6}-\d{7,}-[0-9a-f]{8}$/;

interface NamedBatch {
  readonly name: string;
  readonly people: readonly Addressee[];
  /** Printed before, and perhaps laid down, but not recorded. */
  readonly isBegun: boolean;
}

/** First the batches that were begun, each whole; then everyone else, so many at a time. */
async function* batches(id: DispatchId, deps: LetterDeps): AsyncGenerator<NamedBatch> {
  const { dispatches, language, everyone, lettersPerBatch = LETTERS_MAX } = deps;
  const begun = new Map<string, string>();
  for await (const { personId, note } of rowsIn(dispatches, id, "waiting"))
    if (BATCH.test(note)) begun.set(personId, note);
  if (begun.size > 0) {
    // A crash leaves as many open as were printed at once, so they fit in memory.
    const byName = new Map<string, Addressee[]>();
    for await (const person of deps.people()) {
      const name = begun.get(person.personId);
      if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), person]);
    }
    for (const [name, people] of byName) yield { name, people, isBegun: true };
  }
  const counts = await dispatches.counts(id);
  let position = counts.sent + counts.refused + counts.bounced + counts.claimed;
  const report = id.split(":")[1] ?? "1";
  const nameFor = (people: readonly Addressee[]): NamedBatch => {
    // By its people, so that two who start at once never give one name to two batches.
    const sign = createHash("sha256").update(people.map(({ personId }) => personId).join("\n"));
    const name = `letters-${report}-${String(position + 1).padStart(7, "0")}-${sign.digest("hex").slice(0, 8)}`;
    position += people.length;
    return { name, people, isBegun: false };
  };
  let few: Addressee[] = [];
  for await (const person of letterPeople({ id, everyone }, deps.people(), dispatches, language)) {
    if (begun.has(person.personId)) continue;
    few.push(person);
    if (few.length < Math.min(lettersPerBatch, LETTERS_MAX)) continue;
    yield nameFor(few);
    few = [];
  }
  if (few.length > 0) yield nameFor(few);
}

interface Running {
  /** Waits until fewer than `atOnce` are at work; throws what an earlier one threw. */
  readonly room: () => Promise<void>;
  readonly add: (work: () => Promise<void>) => void;
  readonly settled: () => Promise<void>;
  readonly check: () => void;
}

function createRunning(atOnce: number): Running {
  const works = new Set<Promise<void>>();
  const troubles: unknown[] = [];
  const check = (): void => {
    if (troubles.length > 0) throw troubles[0];
  };
  return {
    room: async () => {
      while (works.size >= atOnce) await Promise.race(works);
      check();
    },
    add: (work) => {
      const one = work()
        .catch((error: unknown) => void troubles.push(error))
        .finally(() => works.delete(one));
      works.add(one);
    },
    settled: async () => {
      await Promise.all(works);
    },
    check,
  };
}
