// A Content-Security-Policy on pages of the shop, and what browsers tell of having kept out. How the policy is made and what a telling
// means is said elsewhere.

/** Where browsers tell of what the policy kept out. */
export const CSP_REPORT_PATH = "/__misemori/csp";

export interface CspSettings {
  readonly header: "Content-Security-Policy" | "Content-Security-Policy-Report-Only";
  readonly policy: string;
  /** As the gate matches paths; a final "*" takes any ending. */
  readonly paths: readonly string[];
  /** Value of Reporting-Endpoints; null: browsers tell by report-uri alone. */
  readonly endpoints: string | null;
  /** The shop's public host: tellings about other sites' pages are noise. */
  readonly shopHost: string;
}

/** What buyers' browsers kept out (or would have), told again when a further network or a minute is behind it. */
export interface CspSight {
  /** "script-src-elem", "form-action" … */
  readonly directive: string;
  /** An origin, or "inline", "eval", "data:" … ; card numbers masked. */
  readonly blocked: string;
  /** The entry of `paths` it happened under: a path as sent could hold anything. */
  readonly page: string;
  /** /24 or /48 each, at most NETWORKS_MAX. */
  readonly networks: readonly string[];
  /** Tellings since the last time this was told. */
  readonly count: number;
  readonly atMs: number;
}
