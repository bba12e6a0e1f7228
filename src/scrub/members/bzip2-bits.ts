// Bits from the high one down, over bytes that are there. Running out is thrown, so that a block can be tried again with more.

/** More bytes are needed (or the file is cut short); never leaves bzip2.ts. */
export class OutOfBits extends Error {}

export interface Bits {
  /** The next `count` (1–24) bits as a number. */
  take(count: number): number;
  /** How many bits from the start were taken. */
  at(): number;
}

export function openBits(bytes: Uint8Array, fromBit: number): Bits {
  let byteAt = fromBit >> 3;
  let held = 0;
  let heldBits = 0;
  function take(count: number): number {
    while (heldBits < count) {
      const byte = bytes[byteAt];
      if (byte === undefined) throw new OutOfBits();
      byteAt += 1;
      held = ((held & 0xffffff) << 8) | byte;
      heldBits += 8;
    }
    heldBits -= count;
    return (held >>> heldBits) & ((1 << count) - 1);
  }
  const within = fromBit & 7;
  if (within > 0) take(within);
  return { take, at: () => byteAt * 8 - heldBits };
}
