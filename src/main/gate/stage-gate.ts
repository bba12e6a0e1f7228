// A gate for a drill's stage: the real handler and wire in this process, on the stage's clock, with memory for a store.
// Nothing of the running guard is touched; what the judge learns here is gone with the stage.

import {
  challengeTries,
  createEpisodes,
  createSuspects,
  freshMemory,
  DEFAULT_CELLS,
  keepHouse,
  openBoard,
  openBudget,
  openGate,
  openJudge,
  openOrigins,
  type AttemptRecords,
  type OriginBuffers,
} from "../../gate/index.ts";
import type { Config } from "../../config/index.ts";
import { createEvents, newId, systemClock, type Clock, type Random } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { gateSettings } from "../settings.ts";

export interface StageGate {
  readonly url: string;
  readonly port: number;
  /** What this gate recorded since it was opened. */
  readonly attempts: AttemptRecords;
  /** The secret counter of a challenge this gate made: the drill need not search for it. */
  readonly told: (nonce: string, level: number) => number | undefined;
  close(): Promise<void>;
}

const TICK_MS = 1_000;

export async function openStageGate(stage: {
  readonly config: Config;
  readonly shopUrl: string;
  /** 0 takes a free one; a stage that is set up anew keeps its address. */
  readonly port: number;
  readonly origins: OriginBuffers;
  readonly requests: Clock;
  readonly background: Clock;
  readonly random: Random;
}): Promise<StageGate> {
  const { config, requests: clock, random } = stage;
  const settings = gateSettings(config);
  const memory = freshMemory();
  const store = openMemoryStore();
  const { perHourYen, perDayYen } = config.budget;
  const budget = openBudget(
    store.budget,
    () => ({ perHourYen, perDayYen }),
    () => clock.nowMs(),
  );
  const keeper = keepHouse({
    clock: stage.background,
    records: store.attempts,
    holds: store.holds,
    budget,
    board: openBoard(memory.board),
    judge: openJudge(memory.judge, DEFAULT_CELLS, { home: settings.shop.country, costs: settings.costs }),
    episodes: createEpisodes((nowMs) => newId("attack", nowMs, random)),
    suspects: createSuspects(),
    events: createEvents(() => undefined),
    redeem: () => Promise.resolve(false),
    hook: () => Promise.resolve({ status: 404, headers: [], body: "" }),
  });
  const watched = watchChallenges(random);
  const gate = await openGate({
    settings: {
      ...settings,
      shop: { ...settings.shop, upstream: stage.shopUrl },
      listen: { host: "127.0.0.1", port: stage.port },
      trustedProxies: ["127.0.0.0/8", "::1/128"],
    },
    keys: { signing: [random.bytes(32)], hashing: random.bytes(32) },
    memory,
    origins: openOrigins(stage.origins),
    house: keeper.house,
    clock,
    // Real connections: were they idle for the stage's leaping hours, they would be closed under a request.
    connectionClock: systemClock(),
    random: watched.random,
    reusePort: false,
    decoys: undefined,
    onTrouble: () => undefined,
  });
  const ended = new AbortController();
  void tickUntil(ended.signal, stage.background, keeper.tick);
  return {
    url: `http://127.0.0.1:${gate.server.address.port}`,
    port: gate.server.address.port,
    attempts: store.attempts,
    told: watched.told,
    close: async () => {
      ended.abort();
      await gate.server.close({ graceMs: 0 });
      await keeper.flush();
      await store.close();
    },
  };
}

async function tickUntil(signal: AbortSignal, clock: Clock, tick: () => Promise<void>): Promise<void> {
  while ((await clock.sleep(TICK_MS, signal)) === "elapsed") await tick();
}

/** Challenges drawn lately that are remembered; a stage has a few hundred open at once. */
const TOLD_MAX = 20_000;

/**
 * Listens to the gate's randomness: a challenge draws its nonce, its salt and then the fraction its counter is made of.
 * The gate under drill is the real one; only the solver is spared hours of work, whose time the drill still counts.
 */
function watchChallenges(random: Random): {
  readonly random: Random;
  told(nonce: string, level: number): number | undefined;
} {
  const fractions = new Map<string, number>();
  let draws: string[] = [];
  return {
    random: {
      bytes: (count) => {
        const bytes = random.bytes(count);
        if (count === 16) draws = [...draws.slice(-1), Buffer.from(bytes).toString("hex")];
        return bytes;
      },
      unit: () => {
        const unit = random.unit();
        const nonce = draws[0];
        if (nonce !== undefined && draws.length === 2) fractions.set(nonce, unit);
        draws = [];
        const oldest = fractions.keys().next();
        if (fractions.size > TOLD_MAX && oldest.done !== true) fractions.delete(oldest.value);
        return unit;
      },
    },
    told: (nonce, level) => {
      const fraction = fractions.get(nonce);
      return fraction === undefined ? undefined : Math.floor(fraction * challengeTries(level));
    },
  };
}
