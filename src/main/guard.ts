// The whole guard: store, journal, gate, alerts, console, and the reload of misemori.yaml. Opened in the order in which
// each needs the other, closed in the opposite one.

import { LOCAL_TOKEN_FILE } from "../cli/index.ts";
import type { LoadedConfig } from "../config/index.ts";
import { startConsole, type Console, type SampleAttack } from "../console/index.ts";
import { openJournal, openSigningKey, type Journal } from "../journal/index.ts";
import { createEvents, type Clock, type Events, type Language, type Random } from "../kernel/index.ts";
import { maskText } from "../scrub/index.ts";
import { openSqliteStore, type Store } from "../store/index.ts";
import { openAlertSide, type AlertSide } from "./desk/alerts.ts";
import { openCanaryWatch, type CanaryWatch, type CanaryWatchTools } from "./canary/listening.ts";
import { openLeakDesk, type LeakSide } from "./canary/leak-desk.ts";
import { openGateSide, type GateSide } from "./gate/gate-side.ts";
import { openIncidents, type Incidents } from "./desk/incidents.ts";
import { lendLocalToken, openGateKeys } from "./keys.ts";
import type { Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { openBelievedPages, policyFromPages } from "./watch/page-guard.ts";
import { watchPostponed } from "./watch/version-postponed.ts";
import { watchReloads } from "./reloads.ts";
import { ownerOf } from "./desk/people.ts";
import { consoleUrlOf, webhookSettings } from "./settings.ts";
import { openVault } from "./desk/vault.ts";
import { openWatches, type Watches } from "./watch/watches.ts";

export interface Guard {
  readonly gatePort: number;
  readonly consoleUrl: string;
  readonly firstOwnerUrl: string | null;
  readonly gate: GateSide;
  readonly canaries: Pick<CanaryWatch, "port">;
  close(): Promise<void>;
}

export interface GuardTools {
  readonly loaded: LoadedConfig;
  readonly language: Language;
  readonly clock: Clock;
  readonly random: Random;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** The built console page. */
  readonly pageFolder: string;
  /** A demonstration's attack on itself. */
  readonly sampleAttack?: SampleAttack;
  /** The name service for canaries' mail; the system's own when it is not given. */
  readonly resolveName?: NonNullable<CanaryWatchTools["resolveName"]>;
}

const DAY_MS = 24 * 3_600_000;

export async function startGuard(tools: GuardTools): Promise<Guard> {
  const { clock, random, log, loaded } = tools;
  let current = loaded;
  const onTrouble = (error: unknown): void => log("error", "guard.trouble", { error: textOf(error) });
  const events = createEvents(onTrouble);
  const store = await openRecords(tools);
  const opened: (() => Promise<unknown> | void)[] = [() => store.close()];
  try {
    const journal = await beginJournal(tools, store);
    opened.push(() => journal.close());
    const lookUp = Promise.withResolvers<Incidents["lookUp"]>();
    const approvals = await openBelievedPages(loaded, store, clock);
    const gate = await openGateSide({
      ...tools,
      config: () => current.config,
      webhooks: () => webhookSettings(current),
      store,
      keys: await openGateKeys(loaded.recordsFolder, random),
      events,
      recordsFolder: loaded.recordsFolder,
      record: async (kind, by, facts) => void (await journal.write(kind, by, facts)),
      csp: (config) => policyFromPages(config, approvals),
      lookUp: async (question) => (await lookUp.promise).ask(question),
    });
    opened.push(() => gate.close());
    const desk = await openAlertSide({ ...tools, store, events, journal, current: () => current, onTrouble });
    opened.push(() => desk.close());
    const incidents = await openIncidents({
      ...tools,
      store,
      journal,
      events,
      gatehouse: gate.gatehouse,
      vault: openVault(loaded.recordsFolder, tools.language),
      loaded: () => current,
      ownerOf: (area) => ownerOf(current.config, area),
    });
    lookUp.resolve(incidents.lookUp);
    opened.push(incidents.close, watchPostponed({ ...loaded, events, clock, log }));
    const ground = { ...tools, approvals, journal, events, entries: store.journal, current: () => current };
    const watch = await openWatches({ ...ground, onApproved: () => gate.reload(current.config) });
    const leaks = openLeakDesk({ ...ground, store });
    opened.push(watch.close, leaks.close);
    await lendLocalToken(loaded.recordsFolder, LOCAL_TOKEN_FILE, store.tokens, clock, random);
    const web = await openWeb(tools, store, journal, gate, desk, incidents, events, watch.desks, leaks);
    opened.push(() => web.close());
    desk.address(consoleUrlOf(loaded.config, web.address));
    const canaries = leaks.hears(await openCanaryWatch({ ...ground, store, loaded: () => current }));
    opened.push(() => canaries.close());
    const take = (next: LoadedConfig): void => {
      current = next;
      gate.reload(next.config);
    };
    opened.push(await watchReloads({ ...tools, events, journal, current: () => current, take }));
    opened.push(await watch.begin());
    await tellAgain(store, gate, events, clock.nowMs());
    journalEvents(events, journal, log);
    return {
      gatePort: gate.crew.port,
      consoleUrl: web.address,
      firstOwnerUrl: web.firstOwnerLink ?? null,
      gate,
      canaries,
      close: () => closeAll(opened),
    };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

async function beginJournal({ loaded, clock }: GuardTools, store: Store): Promise<Journal> {
  const signingKey = await openSigningKey(`${loaded.recordsFolder}/journal.key`);
  const journal = await openJournal({ entries: store.journal, clock, mask: maskText, signingKey });
  await journal.write("guard.started", "misemori", { config: loaded.digest });
  return journal;
}

function openRecords({ loaded, log }: GuardTools): Promise<Store> {
  return openSqliteStore({
    folder: loaded.recordsFolder,
    trafficBytesMax: loaded.config.records.sizeMaxMb * 2 ** 20 * 1.2,
    onTrouble: (trouble) => log("error", "store.trouble", { code: trouble.code, what: trouble.message }),
  });
}

function openWeb(
  tools: GuardTools,
  store: Store,
  journal: Journal,
  gate: GateSide,
  desk: AlertSide,
  { desk: incidents, acts, inquiries, papers, outgoing }: Incidents,
  events: Events,
  watched: Watches["desks"],
  leaks: LeakSide,
): Promise<Console> {
  const { config } = tools.loaded;
  return startConsole({
    listen: config.console.listen,
    gatehouse: gate.gatehouse,
    accounts: store.accounts,
    sessions: store.sessions,
    apiTokens: store.tokens,
    oneTimeKeys: store.oneTimeKeys,
    journal: { write: async (kind, by, facts) => void (await journal.write(kind, by, facts)) },
    alerts: desk.alerts,
    taps: desk.taps,
    journalEntries: store.journal,
    events,
    incidents,
    acts,
    inquiries,
    papers,
    outgoing,
    ...watched,
    leaks: leaks.desk,
    clock: tools.clock,
    random: tools.random,
    pageFolder: tools.pageFolder,
    ...(tools.sampleAttack === undefined ? {} : { sampleAttack: tools.sampleAttack }),
    ...(config.console.url === undefined ? {} : { publicUrl: config.console.url }),
    metrics: createMetrics(gate.gatehouse),
    health: async () => {
      const { shop } = await gate.gatehouse.site.state();
      return { ok: gate.crew.running().running > 0, shop: shop.state };
    },
    log: tools.log,
  });
}

function journalEvents(events: Events, journal: Journal, log: Log): void {
  const write = (kind: string, facts: object): void => {
    journal
      .write(kind, "misemori", facts)
      .catch((error: unknown) => log("error", "journal.failed", { error: textOf(error) }));
  };
  events.on("attack", ({ attack }) => {
    write(`attack.${attack.change}`, {
      ...attack,
      crowds: attack.crowds.map((crowd) => `${crowd.kind} ${crowd.label}`),
    });
  });
  events.on("hold.created", ({ holdId, orderRef, claimedRef }) =>
    write("hold.created", { holdId, orderRef, claimedRef }),
  );
  // What people do is journalled where they do it, with their names. A name that only confirms the claim, which is on
  // record with the hold, is not written again: a flood of held tries must not cost one disk write more than it has to.
  events.on("hold.named", ({ holdId, orderRef, claimedRef, by }) => {
    if (by === "misemori" && orderRef !== claimedRef) write("hold.named", { holdId, orderRef });
  });
  events.on("worker.lost", ({ worker, reason }) => {
    log("error", "worker.lost", { worker, reason });
    write("worker.lost", { worker, reason });
  });
}

async function tellAgain(store: Store, gate: GateSide, events: Events, nowMs: number): Promise<void> {
  await tellHolds(store, events);
  await tellSessionsEnded(gate, events, nowMs);
}

/** Tells the shop of every order still on hold, in case the last process died before it could; keys keep it to once. */
async function tellHolds(store: Store, events: Events): Promise<void> {
  for (const hold of await store.holds.list({ state: "held", limit: 1000 })) {
    const { id: holdId, orderRef, claimedRef, createdAtMs: atMs } = hold;
    events.emit({ type: "hold.created", holdId, orderRef: null, claimedRef, atMs });
    if (orderRef !== null)
      events.emit({ type: "hold.named", holdId, orderRef, claimedRef, by: "misemori", atMs });
  }
}

/** Likewise an ending of sessions; after a day the shop is not troubled with it any more. */
async function tellSessionsEnded({ gatehouse }: GateSide, events: Events, nowMs: number): Promise<void> {
  const { sessions } = await gatehouse.site.state();
  if (sessions === null || nowMs - sessions.atMs > DAY_MS) return;
  events.emit({ type: "sessions.ended", by: sessions.by, atMs: sessions.atMs });
}

async function closeAll(opened: (() => Promise<unknown> | void)[]): Promise<void> {
  for (const close of opened.toReversed()) await close();
  opened.length = 0;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
