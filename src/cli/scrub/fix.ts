// `scrub fix` and `scrub open-original`: which files, what is said of each, and how it ends. How a file is fixed is scrub's
// matter.

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { readRecipient, say } from "../../kernel/index.ts";
import {
  finishEarlier,
  fixFiles,
  halfDone,
  maskText,
  openOriginalFile,
  openFixRun,
  openScans,
  scanPaths,
  walkFiles,
  type FileFix,
  type FixOptions,
} from "../../scrub/index.ts";
import { decoyPlaces, decoysFor, type KnownDecoys } from "../decoys.ts";
import { decoyText } from "../scrub-text.ts";
import { clean } from "../text.ts";
import { pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { maskingWords, type MaskingWord } from "./masking-words.ts";
import { stateFolder } from "./state.ts";

export interface FixFlags {
  readonly write?: true;
  readonly all?: true;
  readonly inPlace?: true;
  readonly keepOriginal?: true;
  readonly recipient?: string;
}

/** Files that are told of one by one; a folder with more of them needs a script, and scripts get the counts. */
const FILES_LISTED_MAX = 10_000;
/** Places shown per file to a person. */
const PLACES_SHOWN = 20;

export async function fixPaths(verb: Verb, paths: readonly string[], flags: FixFlags): VerbEnd {
  const { deps, voice } = verb;
  const tell = teller(verb);
  const recipient = await recipientOf(verb, flags);
  if (typeof recipient === "number") return recipient;
  const startMs = deps.clock.monoMs();
  const whole = paths.map((path) => pathFrom(deps, path));
  const folder = stateFolder(deps.env);
  const finished = flags.write === true ? await finishCutOff(verb, folder) : [];
  const cutOff = flags.write === true ? [] : await halfDone(folder);
  for (const file of cutOff) voice.note(tell("fix.halfDone", { file: shown(file) }));
  const progress = voice.progress();
  let done = 0;
  // Every file is read once to look, and those to be changed once more.
  const total = totalOf(whole) * (flags.write === true ? 2 : 1);
  const decoys = await decoysFor(verb);
  const options: FixOptions = {
    write: flags.write === true,
    all: flags.all === true,
    inPlace: flags.inPlace === true,
    journalFolder: folder,
    recipient,
    run: openFixRun(),
    scans: openScans(randomBytes(32), decoys.lookUp),
    lookInside: (path) => placesInside(verb, path, flags.all === true, decoys),
    gone: deps.gone,
    onBytes: (bytes) => progress.step((done += bytes), Math.max(total, done), tell("fix.step")),
  };
  const sum = newSum();
  for await (const fix of fixFiles(walkFiles(whole), options)) {
    count(sum, fix);
    if (fix.state === "clean") continue;
    if (sum.listed.length < FILES_LISTED_MAX) sum.listed.push(fix);
    progress.end();
    if (!voice.json) deps.out(`${linesOf(verb, fix, decoys).join("\n")}\n`);
  }
  progress.end();
  const seconds = Math.round(deps.clock.monoMs() - startMs) / 1000;
  voice.result(
    {
      files: sum.listed.map(fileJson),
      ...counts(sum),
      written: options.write,
      finished: finished.map(({ file, spots, strange }) => ({ file: shown(file), spots, strange })),
      bytes: done,
      seconds,
    },
    deps.gone.aborted ? tell("fix.stopped") : ending(verb, sum, options.write),
  );
  return exitOf(sum, deps.gone.aborted, cutOff.length);
}

export async function openKept(verb: Verb, file: string, flags: { key: string; out: string }): VerbEnd {
  const { deps, voice } = verb;
  const tell = teller(verb);
  const pem = await readFile(pathFrom(deps, flags.key), "utf8").catch(() => "");
  const out = pathFrom(deps, flags.out);
  const opened = await openOriginalFile(pathFrom(deps, file), pem, out);
  if (!opened.ok) {
    const message = tell("opened.failed", { why: opened.why });
    return voice.fail({ code: "original.unopened", message, hint: tell("opened.failed.hint") });
  }
  voice.result({ file: out, bytes: opened.bytes }, tell("opened", { file: out, bytes: opened.bytes }));
  return EXIT.fine;
}

/** Before anything else: a number half hidden by a run that was killed would be found by no look. */
export async function finishCutOff(verb: Verb, folder: string): ReturnType<typeof finishEarlier> {
  const tell = teller(verb);
  const finished = await finishEarlier(folder);
  for (const { file, spots, strange } of finished) {
    if (spots > 0) verb.voice.note(tell("fix.finished", { file: shown(file), spots }));
    if (strange > 0) verb.voice.note(tell("fix.finished.strange", { file: shown(file), strange }));
  }
  return finished;
}

/** How many places the scan finds in what fix cannot open; null when it could not read all of it. */
async function placesInside(
  { deps }: Verb,
  path: string,
  all: boolean,
  decoys: KnownDecoys,
): Promise<number | null> {
  const report = await scanPaths({
    paths: [path],
    folder: deps.folder,
    key: randomBytes(32),
    all,
    decoys: decoys.lookUp,
    countFirst: false,
    stdin: () => Readable.from([]),
    clock: deps.clock,
    gone: deps.gone,
    onProgress: () => undefined,
  });
  if (!report.complete || report.skippedCount > 0) return null;
  return report.findings + report.testFindings + report.decoyFindings;
}

type Teller = (key: MaskingWord, values?: Readonly<Record<string, string | number>>) => string;

export function teller({ voice }: Verb): Teller {
  return (key, values) => say(maskingWords, voice.language, key, values);
}

/** Names of files may hold card numbers too. */
export function shown(path: string): string {
  return clean(maskText(path), 1_000);
}

async function recipientOf(verb: Verb, flags: FixFlags): Promise<FixOptions["recipient"] | number> {
  const { deps, voice } = verb;
  const tell = teller(verb);
  if (flags.keepOriginal !== true && flags.recipient === undefined) return null;
  if (flags.recipient === undefined) {
    const hint = tell("fix.noRecipient.hint");
    return voice.fail({ code: "fix.no-recipient", message: tell("fix.noRecipient"), hint }, EXIT.usage);
  }
  const pem = await readFile(pathFrom(deps, flags.recipient), "utf8").catch(() => "");
  const key = readRecipient(pem);
  if (key !== null) return key;
  const message = tell("fix.badRecipient", { file: flags.recipient });
  return voice.fail({ code: "fix.bad-recipient", message, hint: tell("fix.badRecipient.hint") }, EXIT.usage);
}

function totalOf(paths: readonly string[]): number {
  let bytes = 0;
  for (const walked of walkFiles(paths)) bytes += walked.bytes;
  return bytes;
}

interface Sum {
  readonly listed: FileFix[];
  readonly states: Record<FileFix["state"], number>;
  files: number;
  hidden: number;
  possible: number;
}

function newSum(): Sum {
  const states = { clean: 0, would: 0, fixed: 0, left: 0, skipped: 0, failed: 0 };
  return { listed: [], states, files: 0, hidden: 0, possible: 0 };
}

function count(sum: Sum, fix: FileFix): void {
  sum.files += 1;
  sum.states[fix.state] += 1;
  sum.hidden += fix.hidden;
  sum.possible += fix.possible;
}

function counts({ states, files, hidden, possible }: Sum): object {
  return { counts: { files, hidden, possible, ...states } };
}

function exitOf({ states }: Sum, stopped: boolean, cutOff: number): number {
  if (states.failed > 0 || stopped) return EXIT.failure;
  return states.would + states.left + cutOff > 0 ? EXIT.findings : EXIT.fine;
}

function ending(verb: Verb, { states, files, hidden }: Sum, written: boolean): string {
  const tell = teller(verb);
  const { fixed, clean: cleanFiles, left, failed, would } = states;
  if (written) return tell("fix.done", { files, fixed, hidden, clean: cleanFiles, left, failed });
  if (would > 0 || hidden > 0) return tell("fix.dry", { files, would, hidden });
  const told = left + failed;
  return told > 0 ? tell("fix.dryLeft", { files, left: told }) : tell("fix.dryClean", { files });
}

function linesOf(verb: Verb, fix: FileFix, decoys: KnownDecoys): string[] {
  const tell = teller(verb);
  const file = shown(fix.path);
  const why = fix.why === null ? "" : tell(`why.${fix.why}`, { detail: shown(fix.detail) });
  const way = fix.way === null ? "" : tell(`way.${fix.way}`);
  const head: Record<FileFix["state"], MaskingWord> = {
    clean: "fix.dryClean",
    would: "fix.would",
    fixed: "fix.fixed",
    left: fix.way === null ? "fix.untouched" : "fix.left",
    skipped: "fix.skipped",
    failed: "fix.failed",
  };
  const lines = [tell(head[fix.state], { file, hidden: fix.hidden, why, way })];
  if (fix.state === "would" || fix.unfit > 0) lines.push(...placesOf(tell, fix));
  if (fix.decoys.length > 0) {
    const found = fix.decoys.map((decoy) => ({ decoy }));
    const places = decoyText(decoyPlaces(decoys, found), verb.voice.language);
    lines.push(`  ${tell("decoys", { places })}`);
  }
  if (fix.possible > 0) lines.push(tell("fix.possible", { count: fix.possible }));
  for (const note of fix.notes) lines.push(tell(`note.${note}`));
  if (fix.original !== null) lines.push(tell("fix.original", { path: shown(fix.original) }));
  return lines;
}

function placesOf(tell: Teller, fix: FileFix): string[] {
  const told = fix.state === "would" ? fix.changes : fix.changes.filter(({ after }) => after === null);
  const all = fix.state === "would" ? fix.hidden + fix.unfit : fix.unfit;
  const lines = told.slice(0, PLACES_SHOWN).map(({ finding, before, after }) => {
    const { line, member, kind, brand } = finding;
    const where = member === null ? line : tell("fix.member", { line, member: shown(member) });
    const values = {
      line: where,
      kind: tell(`kind.${kind}`),
      brand: brand === null ? "" : ` ${brand}`,
      before,
    };
    if (after === null) return tell("fix.place.left", values);
    // What stood there is only ever shown masked: where nothing but digits goes, both would read alike.
    return tell(after === before ? "fix.place.plain" : "fix.place", { ...values, after: clean(after) });
  });
  return all > lines.length ? [...lines, tell("fix.more", { count: all - lines.length })] : lines;
}

/** Without the hashes: they are made with a key that is thrown away. */
function fileJson({ changes, ...fix }: FileFix): object {
  return {
    ...fix,
    path: maskText(fix.path),
    file: maskText(fix.file),
    changes: changes.map(({ finding, before, after }) => ({
      ...finding,
      cardHash: undefined,
      member: finding.member === null ? null : maskText(finding.member),
      before,
      after,
    })),
  };
}
