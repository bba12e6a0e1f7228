// Says what bracketing found, in plain words for a shop owner. Days are those of the shop's own calendar.

import { say, type Language } from "../../kernel/index.ts";
import { canaryWords } from "../words.ts";
import type { Bracketed, Leak } from "./contract.ts";

/** A suspicion below this is not worth a person's worry. */
const TOLD_SUSPICION = 0.1;
/** Another system below this is not worth naming. */
const TOLD_SYSTEM = 0.02;

export function tellBracketed(
  { leaks, suspicion, counts }: Bracketed,
  { language, zone }: { readonly language: Language; readonly zone: string },
): string {
  const t = (key: keyof typeof canaryWords, values: Readonly<Record<string, string | number>> = {}): string =>
    say(canaryWords, language, key, values);
  const day = dayWriter(leaks, zone, language);
  const lines = leaks.flatMap((leak) => [
    t("leak", {
      from: day(leak.fromMs),
      to: day(leak.toMs),
      system: leak.system,
      percent: percentText(leak.probability),
    }),
    t("heard", { all: leak.hit + leak.silent, hit: leak.hit, silent: leak.silent }),
    ...elsewhere(leak, t),
  ]);
  if (leaks.length === 0 && suspicion < TOLD_SUSPICION) lines.push(t(counts.hit === 0 ? "noMail" : "noLeak"));
  if (suspicion >= TOLD_SUSPICION)
    lines.push(t(leaks.length === 0 ? "perhaps" : "suspicion", { percent: percentText(suspicion) }));
  return [...lines, t("counted", counts)].join("\n");
}

function elsewhere(
  { systems }: Leak,
  t: (key: keyof typeof canaryWords, values?: Readonly<Record<string, string | number>>) => string,
): string[] {
  const others = systems.slice(1).filter(({ probability }) => probability >= TOLD_SYSTEM);
  if (others.length === 0) return [];
  const named = others.map(({ system, probability }) =>
    t("elsewhereOne", { system, percent: percentText(probability) }),
  );
  return [t("elsewhere", { systems: named.join(t("between")) })];
}

/** Never 100 %: nobody can be that sure. */
function percentText(probability: number): string {
  if (probability > 0.995) return "> 99 %";
  return `${Math.round(probability * 100)} %`;
}

/** Days with their year when they are not all of one year; with the time when a leak begins and ends on one day. */
function dayWriter(leaks: readonly Leak[], zone: string, language: Language): (atMs: number) => string {
  const at = (ms: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const isOneDay = leaks.some(({ fromMs, toMs }) => at(fromMs).toPlainDate().equals(at(toMs).toPlainDate()));
  const options = { year: "numeric", month: "long", day: "numeric" } as const;
  const format = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    ...options,
    ...(isOneDay ? ({ hour: "numeric", minute: "2-digit" } as const) : {}),
    timeZone: zone,
  });
  return (atMs) => format.format(atMs);
}
