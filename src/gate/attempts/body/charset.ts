// Bytes to text for bodies and pages of Japanese shops: UTF-8 first, then the legacy encodings older shops still speak.

const LABELS: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  shift_jis: "shift_jis",
  "shift-jis": "shift_jis",
  sjis: "shift_jis",
  "windows-31j": "shift_jis",
  cp932: "shift_jis",
  ms932: "shift_jis",
  "euc-jp": "euc-jp",
  eucjp: "euc-jp",
  "eucjp-win": "euc-jp",
  "iso-2022-jp": "iso-2022-jp",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
};

/** The encoding named in a Content-Type header (or any text with "charset="), if it is one we read. */
export function charsetOf(contentType: string): string | undefined {
  const found = /charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_-]{1,20})/i.exec(contentType.slice(0, 2_048));
  return LABELS[(found?.[1] ?? "").toLowerCase()];
}

/** As `legacyText`, and a byte order mark at the start tells UTF-16. For JSON and pages. */
export function textOf(bytes: Uint8Array, named?: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, "utf-16le", false) ?? "";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, "utf-16be", false) ?? "";
  return legacyText(bytes, named);
}

/**
 * Never throws. What is named is tried first, then what fits without error, last UTF-8 with replacement characters. Forms
 * are read by this: the shop's software splits their bytes as ASCII, whatever encoding is claimed.
 */
export function legacyText(bytes: Uint8Array, named?: string): string {
  const order = named === undefined ? ["utf-8"] : [named, "utf-8"];
  for (const label of [...order, "euc-jp", "shift_jis"]) {
    const text = decode(bytes, label, true);
    if (text !== undefined) return text;
  }
  return decode(bytes, "utf-8", false) ?? "";
}

function decode(bytes: Uint8Array, label: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

const HEX = new Int8Array(256).fill(-1);
for (let i = 0; i < 10; i++) HEX[0x30 + i] = i;
for (let i = 0; i < 6; i++) {
  HEX[0x41 + i] = 10 + i;
  HEX[0x61 + i] = 10 + i;
}

/** Undoes form-urlencoding on bytes, so that the legacy encodings inside the escapes can be read afterwards. */
export function unescapedBytes(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const high = HEX[bytes[i + 1] ?? 0] ?? -1;
    const low = HEX[bytes[i + 2] ?? 0] ?? -1;
    if (byte === 0x25 && high >= 0 && low >= 0 && i + 2 < bytes.length) {
      out[length++] = high * 16 + low;
      i += 2;
    } else out[length++] = byte === 0x2b ? 0x20 : byte;
  }
  return out.subarray(0, length);
}
