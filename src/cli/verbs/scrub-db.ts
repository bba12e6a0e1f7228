// `scrub db`: looks through a shop's live database, shows how far it is, and lays out which columns hold cards.

import { say } from "../../kernel/index.ts";
import { type TableReport, type TablesReport } from "../../scrub/index.ts";
import { withPassword, type PasswordOptions } from "../database-address.ts";
import { decoyPlaces, decoysFor } from "../decoys.ts";
import { decoyText as decoyNames } from "../scrub-text.ts";
import { scrubWords, type ScrubWord } from "../scrub-words.ts";
import { clean, table } from "../text.ts";
import { numberFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { keyFileOf } from "./scrub.ts";

export interface DatabaseOptions extends PasswordOptions {
  readonly sample?: string;
  readonly all?: boolean;
  readonly key?: string;
}

/** More rows than any table of a small shop has; a sample larger than that is the whole. */
const SAMPLE_ROWS_MAX = 100_000_000;
const TABLES_SHOWN = 40;
const SKIPPED_SHOWN = 20;

export async function scanDatabase(verb: Verb, address: string, options: DatabaseOptions): VerbEnd {
  const { deps, voice } = verb;
  const rowsMax =
    options.sample === undefined ? null : numberFrom(options.sample, "--sample", [1, SAMPLE_ROWS_MAX], voice);
  if (typeof rowsMax === "object" && rowsMax !== null) return rowsMax.exit;
  const url = await withPassword(verb, address, options);
  if (typeof url === "number") return url;
  const keyFile = await keyFileOf(verb, options.key);
  if (typeof keyFile === "number") return keyFile;
  const decoys = await decoysFor(verb);
  const progress = voice.progress();
  const done = await deps.acts.scrubTables({
    url,
    keyFile,
    decoys: decoys.lookUp,
    rowsMax,
    all: options.all === true,
    language: voice.language,
    gone: deps.gone,
    onProgress: (at, rows, number, tables) =>
      progress.step(
        number - 1 + Math.min(1, rows / Math.max(1, at.rowsAbout)),
        tables,
        tell(voice, "db.progress", { table: clean(at.table, 40), rows: count(rows, voice) }),
      ),
  });
  progress.end();
  if (!done.ok) return voice.fail(done, done.code === "tables.url" ? EXIT.usage : EXIT.failure);
  const report = done.value;
  const { tables, ...rest } = report;
  const withFindings = tables.filter(({ found }) => found > 0);
  const from = decoyPlaces(
    decoys,
    withFindings.flatMap(({ findings }) => findings),
  );
  voice.result(
    {
      tables: withFindings,
      tablesRead: tables.length,
      ...rest,
      sampledRows: rowsMax,
      keyFile,
      decoyPlaces: from,
    },
    [reportText(voice, report, withFindings, rowsMax), decoyText(voice, withFindings, from)]
      .filter((text) => text !== "")
      .join("\n\n"),
  );
  if (withFindings.length > 0) return EXIT.findings;
  return report.complete && report.skipped.length === 0 ? EXIT.fine : EXIT.failure;
}

function reportText(
  voice: Voice,
  report: TablesReport,
  withFindings: readonly TableReport[],
  rowsMax: number | null,
): string {
  const findings = withFindings.reduce((sum, { found }) => sum + found, 0);
  const values = {
    cards: count(report.distinctCards, voice),
    findings: count(findings, voice),
    tables: count(withFindings.length, voice),
  };
  const none =
    rowsMax === null ? tell(voice, "none") : tell(voice, "db.sampled", { rows: count(rowsMax, voice) });
  const read = tell(voice, "db.read", {
    tables: count(report.tables.length, voice),
    rows: count(report.rows, voice),
    seconds: report.seconds.toFixed(1),
  });
  return [
    report.complete ? "" : tell(voice, "interrupted"),
    findings === 0 ? none : tell(voice, "db.found", values),
    tablesText(voice, withFindings),
    [read, skippedText(voice, report)].filter((text) => text !== "").join("\n"),
    findings === 0 ? "" : tell(voice, "db.next"),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** Decoys in the shop's own tables are where they were put, or have been copied to another table. */
function decoyText(voice: Voice, tables: readonly TableReport[], from: readonly string[]): string {
  const findings = tables.reduce((sum, { decoysFound }) => sum + decoysFound, 0);
  if (findings === 0) return "";
  const places = decoyNames(from, voice.language);
  return tell(voice, "db.decoys", { findings: count(findings, voice), places });
}

function tablesText(voice: Voice, tables: readonly TableReport[]): string {
  if (tables.length === 0) return "";
  const rows = tables
    .toSorted((a, b) => b.distinctCards - a.distinctCards || b.found - a.found)
    .slice(0, TABLES_SHOWN)
    .map(({ table: name, distinctCards, found, findings }) => [
      clean(name, 60),
      count(distinctCards, voice),
      count(found, voice),
      clean([...new Set(findings.map(({ column }) => column))].join(", "), 60),
      clean(findings[0]?.row ?? "", 30),
      [...new Set(findings.map(({ kind }) => tell(voice, `kind.${kind}`)))].join(" · "),
    ]);
  return table(
    [
      { title: tell(voice, "db.table") },
      { title: tell(voice, "cards"), align: "right" },
      { title: tell(voice, "places"), align: "right" },
      { title: tell(voice, "db.column") },
      { title: tell(voice, "db.row") },
      { title: tell(voice, "kind") },
    ],
    rows,
  );
}

function skippedText(voice: Voice, { skipped }: TablesReport): string {
  if (skipped.length === 0) return "";
  const lines = skipped.slice(0, SKIPPED_SHOWN).map(({ table: name, place, reason }) =>
    tell(voice, "db.skippedLine", {
      table: clean(name, 60),
      place: clean(place, 60),
      reason: reason === "cell-cut" ? tell(voice, "db.cell-cut") : reason,
    }),
  );
  return [tell(voice, "skipped", { count: count(skipped.length, voice) }), ...lines].join("\n");
}

function tell(voice: Voice, key: ScrubWord, values: Readonly<Record<string, string | number>> = {}): string {
  return say(scrubWords, voice.language, key, values);
}

function count(value: number, voice: Voice): string {
  return new Intl.NumberFormat(voice.language === "ja" ? "ja-JP" : "en-GB").format(value);
}
