// Writes text as the two old encodings Japan still asks for: ISO-2022-JP for some mail services, Shift_JIS for printers' tables.
// The tables are taken from the platform's decoders when first needed; no package, a few thousand signs.

/** Bytes of one sign. */
type Table = ReadonlyMap<string, readonly [number, number]>;

/**
 * ISO-2022-JP (RFC 1468: ASCII and JIS X 0208) of one line without line ends; it begins and ends in ASCII. Undefined when a sign
 * is not in it. Half-width kana, which it lacks, are written full-width.
 */
export type IsoWriter = (line: string) => Uint8Array | undefined;

export function createIso2022Writer(): IsoWriter {
  const table = doubleByteTable("euc-jp", range(0xa1, 0xf4).filter(isInJisX0208), range(0xa1, 0xfe));
  return (line) => {
    const bytes: number[] = [];
    let isKanji = false;
    for (const sign of line.replaceAll(HALF_KANA, (kana) => kana.normalize("NFKC"))) {
      const isAscii = sign.charCodeAt(0) < 0x80;
      const pair = isAscii ? undefined : (table.get(sign) ?? table.get(ALIKE.get(sign) ?? ""));
      if (!isAscii && pair === undefined) return undefined;
      if (isAscii === isKanji) bytes.push(0x1b, ...(isAscii ? TO_ASCII : TO_KANJI));
      isKanji = !isAscii;
      if (pair === undefined) bytes.push(sign.charCodeAt(0));
      else bytes.push(pair[0] & 0x7f, pair[1] & 0x7f);
    }
    if (isKanji) bytes.push(0x1b, ...TO_ASCII);
    return Uint8Array.from(bytes);
  };
}

/** Shift_JIS (as Windows writes it); what is not in it becomes 〓, the printers' mark for a sign that is missing. */
export type ShiftJisWriter = (text: string) => Uint8Array;

export function createShiftJisWriter(): ShiftJisWriter {
  // Rows 0xed and 0xee say again what stands at 0xfa to 0xfc; writers use the latter.
  const leads = [...range(0x81, 0x9f), ...range(0xe0, 0xec), ...range(0xfa, 0xfc)];
  const table = doubleByteTable("shift_jis", leads, range(0x40, 0xfc));
  const missing = table.get("〓") ?? [0x81, 0xac];
  return (text) => {
    const bytes: number[] = [];
    for (const sign of text.normalize("NFC")) {
      const at = sign.codePointAt(0) ?? 0;
      if (at < 0x80) bytes.push(at);
      else if (at >= 0xff61 && at <= 0xff9f) bytes.push(at - 0xff61 + 0xa1);
      else if (!VARIANT.test(sign))
        bytes.push(...(table.get(sign) ?? table.get(ALIKE.get(sign) ?? "") ?? missing));
    }
    return Uint8Array.from(bytes);
  };
}

/** A pair that is no sign reads as two, or as the mark of what cannot be read. */
const ONE_SIGN = /^[^\ufffd]$/u;
const HALF_KANA = /[\uff61-\uff9f]{1,10000}/g;
const VARIANT = /^[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;
const TO_KANJI = [0x24, 0x42] as const;
const TO_ASCII = [0x28, 0x42] as const;
/** The same sign under the other of its two numbers: Unicode's, and Microsoft's. */
const ALIKE: ReadonlyMap<string, string> = new Map([
  ["〜", "～"],
  ["−", "－"],
  ["‖", "∥"],
  ["—", "―"],
  ["¢", "￠"],
  ["£", "￡"],
  ["¬", "￢"],
]);

/** Rows 9 to 15 are empty or makers' own signs (①, ㈱), which not every receiver has. */
function isInJisX0208(lead: number): boolean {
  return lead < 0xa9 || lead > 0xaf;
}

function doubleByteTable(encoding: string, leads: readonly number[], trails: readonly number[]): Table {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly [number, number]>();
  for (const lead of leads)
    for (const trail of trails) {
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (ONE_SIGN.test(sign) && !table.has(sign)) table.set(sign, [lead, trail]);
    }
  return table;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}
