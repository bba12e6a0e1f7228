// How the verbs of `incident notice` lay out what they show: findings of the lint, the board of all papers, the line of versions.

import { paperName, type LintFinding, type NoticeBoard, type PaperView } from "../../desk/index.ts";
import { clean, table } from "../text.ts";
import type { Voice } from "../voice.ts";
import { tellNotice as tell } from "./incident-notice-file.ts";
import { sayTime, sayWho } from "./live.ts";

/** `name`: the paper's or file's, fit to be shown. */
export function findingsText(voice: Voice, name: string, findings: readonly LintFinding[]): string {
  if (findings.length === 0) return tell(voice, "clean", { file: name });
  const errors = findings.filter(({ weight }) => weight === "error").length;
  const lines = findings.map(({ rule, weight, place, quote, why, better }) => {
    const mark = weight === "error" ? "✗" : "・";
    const said = quote === "" ? "" : `\n      「${clean(quote)}」`;
    return `  ${mark} [${rule}] ${placeText(voice, place)}: ${why}${said}\n      ${tell(voice, "better", { better })}`;
  });
  return [tell(voice, "found", { file: name, errors, advice: findings.length - errors }), ...lines].join(
    "\n",
  );
}

export function boardText(voice: Voice, board: NoticeBoard, zone: string): string {
  const { counts, addressees, factsSha256, isStale, papers } = board;
  const facts = factsSha256 === null ? "facts.none" : isStale ? "facts.stale" : "facts.kept";
  const columns = (["paper", "version", "changed", "by", "errors", "advice", "marks"] as const).map(
    (key) => ({
      title: tell(voice, `column.${key}`),
    }),
  );
  // What nobody would get has nothing to mend.
  const ofPaper = ({ class: of }: NoticeBoard["papers"][number]["key"], findings: number): string =>
    of !== null && counts?.[of] === 0 ? "–" : String(findings);
  const rows = papers.map(({ key, version, changedAtMs, by, isStale: isOld, errors, advice, marks }) => [
    paperName(key, voice.language),
    `${version === 0 ? tell(voice, "isDraft") : version}${isOld ? ` ${tell(voice, "isStale")}` : ""}`,
    changedAtMs === null ? "–" : sayTime(changedAtMs, voice.language, zone),
    by === "" ? "–" : sayWho(voice, by),
    ofPaper(key, errors),
    ofPaper(key, advice),
    marks.liability + marks.dropped === 0 ? "–" : tell(voice, "marks", { ...marks }),
  ]);
  return [
    tell(voice, facts),
    counts === null ? tell(voice, "counts.none") : tell(voice, "counts", { ...counts }),
    addressees === null ? tell(voice, "addressees.none") : tell(voice, "addressees", { ...addressees }),
    "",
    table(columns, rows),
  ].join("\n");
}

export function versionsText(voice: Voice, { versions }: PaperView, zone: string): string {
  return versions
    .map(({ version, atMs, by, askedBy, why, marks }) => {
      const moved = marks.liability + marks.dropped === 0 ? "" : `  ${tell(voice, "marks", { ...marks })}`;
      const asked = askedBy === "" ? "" : `  ${tell(voice, "asked", { who: clean(askedBy) })}`;
      const at = sayTime(atMs, voice.language, zone);
      return `${tell(voice, "versionLine", { version, at, by: sayWho(voice, by) })}${asked}${moved}  ${clean(why)}`.trimEnd();
    })
    .join("\n");
}

function placeText(voice: Voice, place: string): string {
  if (place === "subject" || place === "whole") return tell(voice, `place.${place}`);
  return tell(voice, "place.line", { line: place.slice("line ".length) });
}
