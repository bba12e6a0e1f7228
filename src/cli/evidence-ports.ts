// What the command line asks of whoever keeps evidence: bags, their time stamps, and who received them.

import type { BagStamp, BagVerdict, PreserveReport, PreserveRequest } from "../desk/index.ts";
import type { StampVerdict } from "../journal/index.ts";
import type { Outcome } from "../kernel/index.ts";

export interface EvidenceActs {
  /**
   * Packs evidence; with `recordsFolder` also the guard's own records, and an entry in its journal. What in `guardFolder` opens
   * something (keys, the vault) stays out, whatever is named.
   */
  preserveEvidence(
    request: Omit<PreserveRequest, "ownRecords" | "keptOut" | "stamp" | "clock"> & {
      /** The records folder the configuration names, taken along or not; null without a configuration. */
      readonly guardFolder: string | null;
      readonly recordsFolder: string | null;
      /** Null: no time stamp is asked for. */
      readonly authority: StampSource | null;
    },
  ): Promise<Outcome<PreserveReport>>;
  checkEvidence(request: {
    readonly path: string;
    /** PEM of whom time stamps are believed from; null: the public roots. */
    readonly caFile: string | null;
    readonly onProgress: (bytes: number) => void;
  }): Promise<Outcome<CheckedBag>>;
  /** Adds a time stamp to a finished bag, and says so in the journal where there is one. */
  stampEvidence(request: {
    readonly path: string;
    readonly authority: StampSource;
    readonly recordsFolder: string | null;
    readonly by: string;
  }): Promise<Outcome<{ readonly file: string; readonly sha256: string } | { readonly failed: string }>>;
  /** Writes into the journal who received which bag (by its hash) and why; works beside a running guard. */
  handOverEvidence(request: {
    readonly path: string;
    readonly caseName: string | null;
    readonly recordsFolder: string;
    readonly by: string;
    readonly to: string;
    readonly why: string;
  }): Promise<Outcome<HandOver>>;
  /** Decrypts to `out`; resolves to its bytes. */
  openEvidence(request: {
    readonly path: string;
    readonly keyPath: string;
    readonly out: string;
  }): Promise<Outcome<number>>;
  /** Asks the time-stamping authority about a SHA-256; the answer is checked. Refuses with "evidence.unstamped". */
  askForStamp(request: {
    readonly sha256: Uint8Array;
    readonly authority: StampSource;
  }): Promise<Outcome<Uint8Array | { readonly failed: string }>>;
}

/** A time-stamping authority (RFC 3161). */
export interface StampSource {
  readonly url: string;
  /** Absolute; null: the public roots. */
  readonly caFile: string | null;
}

export interface CheckedStamp {
  readonly of: BagStamp["of"];
  readonly verdict: StampVerdict;
}

export type CheckedBag = Omit<BagVerdict, "stamps"> & { readonly stamps: readonly CheckedStamp[] };

export interface HandOver {
  readonly name: string;
  readonly sha256: string;
  readonly atMs: number;
  /** The journal's entry. */
  readonly seq: number;
}
