// What the gate learned, in memory. Bytes are copied both ways, as a database would.

import type { LearnedMemory } from "../../gate/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { LEARNED_BYTES_MAX } from "../store.ts";

export function memoryLearned(): LearnedMemory {
  const kept = new Map<string, { bytes: Uint8Array; savedAtMs: number }>();
  return {
    save: async (name, bytes, atMs) => {
      if (bytes.length > LEARNED_BYTES_MAX) {
        throw new MisemoriError(
          "learned.too-big",
          `"${name}" has ${bytes.length} bytes`,
          "please report this",
        );
      }
      kept.set(name, { bytes: Uint8Array.from(bytes), savedAtMs: atMs });
    },
    load: async (name) => {
      const entry = kept.get(name);
      return entry === undefined ? undefined : { ...entry, bytes: Uint8Array.from(entry.bytes) };
    },
  };
}
