// What is said of the parts of a file: a gzip's content, a zip's members, a mail's attachments, a PDF's pages, nested in each
// other. Opening them is open.ts's matter, reading card data in them is the scan's.

import type { Encoding } from "../finding.ts";

/** One readable part. Its chunks must be read before the next part is asked for; what is left unread is passed over. */
export interface Member {
  /** The way into the file ("shop.tar/logs/pay.log", "message 2/part 3 (order.xlsx)"); empty for the file as it stands. */
  readonly path: string;
  /** Where the part starts, when it is a piece of something greater that is read as it stands (the text of a mail box). */
  readonly start: { readonly offset: number; readonly line: number };
  /** Never throws for what is wrong with the file: a part that breaks off ends here and a Skipped comes after it. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Writings already taken off, from the outside in (a base64 attachment): to be said before the finding's own. */
  readonly encodings: readonly Encoding[];
}

/** Why something was not read, or not to its end. Stable words for machines; sentences stand in files/words.ts. */
export type SkipReason =
  | "encrypted"
  | "truncated"
  | "broken"
  | "bomb"
  | "too-deep"
  | "too-many-members"
  | "too-big"
  | "not-supported"
  | "too-slow";

/** A part that was not read, or only up to where it broke. */
export interface Skipped {
  readonly skipped: SkipReason;
  readonly path: string;
}

export interface MemberLimits {
  /** Archives in archives; real ones hold three at most, quines are endless. */
  readonly depthMax: number;
  /** Parts per file. */
  readonly membersMax: number;
  /** Bytes that all parts of one file together may come to, whatever its size. */
  readonly expandedBytesMax: number;
  /** Once more than `expandedFreeBytes` were expanded: expanded bytes per byte read from the file. */
  readonly ratioMax: number;
  readonly expandedFreeBytes: number;
  /** What must be held whole to be read (a PDF, the sheets of an XLSX until its words are known). */
  readonly heldBytesMax: number;
  /** A PDF whose one page takes longer is given up. */
  readonly pdfMs: number;
}

export const MEMBER_LIMITS: MemberLimits = {
  depthMax: 8,
  membersMax: 1_000_000,
  expandedBytesMax: 1024 ** 4,
  // Web server logs shrink 10–30 times with gzip and up to 100 with zstd; a bomb's zeros 1,000 times and more.
  ratioMax: 250,
  expandedFreeBytes: 256 * 1024 ** 2,
  heldBytesMax: 64 * 1024 ** 2,
  pdfMs: 20_000,
};
