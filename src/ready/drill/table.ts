// The drill's report for people: one table per guard, in yen and in buyers.

import { say, sayYen, type Language } from "../../kernel/index.ts";
import type { CardTestingReport } from "./card-testing.ts";
import type { AttackerFigures, HonestFigures } from "./tally.ts";
import { WORDS } from "./words.ts";

export function renderCardTesting(report: CardTestingReport, language: Language): string {
  const blocks = [
    say(WORDS, language, "title"),
    block(say(WORDS, language, "gate"), report, language),
    ...report.baselines.map((baseline) =>
      block(say(WORDS, language, "compared", { name: baseline.name }), baseline, language),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function block(
  heading: string,
  figures: { readonly attackers: readonly AttackerFigures[]; readonly honest: HonestFigures },
  language: Language,
): string {
  const columns = [
    "columnAttack",
    "columnAttempts",
    "columnReached",
    "columnBound",
    "columnYen",
    "columnStopped",
    "columnTurnedAway",
    "columnChallenged",
  ] as const;
  const head = columns.map((key) => say(WORDS, language, key));
  const rows = figures.attackers.map((attacker) => rowOf(attacker, language));
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => widthOf(row[i] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, i > 0))
      .join("  ")
      .trimEnd();
  const { buyers, turnedAway, challenged } = figures.honest;
  const share = buyers === 0 ? 0 : (challenged / buyers) * 100;
  const summary = say(WORDS, language, "summary", {
    buyers,
    turnedAway,
    challenged,
    share: share.toFixed(1),
  });
  return [`■ ${heading}`, line(head), ...rows.map(line), summary].join("\n");
}

function rowOf(attacker: AttackerFigures, language: Language): readonly string[] {
  const { stoppedAfterSeconds: stopped, boundAttempts: bound } = attacker;
  return [
    sayAttack(attacker.name, language),
    String(attacker.attempts),
    String(attacker.reachedGateway),
    bound === null ? say(WORDS, language, "notStated") : bound.toFixed(1),
    sayYen(attacker.yen, language),
    stopped === null
      ? say(WORDS, language, "never")
      : say(WORDS, language, "seconds", { n: Math.round(stopped) }),
    String(attacker.honest.turnedAway),
    String(attacker.honest.challenged),
  ];
}

export function sayAttack(name: string, language: Language): string {
  return name in WORDS ? say(WORDS, language, name as keyof typeof WORDS) : name;
}

/** Columns a terminal needs: Japanese letters take two. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
  return width;
}

function pad(text: string, width: number, right: boolean): string {
  const gap = " ".repeat(Math.max(0, width - widthOf(text)));
  return right ? gap + text : text + gap;
}
