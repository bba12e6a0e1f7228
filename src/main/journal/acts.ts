// The acts of `misemori journal`: the record read beside a running guard, checked, handed out, shown.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { CliActs } from "../../cli/index.ts";
import {
  checkpointOfLine,
  checkStamp,
  exportJournal,
  journalPage,
  lineOfEntry,
  openSigningKey,
  proveEntry,
  proveGrowth,
  textOfProof,
  verifyInRanges,
  verifyRange,
  type CheckRange,
  type JournalEntries,
  type JournalEntry,
  type JournalVerdict,
  type StampVerdict,
  type VerifyOptions,
} from "../../journal/index.ts";
import { fine, MisemoriError, refuse, type Outcome } from "../../kernel/index.ts";
import { openSqliteStore } from "../../store/index.ts";
import { trustedFrom } from "../desk/stamps.ts";
import type { RangeMessage, RangeQuestion } from "./verify-thread.ts";

/** Beyond four threads the one file is what is waited for. */
const THREADS_MAX = 4;
/** A thread is up in a tenth of a second; so many entries are checked meanwhile. */
const ENTRIES_PER_THREAD_MIN = 50_000;

type Acts = Pick<
  CliActs,
  "verifyJournal" | "newestCheckpoint" | "proveJournal" | "journalPage" | "exportJournal"
>;

export function createJournalActs(): Acts {
  return {
    verifyJournal: ({ recordsFolder, checkpointFile, caFile = null, onProgress }) =>
      withRecords(recordsFolder, async (store) => {
        const path = join(recordsFolder, "journal.key");
        const publicKeys = existsSync(path) ? [(await openSigningKey(path)).publicKeyPem] : [];
        const kept = checkpointFile === null ? {} : { checkpoint: await readKept(checkpointFile) };
        const total = (await store.journal.last())?.seq ?? 0;
        const verdict = await verifyStored(store.journal, recordsFolder, threadsFor(total), {
          publicKeys,
          ...kept,
          onProgress: (done) => onProgress(done, total, ""),
        });
        const { entries, ok, firstBad, why, clockJumps, signedUpTo } = verdict;
        // A damaged checkpoint is no fault of any entry: it is told before the first.
        const bad = ok ? null : { seq: firstBad ?? 0, why: why ?? "" };
        const checkpointStamp = checkpointFile === null ? null : await stampOfKept(checkpointFile, caFile);
        return { entries, ok, firstBad: bad, clockJumps, signedUpTo, checkpointStamp };
      }),
    newestCheckpoint: ({ recordsFolder }) =>
      withRecords(recordsFolder, async (store) => {
        const found = await newestOf(store.journal);
        return found === undefined ? null : lineOfEntry(found);
      }),
    proveJournal: ({ recordsFolder, seq, checkpointFile, sinceFile }) =>
      withRecords(recordsFolder, async ({ journal }) => {
        const under = checkpointFile === null ? await newestOf(journal) : await readKept(checkpointFile);
        if (under === undefined) return { fault: "no-checkpoint" };
        const proof =
          sinceFile === null
            ? await proveEntry(journal, seq ?? 0, under)
            : await proveGrowth(journal, await readKept(sinceFile), under);
        return typeof proof === "string" ? { fault: proof } : textOfProof(proof);
      }),
    journalPage: ({ recordsFolder, facts, onPiece }) =>
      withRecords(recordsFolder, async (store) => {
        let pieces = 0;
        for await (const piece of journalPage(store.journal, facts)) {
          await onPiece(piece);
          pieces += 1;
        }
        return pieces;
      }),
    exportJournal: ({ recordsFolder, fromSeq, onLine, onProgress }) =>
      withRecords(recordsFolder, async (store) => {
        let lines = 0;
        for await (const line of exportJournal(store.journal, fromSeq)) {
          // The journal's lines end with their line break; whoever prints them adds it.
          await onLine(line.trimEnd());
          onProgress(++lines, 0, "");
        }
        return lines;
      }),
  };
}

function threadsFor(entries: number): number {
  const worth = Math.floor(entries / ENTRIES_PER_THREAD_MIN);
  return Math.max(1, Math.min(THREADS_MAX, availableParallelism(), worth));
}

/** One range here, the others in threads of their own. */
export function verifyStored(
  entries: JournalEntries,
  recordsFolder: string,
  threads: number,
  { onProgress, ...options }: VerifyOptions,
): Promise<JournalVerdict> {
  const check: CheckRange = (range, onSeq) =>
    range.after.seq === 0
      ? verifyRange(entries, range, { ...options, onProgress: onSeq })
      : inThread({ recordsFolder, range, options }, onSeq);
  const told = onProgress === undefined ? options : { ...options, onProgress };
  return verifyInRanges(entries, told, threads, check);
}

function inThread(question: RangeQuestion, onSeq: (seq: number) => void): ReturnType<CheckRange> {
  const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<CheckRange>>>();
  // From source Node strips the types; in the published package the same file is plain JavaScript.
  const file = import.meta.url.endsWith(".ts") ? "./verify-thread.ts" : "./verify-thread.js";
  const worker = new Worker(new URL(file, import.meta.url), { workerData: question });
  worker.on("message", (message: RangeMessage) => {
    if ("seq" in message) onSeq(message.seq);
    else resolve(message.answer);
  });
  worker.on("error", reject);
  worker.on("exit", () => reject(new Error("the thread that checks the journal ended without an answer")));
  return promise;
}

async function newestOf(journal: JournalEntries): Promise<JournalEntry | undefined> {
  const PAGE = 1_000;
  for (let toSeq = (await journal.last())?.seq ?? 0; toSeq >= 1; toSeq -= PAGE) {
    const fromSeq = Math.max(1, toSeq - PAGE + 1);
    const page = await journal.read({ fromSeq, limit: toSeq - fromSeq + 1 });
    const found = page.findLast(({ kind }) => kind === "journal.checkpoint");
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The time stamp beside a kept checkpoint (FILE.tsr), over the file's bytes; null when there is none. */
async function stampOfKept(file: string, caFile: string | null): Promise<StampVerdict | null> {
  const answer = await readFile(`${file}.tsr`).catch(() => null);
  if (answer === null) return null;
  const sha256 = createHash("sha256")
    .update(await readFile(file))
    .digest();
  return checkStamp(answer, sha256, await trustedFrom(caFile));
}

async function readKept(file: string): Promise<ReturnType<typeof checkpointOfLine>> {
  try {
    return checkpointOfLine((await readFile(file, "utf8")).trim());
  } catch (error) {
    throw new MisemoriError(
      "journal.checkpoint",
      `${file} is no checkpoint of this journal`,
      "give the file that misemori journal checkpoint wrote",
      error,
    );
  }
}

async function withRecords<T>(
  folder: string,
  work: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    const store = await openSqliteStore({ folder, access: "read" });
    try {
      return fine(await work(store));
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
    throw error;
  }
}
