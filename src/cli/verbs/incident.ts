// `incident preserve`: keeps evidence, checks a bag, decrypts one, and records who received it.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename, dirname, resolve } from "node:path";
import type { Command } from "commander";
import type { LoadedConfig } from "../../config/index.ts";
import type { PreserveReport } from "../../desk/index.ts";
import { readRecipient, say } from "../../kernel/index.ts";
import { incidentDeskWords } from "../incident-desk-words.ts";
import { incidentWords, type IncidentWord } from "../incident-words.ts";
import type { CheckedBag } from "../evidence-ports.ts";
import { bytesText } from "../scrub-text.ts";
import { authorityOf, stampText, tellStamp, whyText } from "../stamp-text.ts";
import { clean } from "../text.ts";
import { needConfig, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { registerWith } from "./incident-desk.ts";
import { handIncident } from "./incident-handed.ts";

export interface PreserveOptions {
  readonly case?: string;
  readonly out?: string;
  readonly encryptTo?: string;
  readonly records?: boolean;
  readonly verify?: string;
  readonly handover?: string;
  readonly to?: string;
  readonly why?: string;
  readonly open?: string;
  readonly key?: string;
  readonly incident?: string;
  readonly stamp?: string;
  readonly ca?: string;
}

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

/** `preserve`, put under the `incident` command. */
export function addPreserve(incident: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentWord): string => say(incidentWords, voice.language, key);
  const help = voice.tell("option.help");
  incident
    .command("preserve")
    .description(t("verb.preserve"))
    .helpOption("-h, --help", help)
    .argument("[path...]", t("argument.paths"))
    .option("--case <name>", t("option.case"))
    .option("--out <place>", t("option.out"))
    .option("--encrypt-to <pem>", t("option.encrypt-to"))
    .option("--no-records", t("option.no-records"))
    .option("--verify <bag>", t("option.verify"))
    .option("--stamp <bag>", tellStamp(voice, "option.stamp"))
    .option("--ca <pem>", tellStamp(voice, "option.ca"))
    .option("--handover <bag>", t("option.handover"))
    .option("--to <name>", t("option.to"))
    .option("--why <text>", t("option.why"))
    .option("--open <bag>", t("option.open"))
    .option("--key <pem>", t("option.key"))
    .option("--incident <id>", say(incidentDeskWords, voice.language, "option.incident"))
    .action(does(preserveVerb));
}

async function preserveVerb(verb: Verb, paths: readonly string[], options: PreserveOptions): VerbEnd {
  if (options.verify !== undefined) return check(verb, options.verify, options);
  if (options.stamp !== undefined) return stamp(verb, options.stamp);
  if (options.handover !== undefined) return handOver(verb, options.handover, options);
  if (options.open !== undefined) return open(verb, options.open, options);
  return keep(verb, paths, options);
}

async function keep(verb: Verb, paths: readonly string[], options: PreserveOptions): VerbEnd {
  const { deps, voice } = verb;
  const hasConfig = existsSync(verb.configFile);
  if (options.case === undefined || options.out === undefined || (paths.length === 0 && !hasConfig)) {
    return refuse(voice, "needOut", "needOutHint");
  }
  const loaded = hasConfig ? await needConfig(verb) : null;
  if (typeof loaded === "number") return loaded;
  const keyFile = options.encryptTo ?? configuredKey(loaded, options.out);
  const recipient = keyFile === undefined ? null : await recipientOf(verb, keyFile);
  if (typeof recipient === "number") return recipient;
  const recordsFolder = loaded === null || options.records === false ? null : loaded.recordsFolder;
  const progress = voice.progress();
  const startedMs = deps.clock.monoMs();
  const done = await deps.acts.preserveEvidence({
    caseName: options.case,
    by: byOf(),
    out: pathFrom(deps, options.out),
    paths: [...(hasConfig ? [verb.configFile] : []), ...paths.map((path) => pathFrom(deps, path))],
    recipient,
    guardFolder: loaded?.recordsFolder ?? null,
    recordsFolder,
    authority: loaded === null ? null : authorityOf(loaded),
    version: deps.version,
    gone: deps.gone,
    onProgress: ({ bytes, bytesTotal, path }) => {
      const perMs = bytes / Math.max(deps.clock.monoMs() - startedMs, 1);
      const seconds = perMs > 0 ? Math.max(0, Math.ceil((bytesTotal - bytes) / perMs / 1000)) : 0;
      const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      const speed = `${bytesText(perMs * 1000)}/s`;
      if (deps.terminalColumns !== undefined)
        progress.step(bytes, bytesTotal, tell(voice, "progress", { speed, left, path: clean(path, 60) }));
    },
  });
  progress.end();
  if (!done.ok) return voice.fail(done);
  const { sha256, bytes } = done.value;
  const isTold =
    options.incident === undefined ||
    (await registerWith(verb, options.incident, "/evidence", {
      bag: basename(done.value.out),
      sha256,
      bytes,
    }));
  voice.result(done.value, keptText(voice, done.value, recordsFolder !== null));
  return isTold ? EXIT.fine : EXIT.failure;
}

function namesText(list: readonly { readonly path: string }[]): string {
  const names = list.slice(0, 3).map(({ path }) => clean(path, 80));
  return names.join(", ");
}

function keptText(voice: Voice, report: PreserveReport, withRecords: boolean): string {
  const { files, out, sha256, leftOut, leftOutCount, changed, changedCount } = report;
  const why = leftOut
    .slice(0, 3)
    .map(({ path, reason }) => `${clean(path, 80)} (${tell(voice, `reason.${reason}`)})`);
  return [
    tell(voice, "preserved", { files, out: clean(out), proof: sha256, bytes: bytesText(report.bytes) }),
    tell(voice, "writeDown"),
    ...stampLines(voice, report),
    report.sealed ? "" : tell(voice, "personal"),
    changedCount === 0 ? "" : tell(voice, "changed", { count: changedCount, names: namesText(changed) }),
    leftOutCount === 0 ? "" : tell(voice, "leftOut", { count: leftOutCount, names: why.join(", ") }),
    withRecords ? "" : tell(voice, "noJournal"),
    "",
    tell(voice, "guidance"),
  ]
    .filter((line, index, all) => line !== "" || index === all.length - 2)
    .join("\n");
}

function stampLines(voice: Voice, { stamp: stamped, out }: PreserveReport): readonly string[] {
  if (stamped === "none") return [];
  if (stamped === "done") return [tellStamp(voice, "stamped")];
  const why = whyText(voice, stamped.failed);
  return [tellStamp(voice, "unstamped", { why, bag: clean(out) })];
}

async function check(verb: Verb, bag: string, { ca }: PreserveOptions): VerbEnd {
  const { deps, voice } = verb;
  const loaded = ca === undefined && existsSync(verb.configFile) ? await needConfig(verb) : null;
  if (typeof loaded === "number") return loaded;
  const configured = loaded === null ? null : (authorityOf(loaded)?.caFile ?? null);
  const caFile = ca === undefined ? configured : pathFrom(deps, ca);
  const progress = voice.progress();
  const done = await deps.acts.checkEvidence({
    path: pathFrom(deps, bag),
    caFile,
    onProgress: (bytes) => {
      if (deps.terminalColumns !== undefined) progress.step(bytes, 0, tell(voice, "checking"));
    },
  });
  progress.end();
  if (!done.ok) return voice.fail(done);
  const { stamps, ...verdict } = done.value;
  const stampsGood = stamps.every((one) => one.verdict.ok);
  const shown = stamps.map((one) => stampText(voice, one.of, one.verdict));
  const text = [
    verdictText(voice, done.value),
    ...shown,
    ...(shown.length > 0 ? [] : [tellStamp(voice, "noStamp")]),
  ];
  voice.result({ ...verdict, stamped: stamps.length > 0 && stampsGood, stamps }, text.join("\n"));
  return verdict.ok && stampsGood ? EXIT.fine : EXIT.findings;
}

async function stamp(verb: Verb, bag: string): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const authority = authorityOf(loaded);
  if (authority === null) {
    const [message, hint] = [tellStamp(voice, "needAuthority"), tellStamp(voice, "needAuthority.hint")];
    return voice.fail({ code: "usage.options", message, hint }, EXIT.usage);
  }
  const recordsFolder = existsSync(loaded.recordsFolder) ? loaded.recordsFolder : null;
  const path = pathFrom(deps, bag);
  const done = await deps.acts.stampEvidence({ path, authority, recordsFolder, by: byOf() });
  if (!done.ok) return voice.fail(done);
  if ("failed" in done.value) {
    const message = tellStamp(voice, "unstampedFile", { why: whyText(voice, done.value.failed) });
    const hint = tellStamp(voice, "unstampedFile.hint");
    return voice.fail({ code: "evidence.unstamped", message, hint });
  }
  voice.result(done.value, tellStamp(voice, "stampedFile", { file: clean(done.value.file) }));
  return EXIT.fine;
}

function verdictText(voice: Voice, { ok, files, bytes, sha256, faults, faultCount }: CheckedBag): string {
  if (ok) return tell(voice, "bagGood", { files, bytes: bytesText(bytes), proof: sha256 ?? "-" });
  const lines = faults
    .slice(0, 20)
    .map(({ path, fault }) => `  ${clean(path)}: ${tell(voice, `fault.${fault}`)}`);
  return [tell(voice, "bagBad", { count: faultCount }), ...lines].join("\n");
}

async function handOver(verb: Verb, bag: string, options: PreserveOptions): VerbEnd {
  const { deps, voice } = verb;
  const { to, why, case: caseName, incident } = options;
  if (to === undefined || why === undefined) return refuse(voice, "needTo", null);
  // Within an incident it is a line of that incident's own log.
  if (incident !== undefined) return handIncident(verb, incident, { file: bag, to, why });
  const recordsFolder = await recordsFolderOf(verb);
  if (typeof recordsFolder === "number") return recordsFolder;
  const by = byOf();
  const done = await deps.acts.handOverEvidence({
    path: pathFrom(deps, bag),
    caseName: caseName ?? null,
    recordsFolder,
    by,
    to,
    why,
  });
  if (!done.ok) return voice.fail(done);
  const { name, sha256, atMs, seq } = done.value;
  const zone = { dateStyle: "long", timeStyle: "long", timeZone: "Asia/Tokyo" } as const;
  const at = new Intl.DateTimeFormat(voice.language === "ja" ? "ja-JP" : "en-GB", zone).format(atMs);
  const shown = { name: clean(name), proof: sha256, by, to: clean(to), why: clean(why), at, seq };
  voice.result({ ...done.value, by, to, why }, tell(voice, "receipt", shown));
  return EXIT.fine;
}

async function open({ deps, voice }: Verb, bag: string, { key, out }: PreserveOptions): VerbEnd {
  if (key === undefined || out === undefined) return refuse(voice, "needKey", null);
  const outPath = pathFrom(deps, out);
  const request = { path: pathFrom(deps, bag), keyPath: pathFrom(deps, key), out: outPath };
  const done = await deps.acts.openEvidence(request);
  if (!done.ok) return voice.fail(done);
  voice.result({ out: outPath, bytes: done.value }, tell(voice, "opened", { out: clean(outPath) }));
  return EXIT.fine;
}

/** For archives; a folder that was asked for stays one. */
function configuredKey(loaded: LoadedConfig | null, out: string): string | undefined {
  const keyFile = loaded?.config.evidence.encryptTo;
  if (loaded === null || keyFile === undefined || !/\.tar(?:\.zst)?(?:\.sealed)?$/.test(out))
    return undefined;
  return resolve(dirname(loaded.file), keyFile);
}

async function recipientOf(
  { deps, voice }: Verb,
  file: string,
): Promise<ReturnType<typeof readRecipient> | number> {
  const pem = await readFile(pathFrom(deps, file), "utf8").catch(() => "");
  const recipient = readRecipient(pem);
  if (recipient !== null) return recipient;
  const message = tell(voice, "badKey", { file: clean(file) });
  return voice.fail({ code: "usage.key", message, hint: tell(voice, "badKeyHint") }, EXIT.usage);
}

async function recordsFolderOf(verb: Verb): Promise<string | number> {
  const loaded = await needConfig(verb);
  return typeof loaded === "number" ? loaded : loaded.recordsFolder;
}

/** Who acts at this machine's command line, as the journal writes it. */
export function byOf(): string {
  return `cli:${userInfo().username}`;
}

function refuse(voice: Voice, key: IncidentWord, hint: IncidentWord | null): number {
  const text = hint === null ? "" : tell(voice, hint);
  return voice.fail({ code: "usage.options", message: tell(voice, key), hint: text }, EXIT.usage);
}

function tell(
  voice: Voice,
  key: IncidentWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(incidentWords, voice.language, key, values);
}
