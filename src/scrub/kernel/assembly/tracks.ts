// What parts a card's number from the rest of a magnetic stripe's track.

import { byteAt, rangeTo, TRAIT_DIGIT, traits } from "./layout";

/** What parts a card from the rest of a track: then other digits may stand before it (EMV tags, %B with a format code). */
export function endsTrack(at: usize): bool {
  if (at + 1 >= rangeTo) return false;
  const byte = byteAt(at);
  if (byte == 0x5e) return true;
  if (byte == 0x3d) return (traits(at + 1) & TRAIT_DIGIT) != 0;
  if ((byte | 0x20) == 0x64) return isExpiryWithService(at + 1);
  return byte == 0x25 && at + 2 < rangeTo && (load<u16>(at + 1) == 0x4433 || load<u16>(at + 1) == 0x6433 || load<u16>(at + 1) == 0x4535);
}

/** Four digits and three, as stand behind the "D" of chip data; in a digest hardly ever. */
function isExpiryWithService(at: usize): bool {
  if (at + 7 > rangeTo) return false;
  for (let i: usize = 0; i < 7; i++) if ((traits(at + i) & TRAIT_DIGIT) == 0) return false;
  return true;
}
