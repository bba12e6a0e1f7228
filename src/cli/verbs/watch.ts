// `watch scan`: asks for a look at the shop's files, shows how far it is, says what was found.

import { say } from "../../kernel/index.ts";
import { clean } from "../text.ts";
import { pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { watchScanText } from "../watch-text.ts";
import { watchWords } from "../watch-words.ts";

export interface WatchScanOptions {
  readonly rules?: string;
  readonly all?: boolean;
}

export async function scanForShells(
  verb: Verb,
  paths: readonly string[],
  options: WatchScanOptions,
): VerbEnd {
  const { deps, voice } = verb;
  const progress = voice.progress();
  const done = await deps.acts.watchScan({
    paths,
    folder: deps.folder,
    rulesFolder: options.rules === undefined ? null : pathFrom(deps, options.rules),
    all: options.all === true,
    countFirst: deps.terminalColumns !== undefined,
    language: voice.language,
    gone: deps.gone,
    onProgress: (at, total, path) => {
      if (deps.terminalColumns !== undefined) progress.step(at, total, clean(path, 60));
    },
  });
  progress.end();
  if (!done.ok) return voice.fail(done, done.code.startsWith("watch.rules") ? EXIT.usage : EXIT.failure);
  const report = done.value;
  const missing = report.skipped.find(({ reason }) => reason === "missing");
  if (report.scanned === 0 && missing !== undefined) {
    const message = say(watchWords, voice.language, "missing", { path: clean(missing.path) });
    return voice.fail(
      { code: "usage.path", message, hint: say(watchWords, voice.language, "missingHint") },
      EXIT.usage,
    );
  }
  voice.result(report, watchScanText(report, voice.language));
  if (report.malicious + report.suspicious > 0) return EXIT.findings;
  if (!report.complete || (report.scanned === 0 && report.skippedCount > 0)) return EXIT.failure;
  return missing === undefined ? EXIT.fine : EXIT.usage;
}
