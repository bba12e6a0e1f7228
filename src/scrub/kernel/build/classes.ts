// The kernel's nibble tables and vectors, as lists one can read: a byte has a class when its high and its low nibble both have it.
// tables.ts writes them into memory.

/** Bits of the class byte, by low and high nibble: [bit, high nibbles, low nibbles]. What they find together is said in assembly/index.ts. */
export const CLASSES: readonly (readonly [number, readonly number[], string])[] = [
  // base64 of three digits: [MNO][DTjz][AEIMQUYcgk][wxyz0-5], each a little too wide.
  [0, [4], "def"],
  [1, [4, 5, 6, 7], "4a"],
  [2, [4, 5, 6], "13579bd"],
  [3, [3, 7], "012345789a"],
  // The base64 alphabets, a little too wide.
  [4, [4, 6], "123456789abcdef"],
  [5, [3, 5, 7], "0123456789a"],
  [6, [2, 5], "bdf"],
  [7, [3], "0123456789"],
];

/** The base64 alphabets by kinds, and exact: signs, digits, A to O, a to o, P to Z, p to z, the low line, A to F. */
export const ALPHABETS: readonly (readonly [number, readonly number[], string])[] = [
  [0, [2], "bdf"],
  [1, [3], "0123456789"],
  [2, [4], "123456789abcdef"],
  [3, [6], "123456789abcdef"],
  [4, [5], "0123456789a"],
  [5, [7], "0123456789a"],
  [6, [5], "f"],
  [7, [4, 6], "123456"],
];

/**
 * What decoded text is made of: ASCII, zeros as in UTF-16; then 82 4F, A3 B0, EF BC 90, FF 10, E3 80 80, C2 A0 and their like,
 * a little too wide.
 */
export const TEXT: readonly (readonly [number, readonly number[], string])[] = [
  [7, [2, 3, 4, 5, 6, 7], "0123456789abcdef"],
  [6, [0], "0"],
  [5, [1, 9], "0123456789"],
  [4, [11], "0123456789abc"],
  [3, [0], "def"],
  [2, [14, 15], "f"],
  [1, [8, 10], "0123"],
  [0, [12, 14], "23"],
];

/** Vectors of sixteen equal bytes. */
export const EQUAL = [0x0f, 0x0a, 0x70, 0x40, 0x7f, 0x08];

export const MORE_EQUAL = [0x41, 0x1a];

/**
 * What is added to a base64 character for its value, by its high nibble; then what the low and the high nibble must both have, for
 * + - / and _, which lie apart.
 */
export const ROLL: readonly (readonly (readonly [nibble: number, byte: number])[])[] = [
  [
    [2, 15],
    [3, 4],
    [4, 256 - 65],
    [5, 256 - 65],
    [6, 256 - 71],
    [7, 256 - 71],
  ],
  [
    [0xb, 4],
    [0xd, 2],
    [0xf, 33],
  ],
  [
    [2, 7],
    [5, 33],
  ],
];

/**
 * Two bytes that tell of wide digits, the same bit in both: 82 4F (a little too wide), A3 B0, BC 90 behind EF, 00 30, FF 10, 30 00,
 * 10 FF.
 */
export const WIDE_FIRST: readonly (readonly [number, readonly number[], string])[] = [
  [0, [8], "2"],
  [1, [10], "3"],
  [2, [11], "c"],
  [3, [0], "0"],
  [4, [15], "f"],
  [5, [3], "0123456789"],
  [6, [1], "0123456789"],
];
export const WIDE_SECOND: readonly (readonly [number, readonly number[], string])[] = [
  [0, [4, 5], "012345678f"],
  [1, [11], "0123456789"],
  [2, [9], "0123456789"],
  [3, [3], "0123456789"],
  [4, [1], "0123456789"],
  [5, [0], "0"],
  [6, [15], "f"],
];

/** What stands near digits: digits, then blanks (three bits), then the signs escapes begin with and all beyond ASCII. */
export const NEAR: readonly (readonly [number, readonly number[], string])[] = [
  [7, [3], "0123456789"],
  [6, [2], "0bde"],
  [5, [0], "9ad"],
  [4, [5], "f"],
  [3, [2], "1356"],
  [2, [5], "c"],
  [1, [1, 3], "bd"],
  [0, [8, 9, 10, 11, 12, 13, 14, 15], "0123456789abcdef"],
];
