// The shapes of bracketing: what was planted, what arrived, and what is concluded from both.

/** One canary laid into one system. The same canary may lie in several: then it has a planting for each. Times in epoch ms. */
export interface Planting {
  readonly canary: string;
  readonly system: string;
  readonly plantedAtMs: number;
}

/** A mail that came to a canary. */
export interface CanaryMail {
  readonly canary: string;
  readonly receivedAtMs: number;
}

export interface Leak {
  /** The copy was taken between these (epoch ms): the shortest stretch with 97.5 % of what is believed, given `system`. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly system: string;
  /** That there was this leak, out of this system, within this stretch. */
  readonly probability: number;
  /** That there was this leak at all, whatever its system and time. */
  readonly exists: number;
  /** Which system's copy it was, most likely first; those below 0.1 % are left out. */
  readonly systems: readonly { readonly system: string; readonly probability: number }[];
  /** Of the canaries that lay in the system at `toMs`: how many mail came to, and how many heard nothing. */
  readonly hit: number;
  readonly silent: number;
}

export interface Bracketed {
  /** Oldest first. */
  readonly leaks: readonly Leak[];
  /** How likely there is a leak (or one more) that is not listed, because it is not sure enough. */
  readonly suspicion: number;
  readonly counts: {
    readonly canaries: number;
    readonly systems: number;
    readonly mails: number;
    readonly hit: number;
    /** Mails to addresses that were never planted, and mails dated before their canary was planted: set aside. */
    readonly unknown: number;
    readonly early: number;
  };
}

export const BRACKET_LIMITS = {
  /** Five systems with three canaries a week for twelve years; so many are weighed in a quarter of a minute. */
  plantingsMax: 10_000,
  /** Spam at a catch-all comes in floods; this many lines are read in a few seconds. */
  mailsMax: 1_000_000,
  /** Models with more leaks than this are not compared: nobody could tell them apart. */
  leaksMax: 3,
} as const;
