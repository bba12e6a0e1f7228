// What readiness needs from outside: a stage to drill on (real gate, real shop, real gateway) and whoever solves challenges.

/** A make-believe card as its issuer knows it. */
export interface DrillCard {
  readonly pan: string;
  readonly live: boolean;
  /** "MM/YY" */
  readonly expiry: string;
  readonly code: string;
  readonly atLimit: boolean;
  readonly oneTimePassword: string;
}

/** The rule of the stage's gateway, so that honest buyers hold live cards and every card has a name for counting. */
export interface DrillIssuer {
  details(pan: string): DrillCard;
  /** Keyed name of a card, the same as in the gateway's counts. */
  tag(pan: string): string;
}

/**
 * Where a drill is played. All requests are real HTTP; only time is the stage's own when `setNow` is there.
 * Given by main (virtual: in-process gate, shop and gateway on one stage clock; live: addresses of running ones).
 */
export interface DrillStage {
  /** The gate, e.g. "http://127.0.0.1:41234". Must trust X-Forwarded-For from loopback. */
  readonly baseUrl: string;
  /** The shop behind it, for the baselines; without it baselines are left out. */
  readonly shopUrl?: string;
  readonly issuer: DrillIssuer;
  /** Fee per gateway call. */
  readonly feeYen: number;
  /** Virtual stage: sets the stage's wall and monotonic time, forwards only, and wakes who is due. Absent: real time. */
  setNow?(nowMs: number): void;
  /** Virtual stage: how many requests sleep on the stage clock now (in the gateway, in a decoy's delay). */
  asleep?(): number;
  /** Virtual stage: when the next of them is due. */
  nextWakeMs?(): number | undefined;
  /** Ground truth: the gateway's own counts. `byTag` is absent where the gateway cannot be asked for it. */
  gatewayCalls(): Promise<{ readonly total: number; readonly byTag?: Readonly<Record<string, number>> }>;
  /** Everything forgotten (gate, shop, gateway), time set to `nowMs`: the next scenario starts in a fresh world. */
  reset(nowMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Does proof-of-work challenges for the drill's browsers and for attackers who bother. */
export interface ChallengeSolver {
  /**
   * @param challenge The JSON the gate served.
   * @returns the text for the form field and the work in tries; undefined when it cannot be solved or too many are at work.
   */
  solve(challenge: unknown): Promise<{ readonly payload: string; readonly tries: number } | undefined>;
}
