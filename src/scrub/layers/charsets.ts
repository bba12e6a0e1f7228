// Which charsets a piece of bytes may be in: always UTF-8 (with stray bytes as Latin-1), and the others where the bytes around
// the stretch speak for them.

import { ZONE_UNITS, type Reading, type Source } from "./chain.ts";
import { readEucJp, readShiftJis, type LegacyCounts, type LegacyReading } from "./japanese.ts";
import { readJis } from "./jis.ts";
import { readUtf16 } from "./utf16.ts";
import { readUtf8 } from "./utf8.ts";

/** Four full-width digits in the stretch speak for a charset whatever stands around them. */
const DIGITS_MIN = 4;

/** The sensible readings of a source, the plain one first. */
export function readingsIn(source: Source): Reading[] {
  const { reading, strays } = readUtf8(source);
  const readings = [reading, ...readUtf16(source)];
  const mail = readJis(source);
  if (mail !== null) readings.push(mail);
  if (strays > 0) readings.push(...legacyReadings(source));
  return readings;
}

/**
 * By the bytes around the stretch; where those are of another charset (a UTF-8 log quotes an old form), by its own; and where it
 * covers several lines, which may be in several charsets, by each of them.
 */
function legacyReadings(source: Source): Reading[] {
  const { focusFrom, focusTo } = source;
  const both = [readShiftJis(source), readEucJp(source)];
  const around = likelier(both, Math.max(0, focusFrom - ZONE_UNITS), focusTo + ZONE_UNITS);
  const found = new Set(around.length > 0 ? around : likelier(both, focusFrom, focusTo));
  for (let from = focusFrom; from < focusTo && found.size < both.length;) {
    const lineEnd = source.bytes.indexOf(LF, from);
    const to = lineEnd < 0 ? focusTo : Math.min(focusTo, lineEnd + 1);
    if (from > focusFrom || to < focusTo) for (const one of likelier(both, from, to)) found.add(one);
    from = to;
  }
  return [...found].map(({ reading }) => reading);
}

const LF = 0x0a;

/** The likelier of Shift_JIS and EUC-JP in bytes[from, to), and the other one too when it sees full-width digits. */
function likelier(both: readonly LegacyReading[], from: number, to: number): readonly LegacyReading[] {
  return both
    .map((one) => ({ one, counts: one.count(from, to) }))
    .filter(({ counts }) => weight(counts) > 0 || counts.digits >= DIGITS_MIN)
    .sort((a, b) => weight(b.counts) - weight(a.counts))
    .filter(({ counts }, index) => index === 0 || counts.digits >= DIGITS_MIN)
    .map(({ one }) => one);
}

/** Each charset reads the other's bytes as half-width kana and strays. */
function weight({ wide, half, strays, digits }: LegacyCounts): number {
  return wide + digits - half / 2 - strays * 4;
}
