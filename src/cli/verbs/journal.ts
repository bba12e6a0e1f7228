// `journal verify` and `journal export`: the record checked and handed out, read-only.

import { createHash } from "node:crypto";
import type { LoadedConfig } from "../../config/index.ts";
import type { JournalVerdict, Progress } from "../ports.ts";
import { needConfig, numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { authorityOf, stampText, tellStamp, whyText } from "../stamp-text.ts";
import { verifyProof, type ProofOptions } from "./journal-proof.ts";
import { toNewFile } from "./new-file.ts";

export async function verifyJournal(verb: Verb, options: ProofOptions = {}): VerbEnd {
  const { deps, voice } = verb;
  if (options.proof !== undefined) return verifyProof(verb, options);
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const progress = voice.progress();
  const verdict = await deps.acts.verifyJournal({
    recordsFolder: loaded.recordsFolder,
    checkpointFile: options.checkpoint === undefined ? null : pathFrom(deps, options.checkpoint),
    caFile: authorityOf(loaded)?.caFile ?? null,
    onProgress: (done, total) => progress.step(done, total, voice.tell("journalStep")),
  });
  progress.end();
  if (!verdict.ok) return voice.fail(verdict);
  const { ok, checkpointStamp: stamp = null } = verdict.value;
  const stampLine = stamp === null ? "" : `\n${stampText(voice, "checkpoint", stamp)}`;
  voice.result(verdict.value, `${verdictText(verb, verdict.value)}${stampLine}`);
  return ok && (stamp === null || stamp.ok) ? EXIT.fine : EXIT.findings;
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
    const { stamp, text } = await stampCheckpoint(verb, loaded, file, `${line}\n`);
    const said = `${voice.tell("checkpointKept", { file })}${text}`;
    voice.result({ file, checkpoint: JSON.parse(line), stamp }, said);
    return EXIT.fine;
  });
}

/** With an authority configured its stamp lies beside the checkpoint; without an answer the checkpoint is kept all the same. */
async function stampCheckpoint(
  verb: Verb,
  loaded: LoadedConfig,
  file: string,
  content: string,
): Promise<{ readonly stamp: string | null; readonly text: string }> {
  const { deps, voice } = verb;
  const authority = authorityOf(loaded);
  if (authority === null) return { stamp: null, text: "" };
  const unstamped = (why: string): { stamp: null; text: string } => {
    return { stamp: null, text: `\n${tellStamp(voice, "unstampedFile", { why })}` };
  };
  const sha256 = createHash("sha256").update(content).digest();
  const done = await deps.acts.askForStamp({ sha256, authority });
  if (!done.ok) return unstamped(done.message);
  const answer = done.value;
  if ("failed" in answer) return unstamped(whyText(voice, answer.failed));
  const stamp = `${file}.tsr`;
  const exit = await toNewFile(verb, stamp, async (write) => {
    await write(answer);
    return EXIT.fine;
  });
  if (exit !== EXIT.fine) return { stamp: null, text: "" };
  return { stamp, text: `\n${tellStamp(voice, "stamped")}` };
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
