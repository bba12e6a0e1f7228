// Lays out for people what `watch scan` found: each file with its reasons line by line, then what was read and what to do next.

import { say, type Language } from "../kernel/index.ts";
import { filesWords, type FilesWord } from "../scrub/index.ts";
import type { JudgedFile, ScanReport } from "../watch/index.ts";
import { bytesText } from "./scrub-text.ts";
import { clean } from "./text.ts";
import { watchWords, type WatchWord } from "./watch-words.ts";

const FILES_SHOWN = 30;
const REASONS_SHOWN = 6;
const SKIPPED_SHOWN = 10;

type Tell = (key: WatchWord, values?: Readonly<Record<string, string | number>>) => string;

export function watchScanText(report: ScanReport, language: Language): string {
  const t: Tell = (key, values = {}) => say(watchWords, language, key, values);
  const worstFirst = [...report.files].sort((a, b) => rank(a) - rank(b));
  const shown = worstFirst.slice(0, FILES_SHOWN).map((file) => fileText(file, t));
  const more = report.files.length - shown.length + report.unlisted;
  const paragraphs = [
    report.complete ? "" : t("interrupted"),
    summary(report, t),
    ...shown,
    more > 0 ? t("moreFiles", { count: more }) : "",
    readText(report, language, t),
    report.malicious + report.suspicious === 0
      ? ""
      : [t("next"), t("nextKeep"), t("nextCall"), t("nextOpen")].join("\n"),
  ];
  return paragraphs.filter((text) => text !== "").join("\n\n");
}

function rank({ verdict }: JudgedFile): number {
  return ["malicious", "suspicious", "clean"].indexOf(verdict);
}

function summary(report: ScanReport, t: Tell): string {
  const { malicious, suspicious, skippedCount, complete } = report;
  if (malicious + suspicious > 0) {
    const said = [
      malicious === 0 ? "" : t("malicious", { count: malicious }),
      suspicious === 0 ? "" : t("suspicious", { count: suspicious }),
    ];
    return said.filter((text) => text !== "").join("\n");
  }
  if (!complete) return t("cleanSoFar");
  return skippedCount === 0 ? t("clean") : t("cleanButUnread", { count: skippedCount });
}

function fileText({ path, verdict, reasons }: JudgedFile, t: Tell): string {
  const mark = verdict === "malicious" ? "✗" : verdict === "suspicious" ? "!" : "✓";
  const lines = reasons.slice(0, REASONS_SHOWN).flatMap(({ line, why, excerpt }) => {
    const place = line === 0 ? t("wholeFile") : t("atLine", { line });
    const reason = `    ${place}: ${why}`;
    return excerpt === "" ? [reason] : [reason, `      ${clean(excerpt)}`];
  });
  const more = reasons.length - REASONS_SHOWN;
  return [
    `  ${mark} ${clean(path)}（${t(`verdict.${verdict}`)}）`,
    ...lines,
    ...(more > 0 ? [t("moreReasons", { count: more })] : []),
  ].join("\n");
}

function readText(report: ScanReport, language: Language, t: Tell): string {
  const skipped = report.skipped.slice(0, SKIPPED_SHOWN).map(({ path, reason }) =>
    t("skippedLine", {
      path: clean(path),
      reason: say(filesWords, language, `reason.${reason}` as FilesWord),
    }),
  );
  return [
    t("read", { files: report.scanned, bytes: bytesText(report.bytes), seconds: report.seconds.toFixed(1) }),
    report.sampled === 0 ? "" : t("sampled", { count: report.sampled }),
    report.yaraRules === null ? "" : t("yara", { count: report.yaraRules }),
    report.skippedCount === 0 ? "" : [t("skipped", { count: report.skippedCount }), ...skipped].join("\n"),
  ]
    .filter((text) => text !== "")
    .join("\n");
}
