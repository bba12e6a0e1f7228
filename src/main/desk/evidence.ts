// The acts of `misemori incident preserve`: evidence on the real disk, with the guard's own records and its journal.

import { createPrivateKey } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { open, readFile, unlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CheckedStamp, EvidenceActs } from "../../cli/index.ts";
import { hashOfBag, preserve, stampBag, verifyBag } from "../../desk/index.ts";
import { checkStamp, openJournal, openSigningKey } from "../../journal/index.ts";
import { fine, MisemoriError, refuse, systemClock, unseal, type Outcome } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import { copyRecords, openJournalEntries } from "../../store/index.ts";
import { secretsIn } from "../keys.ts";
import { openAuthority, trustedFrom } from "./stamps.ts";

export function createEvidenceActs(): EvidenceActs {
  return {
    preserveEvidence: ({ guardFolder, recordsFolder, authority, ...request }) =>
      told(async () => {
        const ownRecords =
          recordsFolder === null ? null : (into: string) => copyOwnRecords(recordsFolder, into);
        const stamp = authority === null ? null : await openAuthority(authority);
        const keptOut = guardFolder === null ? [] : secretsIn(guardFolder);
        const tools = { keptOut, ownRecords, stamp, clock: systemClock() };
        const report = await preserve({ ...request, ...tools });
        if (recordsFolder !== null) {
          const { files, bytes, sha256 } = report;
          const facts = { case: request.caseName, bag: basename(report.out), files, bytes, sha256 };
          await writeJournal(recordsFolder, "evidence.preserved", request.by, facts);
        }
        return report;
      }),
    checkEvidence: ({ path, caFile, onProgress }) =>
      told(async () => {
        const { stamps, ...verdict } = await verifyBag(path, onProgress);
        const checked: CheckedStamp[] = [];
        for (const { of, sha256, answer } of stamps) {
          const trusted = await trustedFrom(caFile);
          checked.push({ of, verdict: await checkStamp(answer, Buffer.from(sha256, "hex"), trusted) });
        }
        return { ...verdict, stamps: checked };
      }),
    stampEvidence: ({ path, authority, recordsFolder, by }) =>
      told(async () => {
        const stamped = await stampBag(path, await openAuthority(authority));
        if (recordsFolder !== null && "file" in stamped) {
          const facts = { bag: basename(path), sha256: stamped.sha256, stamp: basename(stamped.file) };
          await writeJournal(recordsFolder, "evidence.stamped", by, facts);
        }
        return stamped;
      }),
    askForStamp: ({ sha256, authority }) => told(async () => (await openAuthority(authority))(sha256)),
    handOverEvidence: ({ path, caseName, recordsFolder, by, to, why }) =>
      told(async () => {
        const { sha256 } = await hashOfBag(path);
        const name = basename(path);
        const facts = { case: caseName, bag: name, sha256, to, why };
        const entry = await writeJournal(recordsFolder, "evidence.handed-over", by, facts);
        return { name, sha256, atMs: entry.atMs, seq: entry.seq };
      }),
    openEvidence: ({ path, keyPath, out }) => told(() => openSealed(path, keyPath, out)),
  };
}

/** Databases as SQLite copies them while they are written; of the keys only the public half of the journal's. */
export async function copyOwnRecords(recordsFolder: string, into: string): Promise<void> {
  await copyRecords(recordsFolder, into);
  const keyPath = join(recordsFolder, "journal.key");
  if (!existsSync(keyPath)) return;
  await writeFile(join(into, "journal-public-key.pem"), (await openSigningKey(keyPath)).publicKeyPem);
}

export async function writeJournal(
  recordsFolder: string,
  kind: string,
  by: string,
  facts: object,
): Promise<{ readonly seq: number; readonly atMs: number }> {
  const opened = openJournalEntries(recordsFolder);
  try {
    const signingKey = await openSigningKey(join(recordsFolder, "journal.key"));
    const tools = { clock: systemClock(), mask: maskText, signingKey };
    const journal = await openJournal({ ...tools, entries: opened.entries });
    const entry = await journal.write(kind, by, facts);
    await journal.close();
    return entry;
  } finally {
    opened.close();
  }
}

/** Resolves to the bytes written; a stream that turns out damaged leaves no file. */
async function openSealed(path: string, keyPath: string, out: string): Promise<number> {
  let key;
  try {
    key = createPrivateKey(await readFile(keyPath));
  } catch (error) {
    throw new MisemoriError("evidence.key", `${keyPath} is no private key`, "give it as PEM", error);
  }
  if (!existsSync(path))
    throw new MisemoriError("evidence.missing", `${path} is not there`, "check the name");
  if (existsSync(out)) throw new MisemoriError("evidence.there", `${out} is there already`, "name another");
  const file = await open(out, "wx", 0o600);
  let bytes = 0;
  let isWhole = false;
  try {
    for await (const piece of unseal(createReadStream(path) as AsyncIterable<Buffer>, key)) {
      await file.appendFile(piece);
      bytes += piece.length;
    }
    await file.sync();
    isWhole = true;
    return bytes;
  } finally {
    await file.close();
    if (!isWhole) await unlink(out);
  }
}

async function told<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return fine(await work());
  } catch (error) {
    if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
    throw error;
  }
}
