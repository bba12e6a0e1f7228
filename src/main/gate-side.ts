// The gate with its house: shared memory, what was learned, ledger, keeper, workers, and the view people have of it.

import {
  BOARD_INTS,
  createEpisodes,
  createHookDesk,
  createSuspects,
  DEFAULT_CELLS,
  fadeHonest,
  judgeBytes,
  keepHouse,
  loadLearned,
  loadOrigins,
  midnightOf,
  openBoard,
  openBudget,
  openGatehouse,
  openJudge,
  replayRecords,
  saveLearned,
  startCrew,
  type BudgetLimits,
  type Crew,
  type GateKeys,
  type Gatehouse,
  type GateMemory,
  type HookDesk,
  type Keeper,
  type WebhookSettings,
} from "../gate/index.ts";
import { newId, type Clock, type Events, type Random } from "../kernel/index.ts";
import type { Config } from "../config/index.ts";
import type { Store } from "../store/index.ts";
import type { Log } from "./log.ts";
import { gateSettings } from "./settings.ts";

export interface GateSide {
  readonly crew: Crew;
  readonly gatehouse: Gatehouse;
  readonly keeper: Keeper;
  reload(config: Config): void;
  close(): Promise<void>;
}

export interface GateSideTools {
  readonly config: () => Config;
  readonly webhooks: () => WebhookSettings;
  readonly store: Store;
  readonly keys: GateKeys;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly recordsFolder: string;
  readonly log: Log;
}

const DECOYS = "decoy-patterns";
const STORY = "attack-story";
const TICK_MS = 1_000;
const SAVE_MS = 20_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const GRACE_MS = 10_000;

export async function openGateSide(tools: GateSideTools): Promise<GateSide> {
  const { store, clock, events, log } = tools;
  const memory: GateMemory = {
    judge: new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS)),
    board: new SharedArrayBuffer(BOARD_INTS * 4),
  };
  const settings = gateSettings(tools.config());
  const judge = openJudge(memory.judge, DEFAULT_CELLS, {
    home: settings.shop.country,
    costs: settings.costs,
  });
  const savedAtMs = await loadLearned(store.learned, memory.judge);
  // Without a copy (killed before the first one was made, or another layout) the last day's records teach all there is.
  const replayFromMs = savedAtMs ?? clock.nowMs() - DAY_MS;
  const replayed = await replayRecords(store.attempts, judge, replayFromMs, clock.nowMs() + 1);
  if (savedAtMs !== undefined || replayed > 0) {
    log("info", "gate.remembered", { savedAtMs: savedAtMs ?? null, replayed });
  }
  const board = openBoard(memory.board);
  board.post({ cardsPaused: (await store.cardSwitch.read()).state === "paused" });

  let salesTodayYen = 0;
  const budget = openBudget(
    store.budget,
    () => limitsOf(tools.config(), salesTodayYen),
    () => clock.nowMs(),
  );
  const episodes = createEpisodes((nowMs) => newId("attack", nowMs, tools.random));
  episodes.restore(Buffer.from((await store.learned.load(STORY))?.bytes ?? []).toString());
  episodes.cards(board.cardsPaused(), clock.nowMs());
  const saveStory = (): Promise<void> =>
    store.learned.save(STORY, Buffer.from(episodes.snapshot()), clock.nowMs());
  // At every turn of the story at once: whoever is told of an attack must not be told of it as a new one after a crash.
  const stopSaving = events.on("attack", () => void quietly(saveStory(), log, "gate.story-not-saved"));
  const suspects = createSuspects();
  const parts = {
    clock,
    records: store.attempts,
    holds: store.holds,
    budget,
    board,
    judge,
    episodes,
    suspects,
    events,
  };
  const hooks = Promise.withResolvers<HookDesk>();
  const keeper = keepHouse({ ...parts, hook: async (request, body) => (await hooks.promise)(request, body) });
  await keeper.tick();
  const decoys = await store.learned.load(DECOYS);
  const crew = await startCrew({
    boot: { settings, keys: tools.keys, memory, origins: await loadOrigins(`${tools.recordsFolder}/cache`) },
    count: tools.config().gate.workers,
    house: keeper.house,
    clock,
    decoys: decoys?.bytes,
    onDecoys: (bytes) =>
      void quietly(store.learned.save(DECOYS, bytes, clock.nowMs()), log, "gate.decoys-not-saved"),
    onLost: (worker, reason) => events.emit({ type: "worker.lost", worker, atMs: clock.nowMs(), reason }),
    onTrouble: (what) => log("warn", "gate.trouble", { what }),
  });
  const gatehouse = openGatehouse({
    ...parts,
    cards: store.cardSwitch,
    keeper,
    shop: () => ({
      name: tools.config().shop.name,
      timezone: tools.config().shop.timezone,
      mode: tools.config().gate.mode,
      feeYen: tools.config().costs.feeYen,
    }),
    workers: () => crew.running(),
  });
  hooks.resolve(
    createHookDesk({
      settings: () => tools.webhooks(),
      gatehouse,
      clock,
      onTaken: (agency, what) => log("info", "webhook.taken", { agency, what }),
    }),
  );
  const stopClocks = runEvery(log, [
    {
      everyMs: TICK_MS,
      name: "gate.tick",
      run: async () => {
        await keeper.tick();
        if (tools.config().budget.salesShare !== undefined) {
          salesTodayYen = await salesSince(
            store,
            midnightOf(clock.nowMs(), tools.config().shop.timezone),
            clock.nowMs(),
          );
        }
      },
    },
    {
      everyMs: SAVE_MS,
      name: "gate.save",
      run: async () => {
        await saveStory();
        await saveLearned(store.learned, memory.judge, clock.nowMs());
      },
    },
    { everyMs: HOUR_MS, name: "gate.fade", run: async () => fadeHonest(judge.cells) },
    { everyMs: HOUR_MS, name: "gate.trim", run: () => trim(tools) },
  ]);
  return {
    crew,
    gatehouse,
    keeper,
    reload: (config) => crew.reload(gateSettings(config)),
    close: async () => {
      stopClocks();
      await crew.close(GRACE_MS);
      await keeper.flush();
      stopSaving();
      await saveStory();
      await saveLearned(store.learned, memory.judge, clock.nowMs());
    },
  };
}

/** The day's budget may be a share of the day's sales; the hour's then grows in step. */
function limitsOf(config: Config, salesTodayYen: number): BudgetLimits {
  const { perHourYen, perDayYen, salesShare } = config.budget;
  const byeSales = Math.floor((salesShare ?? 0) * salesTodayYen);
  return { perHourYen: Math.max(perHourYen, byeSales), perDayYen: Math.max(perDayYen, byeSales) };
}

async function salesSince(store: Store, fromMs: number, toMs: number): Promise<number> {
  const sums = await store.attempts.sums({ fromMs, toMs, bucketMs: DAY_MS });
  return sums.reduce((total, sum) => total + sum.salesYen, 0);
}

async function trim(tools: GateSideTools): Promise<void> {
  const { keepDays, sizeMaxMb } = tools.config().records;
  const keepFromMs = tools.clock.nowMs() - keepDays * DAY_MS;
  await tools.store.attempts.trim({ keepFromMs, bytesMax: sizeMaxMb * 1024 * 1024 });
}

interface Chore {
  readonly everyMs: number;
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/** Runs each chore again and again, never twice at once; a chore that fails is logged and tried again. */
function runEvery(log: Log, chores: readonly Chore[]): () => void {
  const timers = chores.map((chore) => {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      void quietly(chore.run(), log, `${chore.name}-failed`).finally(() => {
        busy = false;
      });
    }, chore.everyMs);
    return timer.unref();
  });
  return () => timers.forEach((timer) => clearInterval(timer));
}

async function quietly(work: Promise<unknown>, log: Log, event: string): Promise<void> {
  try {
    await work;
  } catch (error) {
    log("error", event, { error: error instanceof Error ? error.message : String(error) });
  }
}
