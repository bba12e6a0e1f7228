// `scrub scan` and `scrub forget-key`: asks for the scan, shows how far it is, lays out what was found and what to do next.

import { existsSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { say } from "../../kernel/index.ts";
import { scanReportHtml, type ScanProgress, type ScanReport } from "../../scrub/index.ts";
import { bytesText, scanJson, scanText } from "../scrub-text.ts";
import { decoyPlaces, decoysFor } from "../decoys.ts";
import { scrubWords, type ScrubWord } from "../scrub-words.ts";
import { clean } from "../text.ts";
import { needConfig, numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";

export interface ScanOptions {
  readonly all?: boolean;
  readonly places?: string;
  readonly html?: string;
  readonly key?: string;
}

/** Places listed per file when asked for more: 300 bytes each in memory. */
const PLACES_MAX = 1_000_000;

export async function scanFiles(verb: Verb, paths: readonly string[], options: ScanOptions): VerbEnd {
  const { deps, voice } = verb;
  const { places } = options;
  const placesMax = places === undefined ? null : numberFrom(places, "--places", [1, PLACES_MAX], voice);
  if (placesMax !== null && typeof placesMax === "object") return placesMax.exit;
  const keyFile = await keyFileOf(verb, options.key);
  if (typeof keyFile === "number") return keyFile;
  const htmlFile = options.html === undefined ? null : pathFrom(deps, options.html);
  if (htmlFile !== null) {
    const refused = await refuseHtml(voice, htmlFile);
    if (refused !== undefined) return refused;
  }
  const progress = voice.progress();
  const startedMs = deps.clock.monoMs();
  const decoys = await decoysFor(verb);
  const done = await deps.acts.scrubScan({
    paths,
    folder: deps.folder,
    keyFile,
    decoys: decoys.lookUp,
    all: options.all === true,
    placesMax,
    countFirst: deps.terminalColumns !== undefined,
    language: voice.language,
    gone: deps.gone,
    onProgress: (at) => {
      if (deps.terminalColumns !== undefined)
        progress.step(at.bytes, at.bytesTotal, progressText(voice, at, deps.clock.monoMs() - startedMs));
    },
  });
  progress.end();
  if (!done.ok) return voice.fail(done);
  const report = done.value;
  if (report.filesRead === 0 && isAllMissing(report)) {
    const path = clean(report.skipped[0]?.path ?? "");
    return voice.fail(
      { code: "usage.path", message: tell(voice, "missing", { path }), hint: tell(voice, "missingHint") },
      EXIT.usage,
    );
  }
  if (htmlFile !== null) await writeHtml(verb, htmlFile, report);
  const from = decoyPlaces(
    decoys,
    report.files.flatMap(({ places: found }) => found),
  );
  voice.result(
    { ...scanJson(report, keyFile, htmlFile), decoyPlaces: from },
    scanText(report, voice.language, { keyFile, htmlFile, decoyPlaces: from }),
  );
  return exitOf(report);
}

export async function forgetKey(
  verb: Verb,
  options: { readonly yes?: boolean; readonly key?: string },
): VerbEnd {
  const { deps, voice } = verb;
  const keyFile = await keyFileOf(verb, options.key);
  if (typeof keyFile === "number") return keyFile;
  const file = clean(keyFile);
  if (options.yes !== true) {
    voice.note(tell(voice, "forgetWhat", { file }));
    if (deps.ask === undefined) {
      const [message, hint] = [tell(voice, "forgetNoTerminal"), tell(voice, "forgetNoTerminalHint")];
      return voice.fail({ code: "usage.confirm", message, hint }, EXIT.usage);
    }
    const answer = (await deps.ask(`${tell(voice, "forgetAsk")} `)).trim();
    if (!/^(?:y|yes|はい)$/i.test(answer)) {
      voice.result({ forgotten: false, keyFile }, tell(voice, "forgetNot"));
      return EXIT.fine;
    }
  }
  const done = await deps.acts.forgetCardKey({ keyFile, language: voice.language });
  if (!done.ok) return voice.fail(done);
  voice.result(
    { forgotten: done.value, keyFile },
    tell(voice, done.value ? "forgotten" : "forgetNone", { file }),
  );
  return EXIT.fine;
}

function tell(voice: Voice, key: ScrubWord, values: Readonly<Record<string, string | number>> = {}): string {
  return say(scrubWords, voice.language, key, values);
}

/** Beside the guard's records, in a folder of its own; without a configuration in the user's state folder. */
export async function keyFileOf(verb: Verb, option: string | undefined): Promise<string | number> {
  const { deps, configFile } = verb;
  if (option !== undefined) return pathFrom(deps, option);
  if (existsSync(configFile)) {
    const loaded = await needConfig(verb);
    return typeof loaded === "number" ? loaded : join(loaded.recordsFolder, "keys", "card-hash.key");
  }
  const home = deps.env["HOME"] ?? deps.env["USERPROFILE"] ?? homedir();
  const state = deps.env["XDG_STATE_HOME"] ?? deps.env["LOCALAPPDATA"] ?? join(home, ".local", "state");
  return join(state, "misemori", "keys", "card-hash.key");
}

function isAllMissing({ skipped, skippedCount }: ScanReport): boolean {
  return (
    skippedCount > 0 && skipped.every(({ reason }) => reason === "missing" || reason === "too-many-paths")
  );
}

/** A scan that read nothing, or ended early, is no all-clear; a path that was not there is a slip of whoever asked. */
function exitOf(report: ScanReport): number {
  if (report.findings + report.testFindings + report.decoyFindings > 0) return EXIT.findings;
  if (!report.complete || (report.filesRead === 0 && report.skippedCount > 0)) return EXIT.failure;
  return report.skipped.some(({ reason }) => reason === "missing") ? EXIT.usage : EXIT.fine;
}

function progressText(voice: Voice, { bytes, bytesTotal, path }: ScanProgress, ms: number): string {
  const perMs = bytes / Math.max(ms, 1);
  const seconds = perMs > 0 && bytesTotal > 0 ? Math.ceil((bytesTotal - bytes) / perMs / 1000) : 0;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const left = bytesTotal > 0 ? tell(voice, "left", { time }) : bytesText(bytes);
  return tell(voice, "progress", { speed: `${bytesText(perMs * 1000)}/s`, left, path: clean(path, 60) });
}

/** Every report begins with this; only such a file is ever written over. */
const HTML_START = "<!doctype html><!-- misemori scrub report -->";

/** The exit code when the file is somebody else's, or cannot be written: said before hours of reading. */
async function refuseHtml(voice: Voice, file: string): Promise<number | undefined> {
  try {
    const handle = await open(file, "a+");
    const head = Buffer.alloc(HTML_START.length);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    await handle.close();
    if (bytesRead === 0 || head.toString("latin1", 0, bytesRead) === HTML_START) return undefined;
    const [message, hint] = [tell(voice, "htmlThere", { file: clean(file) }), tell(voice, "htmlThereHint")];
    return voice.fail({ code: "file.there", message, hint }, EXIT.usage);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    const message = voice.tell("fileUnwritable", { file: clean(file), reason });
    return voice.fail(
      { code: "file.unwritable", message, hint: voice.tell("fileUnwritable.hint") },
      EXIT.usage,
    );
  }
}

async function writeHtml({ deps, voice }: Verb, file: string, report: ScanReport): Promise<void> {
  const page = scanReportHtml(report, {
    language: voice.language,
    madeAtMs: deps.clock.nowMs(),
    version: deps.version,
  });
  await writeFile(file, `${HTML_START}\n${page}`);
}
