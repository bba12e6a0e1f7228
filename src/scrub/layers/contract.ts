// A view: a stretch of bytes read as a person would read it, and the way back to the bytes. Views stand on views (base64 of
// JSON of a form), so a stroke on the innermost text finds its way out to the file.

import type { Stroke } from "../cards/contract.ts";
import type { Encoding } from "../finding.ts";
import type { Stretch } from "../kernel/contract.ts";

/** Bytes to be written over others of the same number. */
export interface Patch {
  /** Byte offset in the window. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

export interface View {
  readonly text: string;
  /** From the outside in; empty for plain text. */
  readonly encodings: readonly Encoding[];
  /** Byte offset in the window where character `index` begins; `text.length` gives the end of the last. */
  byteAt(index: number): number;
  /** The bytes that strokes come to. Null when one cannot be written in as many bytes as stood there. */
  patches(strokes: readonly Stroke[]): readonly Patch[] | null;
}

/**
 * Every sensible reading of a stretch with up to CONTEXT_CHARACTERS around it, plain reading first, at most VIEWS_MAX, nested at
 * most DEPTH_MAX deep. Pure; never throws on any bytes; time linear in what it reads.
 */
export type ViewsAt = (window: Uint8Array, filled: number, stretch: Stretch) => readonly View[];
