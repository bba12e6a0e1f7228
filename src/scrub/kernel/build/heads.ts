// Which four leading digits, with which lengths, some issuer uses: coarse on purpose, for the kernel names what others judge. A
// test holds it against issuers.ts, so that a range added there cannot be missed here.

const FROM_12 = 0b1111_1111;
const FROM_14 = 0b1111_1100;
const FROM_16 = 0b1111_0000;
const only = (...lengths: readonly number[]): number =>
  lengths.reduce((bits, length) => bits | (1 << (length - 12)), 0);

/** First and last four digits, and the lengths as bits (bit 0 is 12 digits). */
const HEADS: readonly (readonly [number, number, number])[] = [
  [1800, 1800, only(15)],
  [2131, 2131, only(15)],
  [2200, 2204, FROM_16],
  [2221, 2720, only(16)],
  [3000, 3059, FROM_14],
  [3088, 3099, FROM_14],
  [3100, 3299, FROM_16],
  [3337, 3349, FROM_16],
  [3400, 3499, only(15)],
  [3528, 3589, FROM_16],
  // Nobody's: decoy cards are made here, and asked for by their keyed hash alone.
  [3590, 3599, only(16)],
  [3600, 3699, FROM_14],
  [3700, 3799, only(15)],
  [3800, 3999, FROM_14],
  [4000, 4999, only(13, 16, 18, 19)],
  [5000, 5099, FROM_12],
  [5100, 5599, only(16)],
  [5600, 6999, FROM_12],
  [8100, 8299, FROM_16],
];

/** Bits of the lengths (bit 0 is 12) that begin with these four digits. */
export function lengthsOfHead(head: number): number {
  return HEADS.reduce((bits, [from, to, lengths]) => (head >= from && head <= to ? bits | lengths : bits), 0);
}
