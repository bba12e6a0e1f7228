// `journal verify` and `journal export`: the record checked and handed out, read-only.

import { open } from "node:fs/promises";
import type { LoadedConfig } from "../../config/index.ts";
import type { JournalVerdict, Progress } from "../ports.ts";
import { needConfig, numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";

export async function verifyJournal(verb: Verb, options: { readonly checkpoint?: string } = {}): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const progress = voice.progress();
  const verdict = await deps.acts.verifyJournal({
    recordsFolder: loaded.recordsFolder,
    checkpointFile: options.checkpoint === undefined ? null : pathFrom(deps, options.checkpoint),
    onProgress: (done, total) => progress.step(done, total, voice.tell("journalStep")),
  });
  progress.end();
  if (!verdict.ok) return voice.fail(verdict);
  voice.result(verdict.value, verdictText(verb, verdict.value));
  return verdict.value.ok ? EXIT.fine : EXIT.findings;
}

export async function exportJournal(
  verb: Verb,
  options: { readonly out?: string; readonly from: string; readonly html?: string },
): VerbEnd {
  const { deps, voice } = verb;
  const fromSeq = numberFrom(options.from, "--from", [1, 999_999_999], voice);
  if (typeof fromSeq !== "number") return fromSeq.exit;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  if (options.html !== undefined) return exportPage(verb, loaded, fromSeq, pathFrom(deps, options.html));
  // One JSON object on stdout is the contract of --json, and the lines are many: they need a file then.
  const file = options.out ?? (voice.json ? "misemori-journal.jsonl" : undefined);
  if (file === undefined)
    return exportTo(verb, loaded.recordsFolder, fromSeq, async (line) => deps.out(`${line}\n`));
  return exportToFile(verb, loaded.recordsFolder, fromSeq, pathFrom(deps, file));
}

/** Prints the newest checkpoint, or writes it to a file of its own: the copy to keep elsewhere. */
export async function showCheckpoint(verb: Verb, options: { readonly out?: string }): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const done = await deps.acts.newestCheckpoint({ recordsFolder: loaded.recordsFolder });
  if (!done.ok) return voice.fail(done);
  const line = done.value;
  if (line === null) {
    const hint = voice.tell("noCheckpoint.hint");
    return voice.fail({ code: "journal.unsigned", message: voice.tell("noCheckpoint"), hint });
  }
  if (options.out === undefined) {
    deps.out(`${line}\n`);
    return EXIT.fine;
  }
  const file = pathFrom(deps, options.out);
  return toNewFile(verb, file, async (write) => {
    await write(`${line}\n`);
    voice.result({ file, checkpoint: JSON.parse(line) }, voice.tell("checkpointKept", { file }));
    return EXIT.fine;
  });
}

function exportPage(verb: Verb, loaded: LoadedConfig, fromSeq: number, file: string): VerbEnd {
  const { deps, voice } = verb;
  return toNewFile(verb, file, async (write) => {
    const { name } = loaded.config.shop;
    const facts = { language: voice.language, name, madeAtMs: deps.clock.nowMs(), version: deps.version };
    const { recordsFolder } = loaded;
    const request = { recordsFolder, facts: { ...facts, fromSeq }, onPiece: write };
    const done = await deps.acts.journalPage(request);
    if (!done.ok) return voice.fail(done);
    voice.result({ file }, voice.tell("pageWritten", { file }));
    return EXIT.fine;
  });
}

function exportToFile(verb: Verb, recordsFolder: string, fromSeq: number, file: string): VerbEnd {
  return toNewFile(verb, file, (write) =>
    exportTo(verb, recordsFolder, fromSeq, (line) => write(`${line}\n`), file),
  );
}

async function toNewFile(
  { voice }: Verb,
  file: string,
  work: (write: (text: string) => Promise<void>) => VerbEnd,
): VerbEnd {
  let handle;
  try {
    handle = await open(file, "wx", 0o600);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    const key = reason === "EEXIST" ? "fileThere" : "fileUnwritable";
    const hint = voice.tell(reason === "EEXIST" ? "otherFile.hint" : "fileUnwritable.hint");
    return voice.fail(
      { code: "file.unwritable", message: voice.tell(key, { file, reason }), hint },
      EXIT.usage,
    );
  }
  try {
    const target = handle;
    return await work((text) => target.appendFile(text));
  } finally {
    await handle.close();
  }
}

async function exportTo(
  { deps, voice }: Verb,
  recordsFolder: string,
  fromSeq: number,
  onLine: (line: string) => Promise<void>,
  file?: string,
): VerbEnd {
  const progress = voice.progress();
  const onProgress: Progress =
    file === undefined
      ? (): void => undefined
      : (lines, total): void => progress.step(lines, total, voice.tell("exportStep"));
  const done = await deps.acts.exportJournal({ recordsFolder, fromSeq, onLine, onProgress });
  progress.end();
  if (!done.ok) return voice.fail(done);
  if (file !== undefined) {
    voice.result({ entries: done.value, file }, voice.tell("exported", { entries: done.value, file }));
  }
  return EXIT.fine;
}

function verdictText({ voice }: Verb, { entries, firstBad, clockJumps = [] }: JournalVerdict): string {
  const back = clockJumps[0];
  const jumps =
    back === undefined
      ? ""
      : `\n${voice.tell("clockJumps", { count: clockJumps.length, seq: back.seq, seconds: Math.ceil(back.backMs / 1000) })}`;
  if (firstBad === null) return `${voice.tell("journalGood", { entries })}${jumps}`;
  if (firstBad.seq === 0) {
    return `${voice.tell("checkpointBad", { why: firstBad.why })}\n  → ${voice.tell("checkpointBad.hint")}`;
  }
  const values = { entries, seq: firstBad.seq, why: firstBad.why };
  return `${voice.tell("journalBad", values)}\n  → ${voice.tell("journalBad.hint")}`;
}
