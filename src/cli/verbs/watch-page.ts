// `watch page`: asks for a look at a page, says what differs from what was approved, and approves when told to.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import { noteKeyOf, type PageReport } from "../../watch/index.ts";
import { clean } from "../text.ts";
import { needConfig, numberFrom, pathFrom, urlFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import type { WatchPageRequest } from "../watch-page-ports.ts";
import { guiseName, policyText, reportText, tell } from "../watch-page-text.ts";
import { watchPageWords, type WatchPageWord } from "../watch-page-words.ts";
import { byOf } from "./incident.ts";
import { toNewFile } from "./new-file.ts";

interface PageOptions {
  readonly name: string;
  readonly steps?: string;
  readonly approve?: boolean;
  readonly why?: string;
  readonly notes?: string;
  readonly notesForm?: string;
  readonly approved?: string;
  readonly report?: string;
  readonly csp?: boolean;
  readonly chromium?: string;
  readonly dwell: string;
}

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function addWatchPage(watch: Command, does: Does, voice: Voice): void {
  const t = (key: WatchPageWord): string => say(watchPageWords, voice.language, key);
  watch
    .command("page")
    .description(t("verb"))
    .helpOption("-h, --help", voice.tell("option.help"))
    .argument("<url>", t("argument.url"))
    .option("--name <name>", t("option.name"), "checkout")
    .option("--steps <file>", t("option.steps"))
    .option("--approve", t("option.approve"))
    .option("--why <text>", t("option.why"))
    .option("--notes <file>", t("option.notes"))
    .option("--notes-form <file>", t("option.notesForm"))
    .option("--approved <file>", t("option.approved"))
    .option("--report <file>", t("option.report"))
    .option("--csp", t("option.csp"))
    .option("--chromium <path>", t("option.chromium"))
    .option("--dwell <seconds>", t("option.dwell"), "5")
    .action(does(lookAtShopPage));
}

async function lookAtShopPage(verb: Verb, address: string, options: PageOptions): VerbEnd {
  const { deps, voice } = verb;
  const asked = await requestFrom(verb, address, options);
  if (typeof asked === "number") return asked;
  // Before the look, which takes half a minute.
  const notes = options.notes === undefined ? null : await notesTextFrom(verb, options.notes);
  if (typeof notes === "number") return notes;
  const progress = voice.progress();
  const done = await deps.acts.watchPage({
    ...asked,
    onProgress: (at, total, guise) =>
      progress.step(at, total, tell(voice, "guise", { guise: guiseName(voice, guise) })),
  });
  progress.end();
  if (!done.ok) return voice.fail(done, done.code.startsWith("watch.steps") ? EXIT.usage : EXIT.failure);
  const report = done.value;
  const policy = options.csp === true ? deps.acts.policyOf(report) : null;
  voice.result(
    { ...report, ...(policy === null ? {} : { policy }) },
    [reportText(voice, report), policyText(voice, policy)].filter((part) => part !== "").join("\n\n"),
  );
  if (options.notesForm !== undefined && report.inventory !== null) {
    const written = await writeNotesForm(verb, options.notesForm, report.inventory.scripts);
    if (written !== EXIT.fine) return written;
  }
  if (options.report !== undefined) {
    const html = await deps.acts.pageReportHtml(report, asked.approvedFile, voice.language);
    const written = await toNewFile(verb, pathFrom(deps, options.report), async (write) => {
      await write(html);
      return EXIT.fine;
    });
    if (written !== EXIT.fine) return written;
  }
  if (options.approve === true && report.inventory !== null)
    return approve(verb, asked, options, report, notes?.text ?? null);
  if (report.inventory === null) return EXIT.failure;
  // What was approved before headers were looked at is asked for once more, and is no finding.
  return (report.changes ?? []).some(({ kind }) => kind !== "headers-unknown") ? EXIT.findings : EXIT.fine;
}

/** {key: {script, owner, why}}, to be filled in: scripts inside the page have no name but their first words. */
async function writeNotesForm(
  verb: Verb,
  file: string,
  scripts: NonNullable<PageReport["inventory"]>["scripts"],
): VerbEnd {
  const form = Object.fromEntries(
    scripts.map((script) => [
      noteKeyOf(script),
      { script: script.kind === "inline" ? script.start : script.source, owner: "", why: "" },
    ]),
  );
  const path = pathFrom(verb.deps, file);
  const written = await toNewFile(verb, path, async (write) => {
    await write(`${JSON.stringify(form, null, 2)}\n`);
    return EXIT.fine;
  });
  if (written === EXIT.fine) verb.voice.note(tell(verb.voice, "notesForm", { file: clean(path) }));
  return written;
}

async function requestFrom(
  verb: Verb,
  address: string,
  options: PageOptions,
): Promise<WatchPageRequest | number> {
  const { deps, voice } = verb;
  const url = urlFrom(address, "URL", voice);
  if (!(url instanceof URL)) return url.exit;
  if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(options.name)) return refuse(voice, "badName", "noFileHint");
  if (options.approve === true && (options.why ?? "").trim() === "")
    return refuse(voice, "needWhy", "needWhyHint");
  const seconds = numberFrom(options.dwell, "--dwell", [1, 60], voice);
  if (typeof seconds !== "number") return seconds.exit;
  const steps = options.steps === undefined ? null : await textFrom(verb, options.steps);
  if (typeof steps === "number") return steps;
  const place = await approvedPlace(verb, options);
  if (typeof place === "number") return place;
  return {
    ...place,
    name: options.name,
    url: url.href,
    steps: steps?.text ?? null,
    chromiumPath: options.chromium === undefined ? null : pathFrom(deps, options.chromium),
    dwellMs: seconds * 1_000,
    language: voice.language,
    gone: deps.gone,
    onProgress: () => undefined,
  };
}

/** A first look needs no configuration; what was approved lies with the guard's records unless a file is named. */
async function approvedPlace(
  verb: Verb,
  options: PageOptions,
): Promise<Pick<WatchPageRequest, "approvedFile" | "recordsFolder"> | number> {
  if (options.approved !== undefined)
    return { approvedFile: pathFrom(verb.deps, options.approved), recordsFolder: null };
  if (!existsSync(verb.configFile) && options.approve !== true)
    return { approvedFile: null, recordsFolder: null };
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { recordsFolder } = loaded;
  return { approvedFile: join(recordsFolder, "watch", "pages", `${options.name}.json`), recordsFolder };
}

async function approve(
  verb: Verb,
  asked: WatchPageRequest,
  options: PageOptions,
  report: PageReport,
  notes: string | null,
): VerbEnd {
  const { deps, voice } = verb;
  const wish = { by: byOf(), why: options.why ?? "", notes };
  const done = await deps.acts.approvePage({ ...asked, ...wish, report });
  if (!done.ok) return voice.fail(done);
  const { file, sha256, unexplained } = done.value;
  voice.note(tell(voice, "approved", { file: clean(file), fingerprint: sha256.slice(0, 16) }));
  if (unexplained > 0) voice.note(tell(voice, "unexplained", { count: unexplained }));
  return EXIT.fine;
}

const FILE_BYTES_MAX = 1024 * 1024;

async function textFrom(verb: Verb, file: string): Promise<{ readonly text: string } | number> {
  try {
    const bytes = await readFile(pathFrom(verb.deps, file));
    if (bytes.length <= FILE_BYTES_MAX) return { text: bytes.toString("utf8") };
  } catch {
    // Said below.
  }
  return refuse(verb.voice, "noFile", "noFileHint", { file: clean(basename(file)) });
}

async function notesTextFrom(verb: Verb, file: string): Promise<{ readonly text: string } | number> {
  const read = await textFrom(verb, file);
  if (typeof read === "number") return read;
  try {
    const given: unknown = JSON.parse(read.text);
    if (typeof given === "object" && given !== null && !Array.isArray(given)) return read;
  } catch {
    // Said below.
  }
  return refuse(verb.voice, "badNotes", "badNotesHint", { file: clean(basename(file)) });
}

function refuse(
  voice: Voice,
  word: WatchPageWord,
  hint: WatchPageWord,
  values: Readonly<Record<string, string>> = {},
): number {
  const told = { code: "usage.page", message: tell(voice, word, values), hint: tell(voice, hint) };
  return voice.fail(told, EXIT.usage);
}
