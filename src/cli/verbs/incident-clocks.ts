// `incident clocks`: what is due when, from the first hint on. Nothing is recorded; it answers "how long do we have?".

import {
  clocksAt,
  clockWords,
  type ClockFacts,
  type IncidentType,
  type RunningClock,
} from "../../desk/index.ts";
import { say } from "../../kernel/index.ts";
import { incidentWords, type IncidentWord } from "../incident-words.ts";
import { clean, table } from "../text.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";

export interface ClockOptions {
  readonly type: string;
  readonly hint?: string;
  readonly known?: string;
  readonly people?: string;
  readonly zone: string;
  readonly byMistake?: boolean;
  readonly sensitive?: boolean;
  readonly encrypted?: boolean;
  readonly europeans?: boolean;
}

const TYPES: readonly IncidentType[] = [
  "card-leak",
  "personal-leak",
  "email-leak",
  "card-testing",
  "backdoor",
  "suspected",
];

export async function incidentClocks({ deps, voice }: Verb, options: ClockOptions): VerbEnd {
  const type = TYPES.find((one) => one === options.type);
  if (type === undefined) return refused(voice, "clocks.badType", { types: TYPES.join(" ") });
  const nowMs = deps.clock.nowMs();
  const hintAtMs = options.hint === undefined ? nowMs : momentOf(options.hint, options.zone);
  const knownAtMs = options.known === undefined ? null : momentOf(options.known, options.zone);
  const isZone = momentOf("2026-01-01", options.zone) !== undefined;
  if (hintAtMs === undefined || knownAtMs === undefined || !isZone)
    return refused(voice, "clocks.badTime", {});
  const people = options.people === undefined ? null : Number(options.people);
  if (people !== null && !(Number.isSafeInteger(people) && people >= 0))
    return refused(voice, "clocks.badPeople", {});
  const facts: ClockFacts = {
    type,
    hintAtMs,
    knownAtMs,
    people,
    propertyRisk: type === "card-leak",
    onPurpose: options.byMistake !== true,
    sensitive: options.sensitive === true,
    encrypted: options.encrypted === true,
    europeans: options.europeans === true,
  };
  const clocks = clocksAt(facts, [], [], { nowMs, timeZone: options.zone });
  voice.result({ facts, zone: options.zone, clocks }, textOf(voice, clocks, options.zone));
  return Promise.resolve(clocks.some(({ state }) => state === "overdue") ? EXIT.findings : EXIT.fine);
}

/** "2026-11-22T10:00" (or a day alone) in the shop's zone; undefined when it is neither. */
export function momentOf(text: string, zone: string): number | undefined {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function textOf(voice: Voice, clocks: readonly RunningClock[], zone: string): string {
  const rows = clocks.map((clock) => [
    dueText(clock, zone, voice),
    tell(voice, `clocks.force.${clock.force}` as IncidentWord),
    say(clockWords, voice.language, clock.id as keyof typeof clockWords),
    clean(clock.source, 70),
  ]);
  const laid = table(
    [
      { title: tell(voice, "clocks.due") },
      { title: tell(voice, "clocks.force") },
      { title: tell(voice, "clocks.what") },
      { title: tell(voice, "clocks.source") },
    ],
    rows,
  );
  return `${laid}\n\n${say(clockWords, voice.language, "assumption.days")}`;
}

export function dueText({ dueAtMs, state }: RunningClock, zone: string, voice: Voice): string {
  if (dueAtMs === null) return tell(voice, "clocks.waiting");
  // A day that is over at midnight is shown as that day, 24:00.
  const at = Temporal.Instant.fromEpochMilliseconds(dueAtMs - 60_000).toZonedDateTimeISO(zone);
  const shown = at.add({ minutes: 1 });
  const text =
    shown.hour === 0 && shown.minute === 0
      ? `${at.toPlainDate().toString()} 24:00`
      : `${shown.toPlainDate().toString()} ${shown.toPlainTime().toString({ smallestUnit: "minute" })}`;
  return state === "overdue" ? `✗ ${text}` : text;
}

function refused(
  voice: Voice,
  word: IncidentWord,
  values: Readonly<Record<string, string>>,
): Promise<number> {
  const problem = {
    code: "usage.clocks",
    message: tell(voice, word, values),
    hint: tell(voice, "clocks.hint"),
  };
  return Promise.resolve(voice.fail(problem, EXIT.usage));
}

function tell(voice: Voice, key: IncidentWord, values: Readonly<Record<string, string>> = {}): string {
  return say(incidentWords, voice.language, key, values);
}
