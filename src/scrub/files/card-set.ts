// Counts different cards exactly by their keyed hashes, sixteen bytes each: a Set of strings would take ten times as much.

export interface CardSet {
  /** Takes a card hash (32 hex characters); false when it was there already, or when the set is full. */
  add(hash: string): boolean;
  size(): number;
  /** True when a card found no room: the size is then a least. */
  full(): boolean;
  clear(): void;
}

const WORDS = 4;
const SLOTS_MIN = 1_024;

export function openCardSet(cardsMax: number): CardSet {
  let slots = SLOTS_MIN;
  let table = new Uint32Array(slots * WORDS);
  let count = 0;
  let isFull = false;

  /** Where the hash is, or the empty slot where it belongs. */
  function slotOf(into: Uint32Array, slotCount: number, words: readonly number[]): number {
    // The hash is keyed: nobody can choose cards that meet in one slot.
    let slot = (words.reduce((mixed, word) => mixed ^ word, 0) >>> 0) % slotCount;
    for (;;) {
      const at = slot * WORDS;
      const empty = (into[at] ?? 0) === 0 && (into[at + 1] ?? 0) === 0 && (into[at + 2] ?? 0) === 0;
      if (empty && (into[at + 3] ?? 0) === 0) return at;
      if (words.every((word, i) => into[at + i] === word)) return at;
      slot = slot + 1 === slotCount ? 0 : slot + 1;
    }
  }

  function grow(): void {
    const wider = new Uint32Array(slots * 2 * WORDS);
    for (let at = 0; at < table.length; at += WORDS) {
      const words = [...table.subarray(at, at + WORDS)];
      if (words.some((word) => word !== 0)) wider.set(words, slotOf(wider, slots * 2, words));
    }
    table = wider;
    slots *= 2;
  }

  return {
    add(hash) {
      const words = [0, 8, 16, 24].map((at) => Number.parseInt(hash.slice(at, at + 8), 16) >>> 0);
      const at = slotOf(table, slots, words);
      if (table[at] === words[0] && words.every((word, i) => table[at + i] === word)) return false;
      if (count >= cardsMax) {
        isFull = true;
        return false;
      }
      table.set(words, at);
      count += 1;
      if (count * 2 > slots) grow();
      return true;
    },
    size: () => count,
    full: () => isFull,
    clear() {
      if (slots > SLOTS_MIN * 64) {
        slots = SLOTS_MIN;
        table = new Uint32Array(slots * WORDS);
      } else if (count > 0) table.fill(0);
      count = 0;
      isFull = false;
    },
  };
}
