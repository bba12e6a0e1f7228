// The words that speak of cards, as ../../cards/keys.ts knows them, for the kernel's look around a doubtful number. A test holds
// them against that room.

/** Each with where its three telling bytes begin, and the bucket these share with others like them. */
const WORDS: readonly (readonly [text: string | readonly number[], gramAt: number, bucket: number])[] = [
  ["cc", 0, 0],
  ["cvv", 0, 0],
  ["cvc", 0, 0],
  ["card", 0, 1],
  ["credit", 0, 1],
  ["pan", 0, 2],
  ["jcb", 0, 2],
  ["debit", 0, 3],
  ["discover", 3, 3],
  ["visa", 0, 4],
  ["master", 0, 4],
  ["maestro", 0, 4],
  ["amex", 1, 4],
  ["diners", 0, 5],
  ["expir", 1, 5],
  ["unionpay", 3, 5],
  ["primary", 1, 5],
  // カー, クレ, デビ, 銀聯, 有効
  ["カー", 2, 6],
  ["クレ", 2, 6],
  ["デビ", 2, 6],
  ["銀聯", 2, 7],
  ["有効", 2, 7],
  // The first three in Shift_JIS; the others hold bytes that are suspicious by themselves, as all are in EUC-JP.
  [[0x83, 0x4a, 0x81], 0, 7],
  [[0x83, 0x4e, 0x83], 0, 7],
  [[0x83, 0x66, 0x83], 0, 7],
];

export function writeCardWords(memory: Uint8Array, gramAt: number, wordsAt: number, end: number): void {
  let at = wordsAt;
  for (const [text, first, bucket] of WORDS) {
    const bytes = (typeof text === "string" ? new TextEncoder().encode(text) : Uint8Array.from(text)).map(
      lower,
    );
    if (at + 3 + bytes.length > end) throw new RangeError("the kernel's table of card words is full");
    memory.set([bytes.length, first], at);
    memory.set(bytes, at + 2);
    at += 2 + bytes.length;
    for (let i = 0; i < 3; i++) {
      const byte = bytes[first + i];
      const fit = byte === undefined ? ANY : byte >= 0x61 && byte <= 0x7a ? [byte, byte - 0x20] : [byte];
      for (const one of fit) mark(memory, gramAt + i * 32, one, bucket);
    }
  }
  // Two full-width letters of Shift_JIS: 82 60 to 82 9A, then 82.
  for (let second = 0x60; second < 0xa0; second++) mark(memory, gramAt + 32, second, 7);
  for (const i of [0, 2]) mark(memory, gramAt + i * 32, 0x82, 7);
}

const ANY = Array.from({ length: 256 }, (_, byte) => byte);

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);

function mark(memory: Uint8Array, table: number, byte: number, bucket: number): void {
  for (const at of [table + (byte & 15), table + 16 + (byte >> 4)])
    memory[at] = (memory[at] ?? 0) | (1 << bucket);
}
