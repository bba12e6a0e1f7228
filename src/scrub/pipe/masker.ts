// Bytes in, the same number of bytes out with card data hidden: the one place where a scan's patches meet the bytes. Pipe,
// stream, follow and fix stand on it; none of them lets a byte go that is not settled.

import { MisemoriError } from "../../kernel/index.ts";
import type { Certainty, Finding } from "../finding.ts";
import type { Patch } from "../layers/contract.ts";
import type { Scan } from "../scan.ts";

/** A place that was found, while its bytes are still at hand. */
export interface Place {
  readonly finding: Finding;
  /** Where it begins in the bytes that were pushed; `patches` count from there too (a finding's offset is its member's). */
  readonly at: number;
  /** What is written over it, in order and merged where it touches; null when it stays as it was (see `why`). */
  readonly patches: readonly Patch[] | null;
  /** "hidden", "left" (not certain enough), "unfit" (cannot be hidden in as many bytes), "blotted" (all of it overwritten). */
  readonly what: "hidden" | "left" | "unfit" | "blotted";
  /** The bytes of the finding as they came in: card data. Read it now, keep it never. */
  readonly original: Uint8Array;
}

export interface Masker {
  /** Answers what is settled by now. `chunk` may be reused after; what comes out is nobody else's. */
  push(chunk: Uint8Array): Uint8Array;
  /** For a pause: lets go of what stands before the last line's end. */
  flush(): Uint8Array;
  end(): Uint8Array;
  /** Bytes that came in and did not go out yet. */
  heldBytes(): number;
}

export interface MaskerOptions {
  /** Which findings are hidden; `hidesLikely` when absent. */
  readonly hides?: (certainty: Certainty) => boolean;
  /** Overwrites the whole finding with "*" when it cannot be hidden otherwise. For logs on their way, not for files. */
  readonly blots?: boolean;
  readonly onPlace?: (place: Place) => void;
}

/** All but what speaks against being a card. */
export function hidesLikely(certainty: Certainty): boolean {
  return certainty !== "possible";
}

export function hidesAll(): boolean {
  return true;
}

/** Larger chunks are taken in such pieces, so that the memory held does not depend on how the bytes arrive. */
const PIECE_BYTES = 256 * 1024;
const ASTERISK = 0x2a;
const NOTHING = new Uint8Array(0);

/** The scan is the masker's from now on; after `end` both can begin anew. */
export function openMasker(scan: Scan, options: MaskerOptions = {}): Masker {
  const hides = options.hides ?? hidesLikely;
  const held = openHold();

  function settle(hits: ReturnType<Scan["push"]>, upTo: number): Uint8Array {
    for (const hit of hits) {
      const place = judged(hit.finding, hit.patches);
      // All its bytes are still held, also those that lie behind what is settled.
      for (const patch of place.patches ?? []) held.write(patch.at, patch.bytes);
      options.onPlace?.(place);
    }
    return held.take(upTo);
  }

  function judged(finding: Finding, patches: readonly Patch[] | null): Place {
    const original = held.read(finding.offset, finding.bytes);
    if (!hides(finding.certainty))
      return { finding, at: finding.offset, patches: null, what: "left", original };
    if (patches !== null)
      return { finding, at: finding.offset, patches: mergedPatches(patches), what: "hidden", original };
    if (options.blots !== true)
      return { finding, at: finding.offset, patches: null, what: "unfit", original };
    const bytes = new Uint8Array(finding.bytes).fill(ASTERISK);
    return {
      finding,
      at: finding.offset,
      patches: [{ at: finding.offset, bytes }],
      what: "blotted",
      original,
    };
  }

  function* pieces(chunk: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      held.put(piece);
      const hits = scan.push(piece);
      yield settle(hits, scan.settledBytes());
    }
  }

  return {
    push(chunk) {
      if (chunk.length <= PIECE_BYTES) return pieces(chunk).next().value ?? new Uint8Array(0);
      return Buffer.concat([...pieces(chunk)]);
    },
    flush() {
      const hits = scan.flush();
      return settle(hits, scan.settledBytes());
    },
    end() {
      const last = settle(scan.end(), held.end());
      held.reset();
      return last;
    },
    heldBytes: () => held.end() - held.start(),
  };
}

/** Sorted, and joined where one ends as the next begins: fewer and whole writes. Of overlapping ones the later wins. */
export function mergedPatches(patches: readonly Patch[]): readonly Patch[] {
  const sorted = patches.toSorted((a, b) => a.at - b.at);
  const merged: { at: number; parts: Uint8Array[]; end: number }[] = [];
  for (const { at, bytes } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && at === last.end) {
      last.parts.push(bytes);
      last.end += bytes.length;
    } else merged.push({ at, parts: [bytes], end: at + bytes.length });
  }
  return merged.map(({ at, parts }) => ({ at, bytes: Buffer.concat(parts) }));
}

/** Writes the patches over a copy of `bytes`, which begin at `start`; what lies outside is left out. */
export function patchedCopy(bytes: Uint8Array, start: number, patches: readonly Patch[]): Uint8Array {
  const copy = new Uint8Array(bytes);
  for (const patch of patches) {
    for (let i = 0; i < patch.bytes.length; i++) {
      const at = patch.at + i - start;
      if (at >= 0 && at < copy.length) copy[at] = patch.bytes[i] ?? ASTERISK;
    }
  }
  return copy;
}

/** Looks, and says of everything that it cannot be changed. */
export function withoutPatches(scan: Scan): Scan {
  return {
    push: (chunk) => bare(scan.push(chunk)),
    settledBytes: () => scan.settledBytes(),
    flush: () => bare(scan.flush()),
    end: () => bare(scan.end()),
  };
}

function bare(hits: ReturnType<Scan["push"]>): ReturnType<Scan["push"]> {
  return hits.map(({ finding }) => ({ finding, patches: null }));
}

interface Hold {
  start(): number;
  end(): number;
  put(bytes: Uint8Array): void;
  read(at: number, bytes: number): Uint8Array;
  write(at: number, bytes: Uint8Array): void;
  take(upTo: number): Uint8Array;
  reset(): void;
}

/** The bytes between what came and what is settled, addressed by their place in the stream. Wiped at the end. */
function openHold(): Hold {
  let buffer = Buffer.alloc(2 * PIECE_BYTES);
  let first = 0;
  let from = 0;
  let to = 0;
  return {
    start: () => first,
    end: () => first + to - from,
    put(bytes) {
      if (to + bytes.length > buffer.length) {
        const whole = to - from;
        // Moved to the front while that frees a quarter of the room; larger otherwise.
        const isTight = whole + bytes.length > buffer.length * 0.75;
        const room = isTight ? Buffer.alloc((whole + bytes.length) * 2) : buffer;
        buffer.copy(room, 0, from, to);
        if (room !== buffer) buffer.fill(0);
        [buffer, from, to] = [room, 0, whole];
      }
      buffer.set(bytes, to);
      to += bytes.length;
    },
    read: (at, bytes) => {
      const begin = Math.max(from, from + at - first);
      return new Uint8Array(buffer.subarray(begin, Math.min(to, from + at - first + bytes)));
    },
    write(at, bytes) {
      // A byte that is out cannot be taken back: better to stop than to let a card through unseen.
      if (at < first)
        throw new MisemoriError(
          "bug.late-patch",
          "a patch came after its byte was settled",
          "please report this",
        );
      buffer.set(bytes, from + at - first);
    },
    take(upTo) {
      const bytes = Math.max(0, Math.min(upTo - first, to - from));
      if (bytes === 0) return NOTHING;
      const out = Buffer.allocUnsafeSlow(bytes);
      buffer.copy(out, 0, from, from + bytes);
      from += bytes;
      first += bytes;
      if (from === to) from = to = 0;
      return out;
    },
    reset() {
      buffer.fill(0);
      first = from = to = 0;
    },
  };
}
