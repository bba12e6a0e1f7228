// The charsets a Japanese shop's files are in, written from the platform's own decoders: for tests and benches.

/** Characters to bytes, and back. */
export interface CharsetCoder {
  readonly name: string;
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
}

export const charsets: readonly CharsetCoder[] = [
  platform("utf-8"),
  utf16("utf-16le", false),
  utf16("utf-16be", true),
  legacy("shift_jis"),
  legacy("euc-jp"),
  { name: "iso-2022-jp", encode: encodeMail, decode: platform("iso-2022-jp").decode },
];

export function charsetNamed(name: string): CharsetCoder {
  const found = charsets.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no charset ${name}`);
  return found;
}

function platform(name: string): CharsetCoder {
  return {
    name,
    encode: (text) => new TextEncoder().encode(text),
    decode: (bytes) => new TextDecoder(name, { ignoreBOM: true }).decode(bytes),
  };
}

function utf16(name: string, isSwapped: boolean): CharsetCoder {
  return {
    ...platform(name),
    encode: (text) => {
      const bytes = Buffer.from(text, "utf16le");
      return isSwapped ? bytes.swap16() : bytes;
    },
  };
}

/** Built by asking the platform what each pair means. Characters the charset lacks become "?". */
function legacy(name: string): CharsetCoder {
  const decoder = new TextDecoder(name);
  let reverse: Map<string, readonly number[]> | undefined;
  function table(): Map<string, readonly number[]> {
    const found = new Map<string, readonly number[]>();
    for (let first = 0x81; first <= 0xfc; first += 1) {
      const kana = decoder.decode(Uint8Array.of(first));
      if (kana >= "\uff61" && kana <= "\uff9f") found.set(kana, [first]);
      for (let second = 0x40; second <= 0xfe; second += 1) {
        const one = decoder.decode(Uint8Array.of(first, second));
        if (one.length === 1 && one !== "\ufffd" && !found.has(one)) found.set(one, [first, second]);
      }
    }
    return found;
  }
  return {
    ...platform(name),
    encode: (text) => {
      reverse ??= table();
      const bytes: number[] = [];
      for (const one of text) {
        const code = one.charCodeAt(0);
        bytes.push(...(code < 0x80 ? [code] : (reverse.get(one) ?? [0x3f])));
      }
      return Uint8Array.from(bytes);
    },
  };
}

function encodeMail(text: string): Uint8Array {
  const euc = charsetNamed("euc-jp");
  const bytes: number[] = [];
  let isWide = false;
  for (const one of text) {
    const [first = 0x3f, second] = euc.encode(one);
    const shouldBeWide = second !== undefined && first >= 0xa1;
    if (shouldBeWide !== isWide) bytes.push(0x1b, shouldBeWide ? 0x24 : 0x28, 0x42);
    isWide = shouldBeWide;
    bytes.push(...(shouldBeWide ? [first & 0x7f, second & 0x7f] : [first < 0x80 ? first : 0x3f]));
  }
  if (isWide) bytes.push(0x1b, 0x28, 0x42);
  return Uint8Array.from(bytes);
}
