// Writes a scan's report as one page that can be handed on: counts, places and what to do next, no card data, no script, nothing
// fetched. Pure; whoever calls it writes the file.

import { createHash } from "node:crypto";
import { say, strangersHtml, type Language } from "../../kernel/index.ts";
import type { FileReport, ScanReport } from "../files/contract.ts";
import { filesWords, type FilesWord } from "../files/words.ts";
import { REPORT_STYLE } from "./style.ts";
import { reportWords, type ReportWord } from "./words.ts";

export interface ReportFacts {
  readonly language: Language;
  readonly madeAtMs: number;
  readonly version: string;
}

/** Rows a person reads; the rest is in the JSON. */
const FILES_SHOWN = 200;
const UNREAD_SHOWN = 200;
const LINES_SHOWN = 5;

const BRANDS: Readonly<Record<string, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  jcb: "JCB",
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  unionpay: "UnionPay 銀聯",
  maestro: "Maestro",
};

/** The page from its <html> on. */
export function scanReportHtml(report: ScanReport, facts: ReportFacts): string {
  const tools = toolsFor(facts.language);
  const { t } = tools;
  const style = createHash("sha256").update(REPORT_STYLE).digest("base64");
  const date = new Intl.DateTimeFormat(facts.language === "ja" ? "ja-JP" : "en-GB", {
    dateStyle: "long",
    timeStyle: "short",
  }).format(facts.madeAtMs);
  return `<html lang="${facts.language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${t("title")}</title><style>${REPORT_STYLE}</style></head><body><main>
<header><h1>${t("title")}</h1><p>${t("made", { date, version: facts.version })}</p><p>${t("shareable")}</p></header>
${verdict(report, tools)}
${tiles(report, tools)}
${filesSection(report, tools)}
${nextSection(report, tools)}
${sharesSection(report, tools)}
${decoysSection(report, tools)}
${testsSection(report, tools)}
${unreadSection(report, tools)}
${changedSection(report, tools)}
${howSection(report, tools)}
</main></body></html>
`;
}

interface Tools {
  readonly language: Language;
  /** The word, fit for HTML. */
  readonly t: (key: ReportWord, values?: Readonly<Record<string, string | number>>) => string;
  readonly n: (value: number) => string;
}

function toolsFor(language: Language): Tools {
  const format = new Intl.NumberFormat(language === "ja" ? "ja-JP" : "en-GB");
  return {
    language,
    t: (key, values) => strangersHtml(say(reportWords, language, key, values)),
    n: (value) => format.format(value),
  };
}

function verdict(report: ScanReport, { t, n }: Tools): string {
  const values = {
    cards: n(report.distinctCards),
    files: n(report.filesWithFindings),
    places: n(report.findings),
    bytes: bytesText(report.bytes),
  };
  const found = report.findings > 0;
  const cards = report.distinctCards > 0;
  const title = cards
    ? t("found", values)
    : found
      ? t("foundOther")
      : t(report.complete ? "none" : "noneSoFar");
  const sub = cards
    ? t("foundSub", values)
    : found
      ? t("foundOtherSub", values)
      : t("noneSub", { ...values, files: n(report.filesRead) });
  const lines = [sub];
  if (!found && report.skippedCount > 0) lines.push(t("noneButUnread", { count: n(report.skippedCount) }));
  if (!report.distinctExact) lines.push(t("atLeast"));
  if (!report.complete) lines.push(t("incomplete"));
  const body = lines.map((line) => `<p>${line}</p>`).join("");
  return `<section class="verdict${found ? " alarm" : ""}"><strong>${title}</strong>${body}</section>`;
}

function tiles(report: ScanReport, { t, n }: Tools): string {
  const codes = report.byKind["security-code"] ?? 0;
  const tile = (name: ReportWord, value: number, unit: string): string =>
    `<li><span>${t(name)}</span><b>${n(value)}</b><small>${unit}</small></li>`;
  return `<ul class="tiles">${[
    tile("tileCards", report.distinctCards, t("tileCardsUnit")),
    tile("tilePlaces", report.findings, t("tilePlacesUnit")),
    tile("tileFiles", report.filesWithFindings, t("tileFilesUnit", { of: n(report.filesRead) })),
    tile("tileCodes", codes, t("tileCodesUnit")),
  ].join("")}</ul>`;
}

function filesSection(report: ScanReport, tools: Tools): string {
  const { t, n } = tools;
  if (report.files.length === 0) return "";
  const sorted = [...report.files].sort(
    (a, b) => b.distinctCards - a.distinctCards || b.findings - a.findings || b.testFindings - a.testFindings,
  );
  const shown = sorted.slice(0, FILES_SHOWN);
  const most = shown[0]?.distinctCards ?? 0;
  const rows = shown.map((file) => fileRow(file, most, tools)).join("");
  const more = report.filesWithFindings - shown.length;
  return `<section><h2>${t("where")}</h2><p class="hint">${t("whereHint")}</p>
<table class="files"><thead><tr><th>${t("file")}</th><th class="n">${t("cards")}</th><th class="n">${t("places")}</th></tr></thead><tbody>${rows}</tbody></table>
${more > 0 ? `<p class="hint">${t("moreFiles", { count: n(more) })}</p>` : ""}</section>`;
}

function fileRow(file: FileReport, most: number, { t, n }: Tools): string {
  const said = [
    whereIn(file, t, n),
    ...byCount(file.byBrand).map(([brand, count]) => `${strangersHtml(BRANDS[brand] ?? brand)} ${n(count)}`),
    ...byCount(file.byKind)
      .filter(([kind]) => kind !== "pan")
      .map(([kind, count]) => `${t(`kind.${kind}` as ReportWord)} ${n(count)}`),
    file.findings === 0 ? t("testOnly") : "",
  ];
  return `<tr><td><span class="path">${strangersHtml(file.path)}</span>${most > 0 ? bar(file.distinctCards / most) : ""}<small>${said
    .filter((part) => part !== "")
    .join(
      " · ",
    )}</small></td><td class="n" data-name="${t("cards")}">${n(file.distinctCards)}</td><td class="n" data-name="${t("places")}">${n(file.findings + file.testFindings + file.decoyFindings)}</td></tr>`;
}

/** The first lines, or where inside an archive. */
function whereIn(file: FileReport, t: Tools["t"], n: Tools["n"]): string {
  const members = [...new Set(file.places.flatMap(({ member }) => (member === null ? [] : [member])))];
  if (members.length > 0) {
    const names = members.slice(0, LINES_SHOWN).map(strangersHtml).join(", ");
    return members.length > LINES_SHOWN ? `${names} …` : names;
  }
  const all = [...new Set(file.places.map(({ line }) => line))];
  const lines = all.slice(0, LINES_SHOWN).map(n).join(", ");
  return t(all.length > LINES_SHOWN || file.unlisted > 0 ? "linesMore" : "lines", { lines });
}

function sharesSection(report: ScanReport, tools: Tools): string {
  const { t } = tools;
  const brands = shares(report.byBrand, (brand) => strangersHtml(BRANDS[brand] ?? brand), tools);
  const others = Object.keys(report.byKind).length > 1;
  const kinds = others ? shares(report.byKind, (kind) => t(`kind.${kind}` as ReportWord), tools) : "";
  if (kinds + brands === "") return "";
  const half = (title: ReportWord, body: string): string =>
    body === "" ? "" : `<section><h2>${t(title)}</h2>${body}</section>`;
  const keep = ["security-code", "track-1", "track-2"].some((kind) => (report.byKind[kind] ?? 0) > 0);
  return `<div class="pair">${half("brands", brands)}${half("kinds", kinds)}</div>${keep ? `<p class="hint">${t("kindsHint")}</p>` : ""}`;
}

function shares(
  counts: Readonly<Record<string, number>>,
  name: (key: string) => string,
  { n, t }: Tools,
): string {
  const rows = byCount(counts);
  const most = rows[0]?.[1] ?? 0;
  if (most === 0) return "";
  return `<table><tbody>${rows
    .map(
      ([key, count]) =>
        `<tr><td>${name(key)}${bar(count / most)}</td><td class="n">${n(count)} ${t("tileCodesUnit")}</td></tr>`,
    )
    .join("")}</tbody></table>`;
}

function decoysSection({ decoyFindings }: ScanReport, { t, n }: Tools): string {
  if (decoyFindings === 0) return "";
  return `<section><h2>${t("decoys")}</h2><p>${t("decoysText", { places: n(decoyFindings) })}</p></section>`;
}

function testsSection(report: ScanReport, { t, n }: Tools): string {
  const lines: string[] = [];
  if (report.testFindings > 0) {
    lines.push(t("testsText", { cards: n(report.distinctTestCards), places: n(report.testFindings) }));
  }
  if (report.possibleFindings > 0) lines.push(t("possible", { count: n(report.possibleFindings) }));
  if (lines.length === 0) return "";
  return `<section><h2>${t("tests")}</h2>${lines.map((line) => `<p>${line}</p>`).join("")}</section>`;
}

function nextSection(report: ScanReport, { t }: Tools): string {
  const steps: ReportWord[] =
    report.findings > 0 ? ["nextKeep", "nextWho", "nextTell", "nextStop", "nextFix"] : ["nextCalm"];
  if (report.skippedCount > 0) steps.push("nextUnread");
  const items = steps.map((step) => {
    const [what = "", how = ""] = t(step).split("|");
    return `<li><b>${what}</b>${how}</li>`;
  });
  return `<section><h2>${t("next")}</h2><ol>${items.join("")}</ol></section>`;
}

function unreadSection(report: ScanReport, { t, n, language }: Tools): string {
  if (report.skippedCount === 0) return "";
  const rows = report.skipped.slice(0, UNREAD_SHOWN).map(({ path, member, reason }) => {
    const inside = member === null ? "" : `<small class="path">${strangersHtml(member)}</small>`;
    const why = strangersHtml(say(filesWords, language, `reason.${reason}` as FilesWord));
    return `<tr><td><span class="path">${strangersHtml(path)}</span>${inside}</td><td>${why}</td></tr>`;
  });
  const more = report.skippedCount - rows.length;
  return `<section><h2>${t("unread")}</h2><p class="hint">${t("unreadHint")}</p>
<table><thead><tr><th>${t("file")}</th><th>${t("reason")}</th></tr></thead><tbody>${rows.join("")}</tbody></table>
${more > 0 ? `<p class="hint">${t("moreUnread", { count: n(more) })}</p>` : ""}</section>`;
}

function changedSection(report: ScanReport, { t, n }: Tools): string {
  if (report.changed.length === 0) return "";
  const shown = report.changed.slice(0, UNREAD_SHOWN);
  const rows = shown.map(
    ({ path, how }) => `<tr><td class="path">${strangersHtml(path)}</td><td>${t(how)}</td></tr>`,
  );
  const more = report.changed.length - shown.length;
  return `<section><h2>${t("changed")}</h2><p class="hint">${t("changedHint")}</p><table><tbody>${rows.join("")}</tbody></table>
${more > 0 ? `<p class="hint">${t("moreUnread", { count: n(more) })}</p>` : ""}</section>`;
}

function howSection(report: ScanReport, { t, n }: Tools): string {
  const read = t("read", {
    files: n(report.filesRead),
    members: n(report.membersRead),
    bytes: bytesText(report.bytes),
    seconds: report.seconds.toFixed(report.seconds < 10 ? 1 : 0),
  });
  return `<section><h2>${t("how")}</h2><p class="hint">${t("howText")}</p><p class="hint">${read}</p></section>`;
}

function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}

/** A bar of `share` (0–1) of its width. */
function bar(share: number): string {
  const width = (Math.max(0.005, Math.min(1, share)) * 100).toFixed(1);
  return `<svg class="bar" aria-hidden="true"><rect class="all" width="100%" height="8" rx="4"/>${share > 0 ? `<rect class="part" width="${width}%" height="8" rx="4"/>` : ""}</svg>`;
}

function bytesText(bytes: number): string {
  const unit = Math.min(4, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** unit;
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${["B", "kB", "MB", "GB", "TB"][unit]}`;
}
