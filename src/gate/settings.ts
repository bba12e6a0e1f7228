// The gate's settings as its workers need them: plain values that can be sent to another thread.

import type { BaitSettings } from "./baits/index.ts";
import type { CspSettings } from "./csp/index.ts";
import type { CostPolicy } from "./judge/costs.ts";
import type { RouteRule, PresetName } from "./attempts/index.ts";
import type { HttpLimits } from "./http/index.ts";

export interface GateSettings {
  readonly shop: {
    readonly name: string;
    readonly url: string;
    readonly upstream: string;
    readonly country: string;
    readonly telephone: string | null;
    readonly contactUrl: string | null;
    readonly otherPayments: readonly string[];
  };
  readonly platform: {
    readonly preset: PresetName;
    readonly routes: readonly RouteRule[];
    /** Payment ids that need no card, instead of the preset's own; empty = the preset's. */
    readonly notCardPayments?: readonly string[];
    /** Cookies that are the shop's sessions, instead of the preset's own; empty = the preset's. */
    readonly sessionCookies?: readonly string[];
  };
  readonly listen: { readonly host: string; readonly port: number };
  readonly trustedProxies: readonly string[];
  /** While the shop is stopped: who still comes in, and which paths agencies go on calling. */
  readonly stopped: { readonly letThrough: readonly string[]; readonly paths: readonly string[] };
  readonly mode: "judge" | "watch";
  readonly limits: HttpLimits;
  readonly costs: CostPolicy;
  /** Without them nothing is served. */
  readonly baits?: BaitSettings;
  /** Without it no policy goes out and no telling is taken. */
  readonly csp?: CspSettings;
}

/** Keys of the gate, made once and kept outside of the database; 32 bytes each. */
export interface GateKeys {
  /** Signs device tokens, tickets and sealed forms (newest first). */
  readonly signing: readonly Uint8Array[];
  /** Keys the hash of card numbers and e-mail addresses. */
  readonly hashing: Uint8Array;
}
