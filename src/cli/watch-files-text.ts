// Lays out for people how the shop's files differ from what was approved: worst first, each with its reasons and lines.

import { say, type Language } from "../kernel/index.ts";
import type { Approved, CheckReport, Difference, EntryFacts, ToldDifference } from "../watch/index.ts";
import { clean } from "./text.ts";
import { watchFilesWords, type WatchFilesWord } from "./watch-files-words.ts";

const DIFFERENCES_SHOWN = 40;
const REASONS_SHOWN = 4;
const TROUBLES_SHOWN = 10;

type Tell = (key: WatchFilesWord, values?: Readonly<Record<string, string | number>>) => string;

export interface TextSettings {
  readonly language: Language;
  readonly timezone: string;
}

export function checkText(report: CheckReport, settings: TextSettings): string {
  const t = teller(settings.language);
  const { tree, differenceCount: count, approvedFiles: files, troubleCount } = report;
  const seconds = report.seconds.toFixed(1);
  const approval = report.approvals.at(-1);
  const head = [
    report.complete ? "" : t("incomplete"),
    count > 0
      ? t("differs", { tree, count, seconds })
      : troubleCount > 0
        ? ""
        : t("same", { tree, files, seconds }),
    approval === undefined
      ? ""
      : t("approvedBy", {
          at: timeText(approval.atMs, settings),
          by: clean(approval.by, 60),
          why: clean(approval.why),
        }),
  ];
  const worstFirst = [...report.differences].sort((a, b) => rank(a) - rank(b));
  const shown = worstFirst.slice(0, DIFFERENCES_SHOWN).map((one) => differenceText(one, t));
  const troubles = report.troubles
    .slice(0, TROUBLES_SHOWN)
    .map(({ path, reason }) => `  ${clean(path)}: ${t(`trouble.${reason}`)}`);
  return paragraphs([
    lines(head),
    ...shown,
    count > shown.length ? t("more", { count: count - shown.length }) : "",
    troubleCount === 0 ? "" : lines([t("trouble", { count: troubleCount }), ...troubles]),
    count === 0 ? "" : t("next", { seen: report.seen }),
  ]);
}

export function approvedText(
  tree: string,
  approved: Approved | null,
  isBaseline: boolean,
  { language }: TextSettings,
): string {
  const t = teller(language);
  if (approved === null) return t("brokenOff", { tree });
  const { files, approvedCount: count, leftCount, unreadCount } = approved;
  const toLookAt = isBaseline ? approved.approved : [];
  const said = isBaseline
    ? t("baselineDone", { tree, files })
    : count === 0
      ? t("approvedNone", { tree })
      : t("approved", { tree, count });
  return paragraphs([
    said,
    toLookAt.length === 0 ? "" : lines([t("baselineLook"), ...some(toLookAt, t)]),
    leftCount === 0 ? "" : lines([t("left", { count: leftCount }), ...some(approved.left, t)]),
    unreadCount === 0
      ? ""
      : lines([
          t("unread", { count: unreadCount }),
          ...approved.unread.slice(0, TROUBLES_SHOWN).map((path) => `  ${clean(path)}`),
        ]),
  ]);
}

export function timeText(atMs: number, { timezone }: TextSettings): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs))
    .toZonedDateTimeISO(timezone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");
}

function some(differences: readonly Difference[], t: Tell): string[] {
  const shown = differences
    .slice(0, DIFFERENCES_SHOWN)
    .map((one) => differenceText({ ...one, knownAs: null, window: null, text: null }, t));
  const more = differences.length - shown.length;
  return more > 0 ? [...shown, t("more", { count: more })] : shown;
}

function rank({ verdict }: Difference): number {
  return ["malicious", "suspicious", "clean"].indexOf(verdict);
}

function differenceText(one: ToldDifference, t: Tell): string {
  const mark = one.verdict === "malicious" ? "✗" : one.verdict === "suspicious" ? "!" : "·";
  const reasons = one.reasons.slice(0, REASONS_SHOWN).flatMap(({ line, why, excerpt }) => {
    const place = line === 0 ? "" : `${line}: `;
    return excerpt === "" ? [`    ${place}${why}`] : [`    ${place}${why}`, `      ${clean(excerpt)}`];
  });
  return lines([
    `  ${mark} ${t(`change.${one.change}`)}: ${clean(one.path)}`,
    ...reasons,
    one.leadsOut ? t("leadsOut") : "",
    one.change === "mode" || one.change === "owner" || one.change === "link"
      ? t("rights", { before: factsText(one.before, one.change), after: factsText(one.after, one.change) })
      : "",
    one.knownAs === null
      ? ""
      : t("knownAs", { name: clean(one.knownAs.name, 80), path: clean(one.knownAs.path) }),
    one.window === null ? "" : t("inWindow", { window: one.window }),
    ...(one.text === null ? [] : one.text.lines.map((line) => `      ${clean(line, 400)}`)),
    one.text?.cut === true ? t("diffCut") : "",
  ]);
}

function factsText(facts: EntryFacts | null, change: "mode" | "owner" | "link"): string {
  if (facts === null) return "–";
  if (change === "link") return clean(facts.link ?? "–");
  return change === "mode" ? facts.mode.toString(8).padStart(4, "0") : `${facts.uid}:${facts.gid}`;
}

function teller(language: Language): Tell {
  return (key, values = {}) => say(watchFilesWords, language, key, values);
}

function lines(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}
