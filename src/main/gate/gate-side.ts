// The gate with its house: shared memory, what was learned, ledger, keeper, workers, and the view people have of it.

import {
  createEpisodes,
  createHookDesk,
  createSuspects,
  DEFAULT_CELLS,
  freshMemory,
  keepHouse,
  loadLearned,
  loadOrigins,
  openBoard,
  openBudget,
  openGatehouse,
  openJudge,
  openOrigins,
  openSiteBoard,
  openSiteDesk,
  replayRecords,
  saveLearned,
  shopTraits,
  startCrew,
  type BudgetLimits,
  type Crew,
  type Episodes,
  type GateKeys,
  type Gatehouse,
  type GateMemory,
  type GateSettings,
  type HookDesk,
  type Judge,
  type Keeper,
  type LookUp,
  type OriginBuffers,
  type SiteDesk,
  type WebhookSettings,
} from "../../gate/index.ts";
import { newId, type Clock, type Events, type Random } from "../../kernel/index.ts";
import type { Config } from "../../config/index.ts";
import type { Store } from "../../store/index.ts";
import { openBaits } from "./baits.ts";
import { gateChores } from "./gate-chores.ts";
import { quietly, runEvery } from "../chores.ts";
import { openFilesMax, withinHandles } from "../handles.ts";
import type { Log } from "../log.ts";
import { countSales } from "./sales.ts";
import { gateSettings } from "../settings.ts";

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
  /** Writes what a person did to the journal. */
  readonly record: (kind: string, by: string, facts: object) => Promise<void>;
  /** The Content-Security-Policy that goes out on the shop's pages; undefined: none. */
  readonly csp: (config: Config) => GateSettings["csp"];
  /** Answers the look-up page. */
  readonly lookUp: LookUp;
  readonly log: Log;
}

const DECOYS = "decoy-patterns";
const STORY = "attack-story";
const DAY_MS = 86_400_000;
const GRACE_MS = 10_000;

export async function openGateSide(tools: GateSideTools): Promise<GateSide> {
  const { store, clock, log } = tools;
  const memory = freshMemory();
  const judge = await openMind(tools, memory);
  const board = openBoard(memory.board);
  board.post({ cardsPaused: (await store.cardSwitch.read()).state === "paused" });
  const sales = countSales(tools);
  const story = await openStory(tools, board.cardsPaused());
  const parts = {
    clock,
    records: store.attempts,
    holds: store.holds,
    budget: openBudget(
      store.budget,
      () => limitsOf(tools.config(), sales.todayYen()),
      () => clock.nowMs(),
    ),
    board,
    judge,
    episodes: story.episodes,
    suspects: createSuspects(),
    events: tools.events,
  };
  const hooks = Promise.withResolvers<HookDesk>();
  const hook: HookDesk = async (request, body) => (await hooks.promise)(request, body);
  const keeper: Keeper = keepHouse({
    ...parts,
    hook,
    lookUp: tools.lookUp,
    redeem: (token) => site.redeem(token),
  });
  const baits = await openBaits({ ...tools, record: quietRecord(tools) });
  const origins = await loadOrigins(`${tools.recordsFolder}/cache`);
  const site = await openSite(tools, memory, origins, keeper.changed);
  await keeper.tick();
  const settings = (config: Config): GateSettings =>
    withinReach(config, { baits: baits.settings(config), csp: tools.csp(config) }, log);
  const crew = await openCrew(tools, settings(tools.config()), memory, keeper, origins);
  const gatehouse = openGatehouse({
    ...parts,
    cards: store.cardSwitch,
    site: site.site,
    keeper,
    shop: () => shopOf(tools.config()),
    workers: () => crew.running(),
  });
  hooks.resolve(openHooks(tools, gatehouse));
  const save = async (): Promise<void> => {
    await story.save();
    await saveLearned(store.learned, memory.judge, clock.nowMs());
  };
  const stopChores = runEvery(log, [
    ...gateChores(tools, judge, { tick: keeper.tick, site: site.tick, sales: sales.count }, save),
    baits.chore(() => crew.reload(settings(tools.config()))),
  ]);
  return {
    crew,
    gatehouse,
    keeper,
    reload: (config) => crew.reload(settings(config)),
    close: async () => {
      stopChores();
      await crew.close(GRACE_MS);
      baits.close();
      await keeper.flush();
      story.close();
      await save();
    },
  };
}

/** The house's own judge, with what was learned before and the records since then. */
async function openMind({ config, store, clock, log }: GateSideTools, memory: GateMemory): Promise<Judge> {
  const { shop, costs } = gateSettings(config());
  const judge = openJudge(memory.judge, DEFAULT_CELLS, { home: shop.country, costs });
  const savedAtMs = await loadLearned(store.learned, memory.judge);
  // Without a copy (killed before the first one was made, or another layout) the last day's records teach all there is.
  const fromMs = savedAtMs ?? clock.nowMs() - DAY_MS;
  const replayed = await replayRecords(store.attempts, judge, fromMs, clock.nowMs() + 1);
  if (savedAtMs !== undefined || replayed > 0) {
    log("info", "gate.remembered", { savedAtMs: savedAtMs ?? null, replayed });
  }
  return judge;
}

/** The orders for the whole shop, in force again before the first worker listens. */
function openSite(
  tools: GateSideTools,
  memory: GateMemory,
  origins: OriginBuffers,
  changed: () => void,
): Promise<SiteDesk> {
  const { store, clock, random, events } = tools;
  const table = openOrigins(origins);
  return openSiteDesk({
    orders: store.siteOrders,
    board: openSiteBoard(memory.site),
    clock,
    random,
    events,
    record: tools.record,
    lookUp: (ip) => table.lookUp(ip),
    settings: () => {
      const { shop, gate, platform } = tools.config();
      const { sessionCookies, tokenField } = shopTraits({ ...platform, agencyPaths: gate.stopped.paths });
      const spared = [...gate.stopped.letThrough, ...gate.trustedProxies];
      return {
        shopUrl: shop.url,
        spared,
        sessionCookies,
        tokens: tokenField === null ? "not-covered" : "ended",
      };
    },
    changed,
  });
}

/** As configured, within what the system allows; where that is less, it is said. */
function withinReach(
  config: Config,
  { baits, csp }: { readonly baits: GateSettings["baits"]; readonly csp: GateSettings["csp"] },
  log: Log,
): GateSettings {
  const wished = {
    ...gateSettings(config),
    ...(baits === undefined ? {} : { baits }),
    ...(csp === undefined ? {} : { csp }),
  };
  const openFiles = openFilesMax();
  const settings = withinHandles(wished, openFiles);
  const { connectionsMax } = settings.limits;
  if (connectionsMax < wished.limits.connectionsMax) {
    const { connectionsMax: wanted } = wished.limits;
    log("warn", "gate.connections-capped", { wanted, connectionsMax, openFiles });
  }
  return settings;
}

function openHooks({ webhooks, clock, log }: GateSideTools, gatehouse: Gatehouse): HookDesk {
  return createHookDesk({
    settings: () => webhooks(),
    gatehouse,
    clock,
    onTaken: (agency, what) => log("info", "webhook.taken", { agency, what }),
  });
}

/** The attack's story, taken up where the last process left it. */
async function openStory(
  { store, clock, events, log, random }: GateSideTools,
  cardsPaused: boolean,
): Promise<{ readonly episodes: Episodes; save(): Promise<void>; close(): void }> {
  const episodes = createEpisodes((nowMs) => newId("attack", nowMs, random));
  episodes.restore(Buffer.from((await store.learned.load(STORY))?.bytes ?? []).toString());
  episodes.cards(cardsPaused, clock.nowMs());
  const save = (): Promise<void> =>
    store.learned.save(STORY, Buffer.from(episodes.snapshot()), clock.nowMs());
  // At every turn of the story at once: whoever is told of an attack must not be told of it as a new one after a crash.
  const close = events.on("attack", () => void quietly(save(), log, "gate.story-not-saved"));
  return { episodes, save, close };
}

async function openCrew(
  tools: GateSideTools,
  settings: GateSettings,
  memory: GateMemory,
  keeper: Keeper,
  origins: OriginBuffers,
): Promise<Crew> {
  const { store, clock, events, log, keys } = tools;
  const decoys = await store.learned.load(DECOYS);
  return startCrew({
    boot: { settings, keys, memory, origins },
    count: tools.config().gate.workers,
    house: keeper.house,
    clock,
    decoys: decoys?.bytes,
    onDecoys: (bytes) =>
      void quietly(store.learned.save(DECOYS, bytes, clock.nowMs()), log, "gate.decoys-not-saved"),
    onLost: (worker, reason) => events.emit({ type: "worker.lost", worker, atMs: clock.nowMs(), reason }),
    onTrouble: (what) => log("warn", "gate.trouble", { what }),
  });
}

function shopOf({ shop, gate }: Config): { name: string; timezone: string; mode: "judge" | "watch" } {
  return { name: shop.name, timezone: shop.timezone, mode: gate.mode };
}

/** The day's budget may be a share of the day's sales; the hour's then grows in step. */
function limitsOf(config: Config, salesTodayYen: number): BudgetLimits {
  const { perHourYen, perDayYen, salesShare } = config.budget;
  const bySales = Math.floor((salesShare ?? 0) * salesTodayYen);
  return { perHourYen: Math.max(perHourYen, bySales), perDayYen: Math.max(perDayYen, bySales) };
}

function quietRecord({ record, log }: GateSideTools): (kind: string, facts: object) => void {
  return (kind, facts) => void quietly(record(kind, "misemori", facts), log, "gate.not-recorded");
}
