// What the SIMD kernel promises: it runs over raw bytes at memory speed and names the few stretches worth a closer look. It
// may name too much, never too little; what a stretch holds is decided by others.

/** Why a stretch is worth a look; bits of `Stretch.signs`. */
export const SIGN = {
  /** 12–19 ASCII digits in one piece that fit an issuer range and Luhn, or sit where neighbours may make them a track. */
  digits: 1,
  /** Digit groups with separators of one to six bytes between (blank, hyphen, dot, %20, &nbsp;, \u3000, line wrap …). */
  grouped: 2,
  /** Digits written as %3x, \u003x, \x3x, &#5x;, =3x. */
  escaped: 4,
  /** Digits as pairs of hexadecimal characters. */
  hex: 8,
  /** A run of base64 characters that may hold digits, or text that is itself encoded. */
  base64: 16,
  /** Two-byte or three-byte digits: UTF-16, full-width in UTF-8, Shift_JIS, EUC-JP, ISO-2022-JP (also percent-encoded). */
  wide: 32,
  /** A key that tells of a security code, expiry or holder, with digits or text near. */
  key: 64,
} as const;

export interface Stretch {
  /** Byte offsets in `Sieve.bytes`, `to` excluded; of two stretches one may lie in the other. The stretch covers the signs; context around it is the reader's to take. */
  readonly from: number;
  readonly to: number;
  readonly signs: number;
}

export interface Sieve {
  /** The window: callers write (or read files) straight into it. Its length is the capacity. */
  readonly bytes: Uint8Array;
  /**
   * Sifts bytes[from, to) and appends what it finds to `into`. Bytes outside [from, to) are never read. Deterministic. Stops
   * early when its table of stretches is full: the answer is how far it came (`to` when done), and is to be called again.
   */
  sift(from: number, to: number, into: Stretch[]): number;
  /** LF bytes in bytes[from, to). Where the last `sift` went they were counted then: nothing may have been written there since. */
  lines(from: number, to: number): number;
}
