// `watch versions`: asks what the shop is made of, says which parts are known to be weak and what mends them.

import { existsSync } from "node:fs";
import { say, type Language } from "../../kernel/index.ts";
import type { CheckedComponent, VersionsReport } from "../../watch/index.ts";
import { clean, table } from "../text.ts";
import { needConfig, pathFrom, readVerbConfig, urlFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { watchUpdateWords } from "../watch-update-words.ts";
import { byOf } from "./incident.ts";
import { watchWords, type WatchWord } from "../watch-words.ts";

export async function lookAtShopVersions(
  verb: Verb,
  path: string | undefined,
  options: { readonly url?: string; readonly update?: string; readonly key?: string },
): VerbEnd {
  const { deps, voice } = verb;
  if (options.update !== undefined) {
    const end = await renewList(verb, options.update, options.key, path === undefined);
    if (end !== EXIT.fine || path === undefined) return end;
  }
  if (path === undefined) {
    const message = say(watchUpdateWords, voice.language, "needPath");
    const hint = say(watchUpdateWords, voice.language, "needPathHint");
    return voice.fail({ code: "usage.path", message, hint }, EXIT.usage);
  }
  const url = options.url === undefined ? null : urlFrom(options.url, "--url", voice);
  if (url !== null && "exit" in url) return url.exit;
  const done = await deps.acts.watchVersions({
    path: pathFrom(deps, path),
    url: url === null ? null : url.href,
    recordsFolder: await recordsFolderOf(verb),
    language: voice.language,
    gone: deps.gone,
  });
  if (!done.ok) return voice.fail(done, done.code === "usage.path" ? EXIT.usage : EXIT.failure);
  const report = done.value;
  voice.result(report, versionsText(report, voice.language));
  return report.components.some(({ advisories }) => advisories.length > 0) ? EXIT.findings : EXIT.fine;
}

/** A first look needs no configuration. */
async function recordsFolderOf(verb: Verb): Promise<string | null> {
  const reading = existsSync(verb.configFile) ? await readVerbConfig(verb) : null;
  return reading?.ok === true ? reading.loaded.recordsFolder : null;
}

async function renewList(verb: Verb, source: string, key: string | undefined, alone: boolean): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const done = await deps.acts.renewAdvisories({
    recordsFolder: loaded.recordsFolder,
    source: /^https?:\/\//i.test(source) ? source : pathFrom(deps, source),
    keyFile: key === undefined ? null : pathFrom(deps, key),
    by: byOf(),
    language: voice.language,
  });
  if (!done.ok) return voice.fail(done, EXIT.failure);
  const text = say(watchUpdateWords, voice.language, "listTaken", done.value);
  if (alone) voice.result(done.value, text);
  else voice.note(text);
  return EXIT.fine;
}

const PARTS_SHOWN = 40;

type Tell = (key: WatchWord, values?: Readonly<Record<string, string | number>>) => string;

function versionsText(report: VersionsReport, language: Language): string {
  const t: Tell = (key, values = {}) => say(watchWords, language, key, values);
  const weak = report.components.filter(({ advisories }) => advisories.length > 0);
  const named = report.components.filter(({ name }) => !name.startsWith("composer/"));
  const summary =
    weak.length > 0
      ? t("weak", { count: weak.length })
      : report.components.length === 0
        ? t("noParts")
        : t("notWeak");
  const rows = named
    .slice(0, PARTS_SHOWN)
    .map((one) => [one.name, one.version ?? t("noVersion"), one.advisories.length, one.path]);
  const rest = report.components.length - rows.length;
  const paragraphs = [
    summary,
    ...weak.map((one) => weakText(one, t, language)),
    overdueText(report, language),
    rows.length === 0
      ? ""
      : table(
          [
            { title: t("part") },
            { title: t("version") },
            { title: t("weaknesses"), align: "right" },
            { title: t("place") },
          ],
          rows,
        ),
    rest > 0 ? t("otherParts", { count: rest }) : "",
    [
      report.urlAnswered === false ? t("urlSilent") : "",
      systemText(report, language),
      t("listAge", { count: report.advisoryCount, until: report.advisoriesUntil }),
      weak.length > 0 ? t("hotfix") : "",
    ]
      .filter((text) => text !== "")
      .join("\n"),
  ];
  return paragraphs.filter((text) => text !== "").join("\n\n");
}

/** Systems get their fixes about once a month. */
const SYSTEM_DAYS_MAX = 35;
const DAY_MS = 86_400_000;

function systemText({ system }: VersionsReport, language: Language): string {
  const lastMs = Math.max(
    system.lastUpdateMs ?? 0,
    system.tickedOff?.what === "os" ? system.tickedOff.atMs : 0,
  );
  if (lastMs === 0) return "";
  const days = Math.max(0, Math.floor((Date.now() - lastMs) / DAY_MS));
  const age = say(watchUpdateWords, language, "systemAge", { day: dayText(lastMs), days });
  const old = days > SYSTEM_DAYS_MAX ? `\n${say(watchUpdateWords, language, "systemOld", { days })}` : "";
  return `${age}${old}`;
}

function overdueText({ expired }: VersionsReport, language: Language): string {
  const names = expired.map(({ component }) => clean(component)).join("、");
  return names === "" ? "" : say(watchUpdateWords, language, "overdue", { names });
}

function dayText(ms: number): string {
  return new Date(ms).toLocaleDateString("sv-SE");
}

function waitText({ postponed }: CheckedComponent, language: Language): string[] {
  if (postponed === null) return [];
  const { by, why, untilMs } = postponed;
  const key = untilMs < Date.now() ? "waitsNoMore" : "waits";
  return [say(watchUpdateWords, language, key, { by: clean(by), why: clean(why), until: dayText(untilMs) })];
}

function weakText(component: CheckedComponent, t: Tell, language: Language): string {
  const { name, version, path, advisories } = component;
  const lines = advisories.flatMap(({ id, aliases, summary, fixed, fixedInferred }) => [
    t("advisory", { id, aliases: aliases.join("、"), summary }),
    fixed === null ? t("fixedUnknown") : t(fixedInferred ? "fixedInferred" : "fixed", { fixed }),
  ]);
  return [
    `  ✗ ${clean(name)} ${clean(version ?? "")}（${clean(path)}）`,
    ...lines,
    ...waitText(component, language),
  ].join("\n");
}
