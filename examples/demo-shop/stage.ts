// A stage for drills in virtual time: fake gateway, demonstration shop and (when given) a real gate in front, all in this
// process on one clock that the drill turns. Without a gate the shop itself is attacked: everything reaches the gateway.

import {
  createStageClock,
  VIRTUAL_START_MS,
  type DrillStage,
  type StageClock,
} from "../../src/ready/index.ts";
import { BANK_LATENCY, startFakeGateway, type GatewayLatency } from "./gateway.ts";
import { createIssuer } from "./issuer.ts";
import { startDemoShop } from "./shop.ts";

export interface StageGate {
  /** Address of the running gate. */
  readonly url: string;
  close(): Promise<void>;
}

export interface StageOptions {
  /**
   * Starts a fresh gate in front of the shop; called again at every reset, with nothing remembered. It must trust
   * X-Forwarded-For from loopback, delay answers on `clock.requests` and do background work on `clock.background`.
   */
  readonly openGate?: (place: { readonly shopUrl: string; readonly clock: StageClock }) => Promise<StageGate>;
  readonly latency?: GatewayLatency | 0;
  readonly feeYen?: number;
  /** Uniform in [0, 1), for the bank's latency; give a seeded one for equal runs. */
  readonly random?: () => number;
}

export async function openDemoStage(options: StageOptions = {}): Promise<DrillStage> {
  const clock = createStageClock(VIRTUAL_START_MS);
  const issuer = createIssuer();
  const feeYen = options.feeYen ?? 20;
  const gateway = await startFakeGateway({
    feeYen,
    issuer,
    clock: clock.requests,
    latency: options.latency ?? BANK_LATENCY,
    ...(options.random === undefined ? {} : { random: options.random }),
  });
  const shop = await startDemoShop({ gateway: gateway.url, clock: clock.requests });
  let gate = await options.openGate?.({ shopUrl: shop.url, clock });
  return {
    get baseUrl() {
      return gate?.url ?? shop.url;
    },
    shopUrl: shop.url,
    issuer,
    feeYen,
    setNow: (nowMs) => clock.setNow(nowMs),
    asleep: () => clock.asleep(),
    nextWakeMs: () => clock.nextWakeMs(),
    gatewayCalls: () => {
      const { calls, byTag } = gateway.stats(true);
      return Promise.resolve(byTag === undefined ? { total: calls } : { total: calls, byTag });
    },
    reset: async (nowMs) => {
      // Closing first, then waking: a gate that waits for its own sleepers must not wait for ever.
      const closing = gate?.close();
      clock.restart(nowMs);
      await closing;
      gateway.reset();
      shop.reset();
      gate = await options.openGate?.({ shopUrl: shop.url, clock });
    },
    close: async () => {
      const closing = gate?.close();
      clock.restart(clock.requests.nowMs());
      await closing;
      await shop.close();
      await gateway.close();
    },
  };
}
