// What is approved of each watched page, as far as it can be believed: the file's hash must be the one the journal names last. A file
// changed, removed or damaged by another hand is not believed; what was believed before in this process stays in force.

import { stat } from "node:fs/promises";
import type { JournalEntries } from "../../journal/index.ts";
import type { Clock } from "../../kernel/index.ts";
import { approvedFileOf, readApproved, type Approval, type ApprovalState } from "../../watch/index.ts";

export const APPROVED_KIND = "watch.page-approved";

export interface Standing {
  readonly state: ApprovalState;
  /** Last believed; null: nothing yet. */
  readonly approval: Approval | null;
}

export interface PageApprovals {
  of(name: string): Standing;
  /** Looks again at the files and the journal's end; the names of those that stand otherwise now. */
  refresh(names: readonly string[]): Promise<readonly string[]>;
}

/** An approval writes its file, then the journal: a hash without an entry is given this long. */
const GRACE_MS = 30_000;
const ENTRIES_PER_READ = 1_000;
const NONE: Standing = { state: "none", approval: null };

interface Held {
  readonly standing: Standing;
  /** What the file looked like when it was read, and how far the journal had been. */
  readonly signature: string;
  readonly doubtedSinceMs: number | null;
}

export function openPageApprovals(tools: {
  readonly recordsFolder: string;
  readonly entries: Pick<JournalEntries, "read">;
  readonly clock: Clock;
}): PageApprovals {
  const held = new Map<string, Held>();
  const journalled = new Map<string, string>();
  let nextSeq = 1;
  /** Forward from where it was read last: a year's journal is read once. */
  const readJournal = async (): Promise<void> => {
    for (;;) {
      const entries = await tools.entries.read({ fromSeq: nextSeq, limit: ENTRIES_PER_READ });
      for (const { kind, facts } of entries) if (kind === APPROVED_KIND) take(journalled, facts);
      nextSeq = (entries.at(-1)?.seq ?? nextSeq - 1) + 1;
      if (entries.length < ENTRIES_PER_READ) return;
    }
  };
  const look = async (name: string): Promise<boolean> => {
    const file = approvedFileOf(tools.recordsFolder, name);
    const expected = journalled.get(name);
    const signature = `${await signatureOf(file)} ${expected ?? ""}`;
    const before = held.get(name);
    if (before?.signature === signature && before.doubtedSinceMs === null) return false;
    const read = await readApproved(file);
    const nowMs = tools.clock.nowMs();
    if (read === undefined && expected === undefined) {
      held.set(name, { standing: NONE, signature, doubtedSinceMs: null });
    } else if (read !== undefined && read !== null && read.sha256 === expected) {
      held.set(name, { standing: { state: "approved", approval: read }, signature, doubtedSinceMs: null });
    } else {
      const doubtedSinceMs = before?.doubtedSinceMs ?? nowMs;
      const old = before?.standing ?? NONE;
      const isForeign = old.state === "foreign" || nowMs - doubtedSinceMs >= GRACE_MS;
      held.set(name, {
        standing: isForeign ? { ...old, state: "foreign" } : old,
        signature,
        // Looked at on every refresh until it is right again.
        doubtedSinceMs,
      });
    }
    return !isSame(before?.standing ?? NONE, held.get(name)?.standing ?? NONE);
  };
  const refresh = async (names: readonly string[]): Promise<readonly string[]> => {
    if (names.length === 0) return [];
    await readJournal();
    const changed: string[] = [];
    for (const name of names) if (await look(name)) changed.push(name);
    return changed;
  };
  // One after the other: an older stretch of the journal must not be taken in after a newer one.
  let line: Promise<unknown> = Promise.resolve();
  return {
    of: (name) => held.get(name)?.standing ?? NONE,
    refresh: (names) => {
      const done = line.then(() => refresh(names));
      line = done.catch(() => undefined);
      return done;
    },
  };
}

function isSame(a: Standing, b: Standing): boolean {
  return a.state === b.state && a.approval?.sha256 === b.approval?.sha256;
}

function take(journalled: Map<string, string>, facts: string): void {
  const { page, sha256 } = JSON.parse(facts) as { readonly page?: unknown; readonly sha256?: unknown };
  if (typeof page === "string" && typeof sha256 === "string") journalled.set(page, sha256);
}

async function signatureOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return "";
  }
}
