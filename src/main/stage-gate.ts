// A gate for a drill's stage: the real handler and wire in this process, on the stage's clock, with memory for a store.
// Nothing of the running guard is touched; what the judge learns here is gone with the stage.

import {
  BOARD_INTS,
  createEpisodes,
  createSuspects,
  DEFAULT_CELLS,
  judgeBytes,
  keepHouse,
  openBoard,
  openBudget,
  openGate,
  openJudge,
  openOrigins,
  type AttemptRecords,
  type GateKeys,
  type GateMemory,
  type OriginBuffers,
} from "../gate/index.ts";
import type { Config } from "../config/index.ts";
import { createEvents, newId, type Clock, type Random } from "../kernel/index.ts";
import { openMemoryStore } from "../store/index.ts";
import { gateSettings } from "./settings.ts";

export interface StageGate {
  readonly url: string;
  readonly port: number;
  /** What this gate recorded since it was opened. */
  readonly attempts: AttemptRecords;
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
  const memory: GateMemory = {
    judge: new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS)),
    board: new SharedArrayBuffer(BOARD_INTS * 4),
  };
  const store = await openMemoryStore();
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
    hook: () => Promise.resolve({ status: 404, headers: [], body: "" }),
  });
  const keys: GateKeys = { signing: [random.bytes(32)], hashing: random.bytes(32) };
  const gate = await openGate({
    settings: {
      ...settings,
      shop: { ...settings.shop, upstream: stage.shopUrl },
      listen: { host: "127.0.0.1", port: stage.port },
      trustedProxies: ["127.0.0.0/8", "::1/128"],
    },
    keys,
    memory,
    origins: openOrigins(stage.origins),
    house: keeper.house,
    clock,
    random,
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
