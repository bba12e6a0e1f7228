// The acts behind `watch postpone`, `watch updated` and `watch versions --update`: the book of decisions and the signed list of
// weaknesses beside the records, each with its entry in the journal.

import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CliActs } from "../../cli/index.ts";
import { fine, refuse, say, systemClock, type Language, type Outcome } from "../../kernel/index.ts";
import { ADVISORIES, LIST_BYTES_MAX, newestOf, openSignedList, type Advisory } from "../../watch/index.ts";
import { writeJournal } from "../desk/evidence.ts";
import { told } from "../desk/vault.ts";
import { MAIN_WORDS } from "../words.ts";
import { keepPostponement, keepTick, type Decision, type DecisionGround } from "./version-decisions.ts";

type Acts = Pick<CliActs, "postponeUpdate" | "tickUpdate" | "renewAdvisories">;

const FETCH_TIMEOUT_MS = 30_000;
const SIGNATURE_BYTES_MAX = 4_096;

export function createWatchUpdateActs(): Acts {
  return {
    postponeUpdate: async ({ recordsFolder, language, ...one }) =>
      decided(await told(() => keepPostponement(groundIn(recordsFolder), one)), language),
    tickUpdate: async ({ recordsFolder, language, ...one }) =>
      decided(await told(() => keepTick(groundIn(recordsFolder), one)), language),
    renewAdvisories: (request) => told(() => renew(request)).then(flat),
  };
}

/** The list in use: the newest verified one beside the records, else the one that came along. Checked anew each time. */
export async function advisoriesIn(recordsFolder: string | null): Promise<readonly Advisory[]> {
  if (recordsFolder === null) return ADVISORIES;
  const at = placesIn(recordsFolder);
  const [bytes, signature, key] = await Promise.all([
    bytesOf(at.list, LIST_BYTES_MAX),
    bytesOf(at.signature, SIGNATURE_BYTES_MAX),
    bytesOf(at.key, SIGNATURE_BYTES_MAX),
  ]);
  if (bytes === null || signature === null || key === null) return ADVISORIES;
  const opened = openSignedList(bytes, signature, key.toString("utf8"), ADVISORIES);
  return opened.ok ? opened.advisories : ADVISORIES;
}

async function renew({
  recordsFolder,
  source,
  keyFile,
  by,
  language,
}: Parameters<Acts["renewAdvisories"]>[0]): Promise<Outcome<{ count: number; until: string }>> {
  const at = placesIn(recordsFolder);
  const key = await bytesOf(keyFile ?? at.key, SIGNATURE_BYTES_MAX);
  if (key === null) return listTrouble(language, "no-key");
  const bytes = await contentOf(source, LIST_BYTES_MAX);
  const signature = bytes === null ? null : await contentOf(`${source}.sig`, SIGNATURE_BYTES_MAX);
  if (bytes === null || signature === null) return listTrouble(language, "unreached");
  const opened = openSignedList(bytes, signature, key.toString("utf8"), await advisoriesIn(recordsFolder));
  if (!opened.ok) return listTrouble(language, opened.trouble);
  const until = newestOf(opened.advisories).slice(0, 10);
  const facts = { entries: opened.advisories.length, until, sha256: hashOf(bytes), key: hashOf(key) };
  await writeJournal(recordsFolder, "watch.advisories-renewed", by, facts);
  await mkdir(at.folder, { recursive: true, mode: 0o700 });
  // Broken off between two of these, the three do not fit together and the list that came along is used.
  await put(at.key, key);
  await put(at.signature, signature);
  await put(at.list, bytes);
  return fine({ count: opened.advisories.length, until });
}

function placesIn(recordsFolder: string): Readonly<Record<"folder" | "list" | "signature" | "key", string>> {
  const folder = join(recordsFolder, "watch", "advisories");
  return {
    folder,
    list: join(folder, "list.json"),
    signature: join(folder, "list.json.sig"),
    key: join(folder, "makers.pem"),
  };
}

/** Null when it is not there or larger than allowed. */
async function bytesOf(path: string, bytesMax: number): Promise<Buffer | null> {
  try {
    const { size } = await stat(path);
    return size > bytesMax ? null : await readFile(path);
  } catch {
    return null;
  }
}

async function contentOf(source: string, bytesMax: number): Promise<Buffer | null> {
  if (!/^https?:\/\//i.test(source)) return bytesOf(source, bytesMax);
  try {
    const response = await fetch(source, {
      redirect: "error",
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (!response.ok || response.body === null) return null;
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of response.body) {
      size += (part as Uint8Array).length;
      if (size > bytesMax) return null;
      parts.push(Buffer.from(part as Uint8Array));
    }
    return Buffer.concat(parts);
  } catch {
    return null;
  }
}

async function put(path: string, bytes: Buffer): Promise<void> {
  const file = await open(`${path}.part`, "w", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

const TROUBLES = {
  unreached: "listUnreached",
  "too-large": "listUnreached",
  "no-key": "listNoKey",
  unsigned: "listUnsigned",
  shape: "listShape",
  older: "listOlder",
} as const;

function listTrouble(language: Language, trouble: keyof typeof TROUBLES): Outcome<never> {
  const t = (key: (typeof TROUBLES)[keyof typeof TROUBLES] | "listHint"): string =>
    say(MAIN_WORDS, language, key);
  return refuse(`watch.list-${trouble}`, t(TROUBLES[trouble]), t("listHint"));
}

function groundIn(recordsFolder: string): DecisionGround {
  const write = (kind: string, by: string, facts: object) => writeJournal(recordsFolder, kind, by, facts);
  return { recordsFolder, nowMs: systemClock().nowMs(), write };
}

function decided(done: Outcome<Decision>, language: Language): Outcome<null> {
  if (!done.ok) return done;
  if (done.value === "done") return fine(null);
  const t = (key: "bookDamaged" | "bookDamagedHint"): string => say(MAIN_WORDS, language, key);
  return refuse("watch.book", t("bookDamaged"), t("bookDamagedHint"));
}

function flat<T>(outcome: Outcome<Outcome<T>>): Outcome<T> {
  return outcome.ok ? outcome.value : outcome;
}
