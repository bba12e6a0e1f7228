// Lays a scan's report out: sentences and a table for people, the promised shape for machines.

import {
  filesWords,
  type FileReport,
  type FilesWord,
  type PathReason,
  type ScanReport,
} from "../scrub/index.ts";
import { say, type Language } from "../kernel/index.ts";
import { scrubWords, type ScrubWord } from "./scrub-words.ts";
import { clean, table } from "./text.ts";

const FILES_SHOWN = 20;
const NAMES_SHOWN = 3;
const BRANDS: Readonly<Record<string, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  jcb: "JCB",
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  unionpay: "UnionPay",
  maestro: "Maestro",
};

/** Where decoys had been put, in the reader's own way to name things. */
export function decoyText(places: readonly string[], language: Language): string {
  const shown = places
    .slice(0, NAMES_SHOWN)
    .map((place) => say(scrubWords, language, "decoy.one", { place: clean(place) }));
  return shown.length === 0
    ? say(scrubWords, language, "decoy.somewhere")
    : shown.join(say(scrubWords, language, "decoy.and"));
}

/** The shape of DESIGN §5 with more beside it: counts, what changed, where the key lies. */
export function scanJson(report: ScanReport, keyFile: string, htmlFile: string | null): object {
  const { files, findings, testFindings, decoyFindings, byKind, byBrand, ...rest } = report;
  return {
    files: files.map(fileJson),
    ...rest,
    counts: { findings, testFindings, decoyFindings, byKind, byBrand },
    keyFile,
    htmlFile,
  };
}

function fileJson(report: FileReport): object {
  const { places, findings, testFindings, decoyFindings, byKind, byBrand, ...file } = report;
  const counts = { findings, testFindings, decoyFindings, byKind, byBrand };
  return { ...file, findings: places, counts };
}

export function scanText(
  report: ScanReport,
  language: Language,
  {
    keyFile,
    htmlFile,
    decoyPlaces,
  }: {
    readonly keyFile: string;
    readonly htmlFile: string | null;
    /** Where the decoys that were found had been put. */
    readonly decoyPlaces: readonly string[];
  },
): string {
  const t = (key: ScrubWord, values: Readonly<Record<string, string | number>> = {}): string =>
    say(scrubWords, language, key, values);
  const n = (value: number): string => numberText(value, language);
  const codes = report.byKind["security-code"] ?? 0;
  const seconds = Math.max(report.seconds, 0.001);
  const said = [
    verdict(report, t, n),
    report.distinctExact ? "" : t("atLeast"),
    Object.keys(report.byBrand).length === 0 ? "" : t("brands", { list: brandList(report, n) }),
    codes === 0 ? "" : t("codes", { count: n(codes) }),
    report.decoyFindings === 0
      ? ""
      : t("decoys", { findings: n(report.decoyFindings), places: decoyText(decoyPlaces, language) }),
    report.testFindings === 0
      ? ""
      : t("tests", { cards: n(report.distinctTestCards), findings: n(report.testFindings) }),
    report.possibleFindings === 0 ? "" : t("possible", { count: n(report.possibleFindings) }),
  ];
  const read = [
    t("read", {
      files: n(report.filesRead),
      members: n(report.membersRead),
      bytes: bytesText(report.bytes),
      seconds: report.seconds.toFixed(report.seconds < 10 ? 1 : 0),
      speed: `${bytesText(report.bytes / seconds)}/s`,
    }),
    skippedText(report, language, t, n),
    report.changed.length === 0 ? "" : t("changed", { names: namesText(report.changed.map((c) => c.path)) }),
    t("key", { file: clean(keyFile) }),
    htmlFile === null ? "" : t("htmlWritten", { file: clean(htmlFile) }),
  ];
  const paragraphs = [
    report.complete ? "" : t("interrupted"),
    paragraph(said),
    filesTable(report, t, n),
    paragraph(read),
    report.findings === 0 ? "" : nextSteps(t),
  ];
  return paragraphs.filter((text) => text !== "").join("\n\n");
}

function paragraph(said: readonly string[]): string {
  return said.filter((line) => line !== "").join("\n");
}

type Tell = (key: ScrubWord, values?: Readonly<Record<string, string | number>>) => string;
type Count = (value: number) => string;

function verdict(report: ScanReport, t: Tell, n: Count): string {
  const values = {
    cards: n(report.distinctCards),
    findings: n(report.findings),
    files: n(report.filesWithFindings),
  };
  if (report.distinctCards > 0) return t("found", values);
  if (report.findings > 0) return t("foundOther", values);
  if (!report.complete) return t("noneSoFar");
  return report.skippedCount === 0 ? t("none") : t("noneButUnread", { count: n(report.skippedCount) });
}

function brandList({ byBrand }: ScanReport, n: Count): string {
  return Object.entries(byBrand)
    .sort(([, a], [, b]) => b - a)
    .map(([brand, count]) => `${BRANDS[brand] ?? brand} ${n(count)}`)
    .join(" · ");
}

function filesTable(report: ScanReport, t: Tell, n: Count): string {
  if (report.files.length === 0) return "";
  const sorted = [...report.files].sort(
    (a, b) => b.distinctCards - a.distinctCards || b.findings - a.findings || b.testFindings - a.testFindings,
  );
  const rows = sorted.slice(0, FILES_SHOWN).map((file) => {
    const [first] = file.places;
    const place = first === undefined ? "" : t("atLine", { line: n(first.line) });
    const kinds = Object.keys(file.byKind).map((kind) => t(`kind.${kind}` as ScrubWord));
    if (file.decoyFindings > 0) kinds.push(t("kind.decoy"));
    return [
      file.path,
      n(file.distinctCards),
      n(file.findings + file.testFindings + file.decoyFindings),
      [first?.member ?? "", place].filter((part) => part !== "").join(" "),
      kinds.join(" · "),
    ];
  });
  const laid = table(
    [
      { title: t("file") },
      { title: t("cards"), align: "right" },
      { title: t("places"), align: "right" },
      { title: t("line") },
      { title: t("kind") },
    ],
    rows,
  );
  const more = report.filesWithFindings - rows.length;
  return `${laid}${more > 0 ? `\n${t("moreFiles", { count: n(more) })}` : ""}`;
}

function skippedText(report: ScanReport, language: Language, t: Tell, n: Count): string {
  if (report.skippedCount === 0) return "";
  const byReason = new Map<PathReason, string[]>();
  for (const { path, member, reason } of report.skipped) {
    const names = byReason.get(reason) ?? [];
    names.push(member === null ? path : `${path} › ${member}`);
    byReason.set(reason, names);
  }
  const lines = [...byReason].map(([reason, names]) =>
    t("skippedLine", {
      count: n(names.length),
      reason: say(filesWords, language, `reason.${reason}` as FilesWord),
      names: namesText(names),
    }),
  );
  return [t("skipped", { count: n(report.skippedCount) }), ...lines].join("\n");
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => clean(name, 80));
  return shown.join(", ") + (names.length > NAMES_SHOWN ? " …" : "");
}

function nextSteps(t: Tell): string {
  return [t("next"), t("nextKeep"), t("nextStop"), t("nextTell"), t("nextFix")].join("\n");
}

function numberText(value: number, language: Language): string {
  return new Intl.NumberFormat(language === "ja" ? "ja-JP" : "en-GB").format(value);
}

/** "1.2 GB": thousands, as disks are sold. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
