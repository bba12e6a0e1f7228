// `journal verify` and `journal export`: the record checked and handed out, read-only.

import { open } from "node:fs/promises";
import type { JournalVerdict, Progress } from "../ports.ts";
import { needConfig, numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";

export async function verifyJournal(verb: Verb): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const progress = voice.progress();
  const verdict = await deps.acts.verifyJournal({
    recordsFolder: loaded.recordsFolder,
    onProgress: (done, total) => progress.step(done, total, voice.tell("journalStep")),
  });
  progress.end();
  if (!verdict.ok) return voice.fail(verdict);
  voice.result(verdict.value, verdictText(verb, verdict.value));
  return verdict.value.ok ? EXIT.fine : EXIT.findings;
}

export async function exportJournal(
  verb: Verb,
  options: { readonly out?: string; readonly from: string },
): VerbEnd {
  const { deps, voice } = verb;
  const fromSeq = numberFrom(options.from, "--from", [1, 999_999_999], voice);
  if (typeof fromSeq !== "number") return fromSeq.exit;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  // One JSON object on stdout is the contract of --json, and the lines are many: they need a file then.
  const file = options.out ?? (voice.json ? "misemori-journal.jsonl" : undefined);
  if (file === undefined)
    return exportTo(verb, loaded.recordsFolder, fromSeq, async (line) => deps.out(`${line}\n`));
  return exportToFile(verb, loaded.recordsFolder, fromSeq, pathFrom(deps, file));
}

async function exportToFile(verb: Verb, recordsFolder: string, fromSeq: number, file: string): VerbEnd {
  const { voice } = verb;
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
    return await exportTo(verb, recordsFolder, fromSeq, (line) => target.appendFile(`${line}\n`), file);
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

function verdictText({ voice }: Verb, { entries, firstBad }: JournalVerdict): string {
  if (firstBad === null) return voice.tell("journalGood", { entries });
  const values = { entries, seq: firstBad.seq, why: firstBad.why };
  return `${voice.tell("journalBad", values)}\n  → ${voice.tell("journalBad.hint")}`;
}
