// The journal every room writes to: one queue, one chain, several waiting writes in one durable append, and a signed
// checkpoint now and then. Where entries live is the store's matter, how a chain is checked stands in verify.ts.

import { setImmediate as breathe } from "node:timers/promises";
import { MisemoriError, type Clock } from "../kernel/index.ts";
import { canonicalFacts, cleanText, type Mask } from "./canonical.ts";
import { hashOfEntry } from "./chain.ts";
import { CHECKPOINT_KIND, checkpointFacts, writtenFacts } from "./checkpoint.ts";
import type { JournalEntries, JournalEntry } from "./ports.ts";
import type { SigningKey } from "./signing.ts";
import { openTail, type Tail } from "./tail.ts";

export interface Journal {
  /**
   * Durable when it resolves. `kind` is a stable name ("cards.paused"), `by` who did it ("owner:花子", "misemori").
   * Facts are masked and limited to 8 KiB (canonical.ts). Rejects with the store's error when the entry could not be
   * kept, with "journal.busy" when too many wait, with "journal.closed" after close.
   */
  write(kind: string, by: string, facts: object): Promise<JournalEntry>;
  /** Signs everything since the last checkpoint; undefined without a key or when nothing was written since. */
  checkpoint(): Promise<JournalEntry | undefined>;
  /** Keeps what waits, signs a last checkpoint, takes no more. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly entries: JournalEntries;
  readonly clock: Clock;
  /** Masks card numbers in a text (scrub's). */
  readonly mask: Mask;
  /** Without it the chain still shows every edit, but a cut-off tail or a wholly rewritten chain goes unseen. */
  readonly signingKey?: SigningKey;
  /** A checkpoint after so many entries (default 1,000) … */
  readonly checkpointEntries?: number;
  /** … or with the first entry after so long (default one hour). */
  readonly checkpointMs?: number;
}

export const CHECKPOINT_ENTRIES = 1_000;
const CHECKPOINT_MS = 3_600_000;
/** Writes that may wait: at the slowest disk worth the name (100 syncs/s, 500 entries each) this is a fifth of a second. */
const QUEUE_MAX = 10_000;
/** Entries of one append. */
const BATCH_MAX = 500;
/** How often a chain that another process has lengthened is read again before the write is refused. */
const RETRIES_MAX = 3;
const KIND = /^[a-z][a-z0-9-]{0,30}(\.[a-z0-9-]{1,30}){0,3}$/;
const BY_CHARACTERS_MAX = 200;

interface Waiting {
  readonly draft: Pick<JournalEntry, "kind" | "by" | "facts"> | "checkpoint";
  readonly kept: (entry: JournalEntry | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/** Reads where the chain ends. Rejects with the store's error when it cannot. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { entries, clock, mask, signingKey } = options;
  let tail = await openTail(entries, signingKey !== undefined);
  const queue: Waiting[] = [];
  let working: Promise<void> | undefined;
  let closed = false;

  const isDue = (of: Tail): boolean =>
    of.unsigned >= (options.checkpointEntries ?? CHECKPOINT_ENTRIES) ||
    clock.nowMs() - of.signedAtMs >= (options.checkpointMs ?? CHECKPOINT_MS);

  const appendBatch = async (batch: readonly Waiting[], triesLeft: number): Promise<void> => {
    try {
      const built = build(tail, batch, clock.nowMs(), signingKey, isDue);
      if (built.entries.length > 0) await entries.append(built.entries);
      tail = built.tail;
      for (const [index, waiting] of batch.entries()) waiting.kept(built.perWaiting[index]);
    } catch (error) {
      // Whatever went wrong: what the store holds is the truth, and the chain goes on from there.
      tail = await openTail(entries, signingKey !== undefined);
      if (!isSequenceError(error) || triesLeft === 0) throw error;
      await appendBatch(batch, triesLeft - 1);
    }
  };
  const work = async (): Promise<void> => {
    while (queue.length > 0) {
      // What other callers ask for in this turn of the loop joins the same append.
      await breathe();
      const batch = queue.splice(0, BATCH_MAX);
      try {
        await appendBatch(batch, RETRIES_MAX);
      } catch (error) {
        for (const waiting of batch) waiting.failed(error);
      }
    }
    working = undefined;
  };
  const enqueue = (draft: Waiting["draft"]): Promise<JournalEntry | undefined> =>
    new Promise((kept, failed) => {
      queue.push({ draft, kept, failed });
      working ??= work();
    });
  const checkpoint = async (): Promise<JournalEntry | undefined> =>
    signingKey === undefined ? undefined : enqueue("checkpoint");

  return {
    write: async (kind, by, facts) => {
      if (closed) throw new MisemoriError("journal.closed", "the journal is closed", "write before close");
      if (queue.length >= QUEUE_MAX) {
        throw new MisemoriError(
          "journal.busy",
          `${QUEUE_MAX} entries wait to be kept`,
          "check the disk's speed",
        );
      }
      const entry = await enqueue(draftOf(kind, by, facts, mask));
      if (entry === undefined)
        throw new MisemoriError("bug.journal", "a write gave no entry", "please report this");
      return entry;
    },
    checkpoint,
    close: async () => {
      if (!closed) {
        closed = true;
        await checkpoint();
      }
      await working;
    },
  };
}

function draftOf(kind: string, by: string, facts: object, mask: Mask): Exclude<Waiting["draft"], string> {
  if (!KIND.test(kind) || kind === CHECKPOINT_KIND) {
    throw new MisemoriError(
      "journal.kind",
      `"${kind.slice(0, 60)}" is no name for an entry`,
      'write like "cards.paused"',
    );
  }
  // One line, as it is shown and exported as one; a control character in a name is nobody's name.
  const who = cleanText(by.slice(0, BY_CHARACTERS_MAX), mask).replace(/\p{Cc}/gu, " ");
  return { kind, by: who, facts: canonicalFacts(facts, mask) };
}

interface Built {
  readonly entries: readonly JournalEntry[];
  readonly tail: Tail;
  readonly perWaiting: readonly (JournalEntry | undefined)[];
}

/**
 * Chains the drafts onto a copy of the tail, with a checkpoint where one was asked for or is due. Entries bear the time at which
 * they are chained: when they were asked for, one that waited would stand with an earlier time behind a checkpoint, or behind
 * what another process wrote meanwhile, and an honest journal would look as if its clock had gone back.
 */
function build(
  from: Tail,
  batch: readonly Waiting[],
  nowMs: number,
  signingKey: SigningKey | undefined,
  isDue: (of: Tail) => boolean,
): Built {
  const entries: JournalEntry[] = [];
  const perWaiting: (JournalEntry | undefined)[] = [];
  const tail: Tail = { ...from, tree: from.tree.copy() };
  const chain = (draft: Exclude<Waiting["draft"], string>): JournalEntry => {
    const whole = { seq: tail.seq + 1, atMs: nowMs, ...draft, previous: tail.hash };
    const entry: JournalEntry = { ...whole, hash: hashOfEntry(whole) };
    entries.push(entry);
    tail.seq = entry.seq;
    tail.hash = entry.hash;
    tail.tree.add(entry.hash);
    tail.unsigned += 1;
    return entry;
  };
  const sign = (key: SigningKey): JournalEntry => {
    const facts = writtenFacts(checkpointFacts(tail.tree, key));
    // The checkpoint itself is a leaf of the tree that the next one signs.
    const entry = chain({ kind: CHECKPOINT_KIND, by: "misemori", facts });
    tail.unsigned = 0;
    tail.signedAtMs = nowMs;
    return entry;
  };
  for (const { draft } of batch) {
    if (draft !== "checkpoint") perWaiting.push(chain(draft));
    else perWaiting.push(signingKey !== undefined && tail.unsigned > 0 ? sign(signingKey) : undefined);
  }
  if (signingKey !== undefined && tail.unsigned > 0 && isDue(tail)) sign(signingKey);
  return { entries, tail, perWaiting };
}

function isSequenceError(error: unknown): boolean {
  return error instanceof MisemoriError && error.code === "journal.sequence";
}
