// Hashes to numbers in flat memory: a million people would otherwise be a million objects. Only grows; dropped as a whole.

import { HASH_BYTES } from "./keyed.ts";

export interface HashTable {
  /** `keep` decides between the number that is there and the new one. */
  set(hash: Buffer, value: number, keep: (there: number, next: number) => number): void;
  /** -1 when it is not there. */
  get(hash: Buffer): number;
}

const WORDS = HASH_BYTES / 4;
const FIRST_SLOTS = 1024;
/** Fuller than this, looking for what is not there would take long walks. */
const LOAD_MAX = 0.6;

export function createHashTable(): HashTable {
  let slots = FIRST_SLOTS;
  let keys = new Int32Array(slots * WORDS);
  /** Value plus one; 0 is an empty slot. */
  let values = new Uint32Array(slots);
  let used = 0;

  const slotOf = (words: readonly number[]): number => {
    for (let slot = (words[0] ?? 0) & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      if (values[slot] === 0 || words.every((word, i) => keys[slot * WORDS + i] === word)) return slot;
    }
  };
  const put = (words: readonly number[], value: number): void => {
    const slot = slotOf(words);
    keys.set(words, slot * WORDS);
    values[slot] = value;
  };
  const grow = (): void => {
    const [oldKeys, oldValues] = [keys, values];
    slots *= 2;
    keys = new Int32Array(slots * WORDS);
    values = new Uint32Array(slots);
    for (const [slot, value] of oldValues.entries())
      if (value !== 0) put([...oldKeys.subarray(slot * WORDS, (slot + 1) * WORDS)], value);
  };

  return {
    set: (hash, value, keep) => {
      if (used >= slots * LOAD_MAX) grow();
      const words = wordsOf(hash);
      const there = values[slotOf(words)] ?? 0;
      if (there === 0) used += 1;
      put(words, (there === 0 ? value : keep(there - 1, value)) + 1);
    },
    get: (hash) => (values[slotOf(wordsOf(hash))] ?? 0) - 1,
  };
}

function wordsOf(hash: Buffer): number[] {
  return Array.from({ length: WORDS }, (_, i) => hash.readInt32LE(i * 4));
}
