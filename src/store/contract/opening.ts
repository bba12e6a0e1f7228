// How a contract suite gets at an adapter, and the records it feeds it. Suites know nothing else of the adapter.

import type { AttemptRecord } from "../../gate/facts.ts";
import { parseIp } from "../../kernel/index.ts";

/** Opens a fresh, empty port. `reopen` closes and opens the same place again, as a restart would. */
export type Opening<T> = () => Promise<Opened<T>>;

export interface Opened<T> {
  readonly port: T;
  /** Left out by adapters that keep nothing over a restart. */
  readonly reopen?: () => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Runs `work` on a fresh port and closes it whatever happens. */
export async function withPort<T>(
  open: Opening<T>,
  work: (port: T, opened: Opened<T>) => Promise<void>,
): Promise<void> {
  const opened = await open();
  try {
    await work(opened.port, opened);
  } finally {
    await opened.close();
  }
}

/** A Monday noon in Japan; a whole minute. */
export const START_MS = Date.UTC(2026, 0, 5, 3, 0, 0);

export interface AttemptSketch {
  readonly n: number;
  readonly atMs?: number;
  readonly answer?: AttemptRecord["judgement"]["answer"];
  readonly outcome?: AttemptRecord["outcome"];
  readonly ip?: string;
  readonly asn?: number;
  readonly country?: string;
  readonly orderRef?: string | null;
  readonly amountYen?: number | null;
  readonly feeYen?: number;
  readonly savedYen?: number;
  readonly bare?: boolean;
}

/** A whole record from a few words; `bare` leaves everything out that may be missing. */
export function attemptOf(sketch: AttemptSketch): AttemptRecord {
  const bare = sketch.bare === true;
  const answer = sketch.answer ?? "pass";
  const asn = sketch.asn ?? 2516;
  const ip = parseIp(sketch.ip ?? "203.0.113.7");
  if (ip === undefined) throw new TypeError("a sketch needs a real address");
  return {
    facts: {
      id: `att_${String(sketch.n).padStart(26, "0")}`,
      atMs: sketch.atMs ?? START_MS + sketch.n,
      route: "checkout",
      origin: {
        ip,
        asn,
        asnName: asn === 0 ? "" : `AS${asn} 株式会社`,
        country: sketch.country ?? "JP",
        hosting: bare,
      },
      device: { fingerprint: "0123456789abcdef", httpVersion: bare ? "1.1" : "2.0", program: bare },
      visitor: bare ? null : { id: "fedcba9876543210", firstSeenMs: START_MS - 5_000, pages: 7 },
      card: bare ? null : { bin6: "411111", key: "0123456789abcdef0123456789abcdef", kind: "number" },
      amountYen: sketch.amountYen === undefined ? 3_980 : sketch.amountYen,
      emailShape: bare ? null : "a5d2@example.jp",
      emailKey: bare ? null : "00112233445566aa",
      ticketUses: bare ? null : 0,
    },
    judgement: {
      answer,
      probability: 0.0123,
      proven: !bare,
      costsYen: bare ? {} : { pass: 12.5, challenge: 80, block: 900 },
      reasons: bare ? [] : [{ crowd: "country", label: "JP", weight: -0.7, tries: 12, declines: 1 }],
      challengeCost: 1,
      forced: bare ? "budget" : null,
    },
    reachedGateway: ["pass", "slow", "step-up", "hold"].includes(answer),
    feeYen: sketch.feeYen ?? 10,
    savedYen: sketch.savedYen ?? 0,
    outcome: sketch.outcome === undefined ? "approved" : sketch.outcome,
    declineCode: sketch.outcome === "declined" ? "42G120000" : null,
    orderRef: sketch.orderRef ?? null,
    holdId: answer === "hold" ? "hold_1" : null,
    shopMs: bare ? null : 412.5,
  };
}
