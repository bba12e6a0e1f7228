// `watch page`: asks for a look at a page, says what differs from what was approved, and approves when told to.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import type { PageReport } from "../../watch/index.ts";
import { clean, table } from "../text.ts";
import { needConfig, numberFrom, pathFrom, urlFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import type { WatchPageRequest } from "../watch-page-ports.ts";
import { watchPageWords, type WatchPageWord } from "../watch-page-words.ts";
import { byOf } from "./incident.ts";
import { toNewFile } from "./new-file.ts";

interface PageOptions {
  readonly name: string;
  readonly steps?: string;
  readonly approve?: boolean;
  readonly why?: string;
  readonly notes?: string;
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
  if (options.report !== undefined) {
    const html = await deps.acts.pageReportHtml(report, asked.approvedFile, voice.language);
    const written = await toNewFile(verb, pathFrom(deps, options.report), async (write) => {
      await write(html);
      return EXIT.fine;
    });
    if (written !== EXIT.fine) return written;
  }
  if (options.approve === true && report.inventory !== null) return approve(verb, asked, options, report);
  if (report.inventory === null) return EXIT.failure;
  return (report.changes ?? []).length > 0 ? EXIT.findings : EXIT.fine;
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
): VerbEnd {
  const { deps, voice } = verb;
  const notes = options.notes === undefined ? null : await textFrom(verb, options.notes);
  if (typeof notes === "number") return notes;
  const wish = { by: byOf(), why: options.why ?? "", notes: notes?.text ?? null };
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

function reportText(voice: Voice, report: PageReport): string {
  const { inventory, changes, approved, visits } = report;
  const troubles = visits.flatMap(({ guise, trouble }) =>
    trouble === null
      ? []
      : [tell(voice, "trouble", { guise: guiseName(voice, guise), trouble: clean(trouble, 200) })],
  );
  if (inventory === null) return [tell(voice, "unreached"), ...troubles].join("\n");
  const date = new Date(approved?.approvedAtMs ?? 0).toISOString().slice(0, 10);
  const head =
    changes === null
      ? tell(voice, "notApproved")
      : changes.length === 0
        ? tell(voice, "same", { by: approved?.approvedBy ?? "", date })
        : tell(voice, "changed", { count: changes.length });
  const lines = (changes ?? []).slice(0, ROWS_MAX).map(({ kind, weight, what, seenBy }) => {
    const guises = (seenBy ?? []).map((guise) => guiseName(voice, guise)).join("・");
    const only = seenBy === null ? "" : tell(voice, "seenBy", { guises });
    return `  ${weight === "alarm" ? "✗" : "・"} ${tell(voice, `change.${kind}`)}: ${clean(what, 160)}${only}`;
  });
  const next =
    changes !== null && changes.some(({ weight }) => weight === "alarm") ? tell(voice, "next") : "";
  return [[head, ...lines, ...troubles].join("\n"), countsText(voice, report), next]
    .filter((part) => part !== "")
    .join("\n\n");
}

const ROWS_MAX = 60;

function countsText(voice: Voice, { inventory, changes }: PageReport): string {
  if (inventory === null) return "";
  const { scripts, forms, listeners, hosts, frames } = inventory;
  const counts = tell(voice, "inventory", {
    scripts: scripts.length,
    forms: forms.length,
    listeners: listeners.length,
    hosts: hosts.length,
    frames: frames.length,
  });
  if (changes !== null) return counts;
  const rows = scripts
    .slice(0, ROWS_MAX)
    .map(({ kind, source, start, bytes, sha256 }) => [
      clean(kind === "inline" ? `inline: ${start.slice(0, 50)}` : source, 70),
      String(bytes),
      (sha256 ?? "–").slice(0, 12),
    ]);
  const heads = [
    { title: tell(voice, "headScript") },
    { title: tell(voice, "headBytes"), align: "right" as const },
    { title: tell(voice, "headHash") },
  ];
  return `${counts}\n\n${table(heads, rows)}`;
}

function policyText(
  voice: Voice,
  policy: { readonly policy: string; readonly open: readonly string[] } | null,
): string {
  if (policy === null) return "";
  const warning = policy.open.length > 0 ? `\n${tell(voice, "cspOpen")}` : "";
  return `Content-Security-Policy-Report-Only: ${policy.policy}${warning}`;
}

function guiseName(voice: Voice, guise: string): string {
  const key = `guise.${guise}`;
  return Object.hasOwn(watchPageWords, key) ? tell(voice, key as WatchPageWord) : guise;
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

function tell(
  voice: Voice,
  key: WatchPageWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(watchPageWords, voice.language, key, values);
}
