// Which charsets a piece of bytes may be in: always UTF-8 (with stray bytes as Latin-1), and the others where the bytes around
// the stretch speak for them.

import { ZONE_UNITS, type Reading, type Source } from "./chain.ts";
import { readEucJp, readShiftJis, type LegacyReading } from "./japanese.ts";
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

/** By the bytes around the stretch; where those are of another charset (a UTF-8 log quotes an old form), by its own. */
function legacyReadings(source: Source): Reading[] {
  const { focusFrom, focusTo } = source;
  const found = legacyIn(source, Math.max(0, focusFrom - ZONE_UNITS), focusTo + ZONE_UNITS);
  return found.length > 0 ? found : legacyIn(source, focusFrom, focusTo);
}

/** The likelier of Shift_JIS and EUC-JP, and the other one too when it sees full-width digits. */
function legacyIn(source: Source, from: number, to: number): Reading[] {
  const found = [readShiftJis(source, from, to), readEucJp(source, from, to)]
    .filter((one) => weight(one) > 0 || one.digits >= DIGITS_MIN)
    .sort((one, other) => weight(other) - weight(one));
  return found.filter((one, index) => index === 0 || one.digits >= DIGITS_MIN).map((one) => one.reading);
}

/** Each charset reads the other's bytes as half-width kana and strays. */
function weight({ wide, half, strays, digits }: LegacyReading): number {
  return wide + digits - half / 2 - strays * 4;
}
