// One working gate: judge, answers and wire put together over shared memory and a house. The same in a worker thread
// and in a drill's own process.

import { MisemoriError, parseNetworks, type Clock, type Networks, type Random } from "../../kernel/index.ts";
import {
  createChallenges,
  createDecoys,
  createDeviceTokens,
  createRefusals,
  createSlowLane,
  type Decoys,
  type SlowLane,
} from "../answers/index.ts";
import { createBaits, createDecoyCards, openTouches } from "../baits/index.ts";
import { createCspReports, withPolicy, type CspReports } from "../csp/index.ts";
import { createRouteTable, shopTraits } from "../attempts/index.ts";
import { startGateServer, type GateHandler, type GateServer, type GateTrouble } from "../http/index.ts";
import type { Origins } from "../origin/index.ts";
import { createLookUpPage } from "../lookup/serve.ts";
import { openChoiceMemory } from "../flow/choices.ts";
import { createGatherer } from "../flow/gather.ts";
import { createHandler } from "../flow/handler.ts";
import { BOARD_INTS, openBoard, type House } from "../flow/house.ts";
import { createInFlight, type InFlight } from "../flow/lanes.ts";
import { openWalks } from "../flow/walks.ts";
import { DEFAULT_CELLS } from "../judge/cells.ts";
import { judgeBytes, openJudge } from "../judge/judge.ts";
import type { GateKeys, GateSettings } from "../settings.ts";
import {
  createEras,
  createPasses,
  createSeals,
  createSessions,
  createSitePages,
  openDoor,
  openSiteBoard,
  sessionNames,
  SITE_BYTES,
} from "../site/index.ts";

export interface GateMemory {
  readonly judge: SharedArrayBuffer;
  readonly board: SharedArrayBuffer;
  /** Orders for the whole shop: SITE_BYTES. */
  readonly site: SharedArrayBuffer;
}

/** As at a first start: nothing learned, cards open, the shop open. */
export function freshMemory(): GateMemory {
  return {
    judge: new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS)),
    board: new SharedArrayBuffer(BOARD_INTS * 4),
    site: new SharedArrayBuffer(SITE_BYTES),
  };
}

export interface GateParts {
  readonly settings: GateSettings;
  readonly keys: GateKeys;
  readonly memory: GateMemory;
  readonly origins: Origins;
  readonly house: House;
  readonly clock: Clock;
  /** What buyers' connections are timed by; `clock` unless given. */
  readonly connectionClock?: Clock;
  readonly random: Random;
  readonly reusePort: boolean;
  /** Decoy patterns learned before, free of personal data. */
  readonly decoys: Uint8Array | undefined;
  readonly onTrouble: (trouble: GateTrouble) => void;
}

export interface OpenGate {
  readonly server: GateServer;
  /** Takes new settings without dropping a connection; tries under way end under the old ones. */
  reload(settings: GateSettings): void;
  /** Decoy patterns learned since the last call, or undefined. */
  learnedDecoys(): Uint8Array;
  takeDecoys(bytes: Uint8Array): void;
}

/** Waiting tries per lane and in all: each costs a request's body, 256 KiB at most. */
const LANE = { perKeyMax: 64, totalMax: 512, waitMsMax: 8_000 };

export async function openGate(parts: GateParts): Promise<OpenGate> {
  const { clock, random } = parts;
  const decoys = createDecoys({ clock, random });
  if (parts.decoys !== undefined) decoys.restore(parts.decoys);
  const kept: Kept = {
    decoys,
    lane: createSlowLane({ ...LANE, clock }),
    inFlight: createInFlight(),
    cspReports: createCspReports(clock, (sight) => parts.house.keptOut(sight)),
  };
  const server = await startGateServer({
    ...wireSettings(parts.settings),
    listen: { ...parts.settings.listen, reusePort: parts.reusePort },
    handler: handlerFor(parts, kept, parts.settings),
    clock,
    ...(parts.connectionClock === undefined ? {} : { connectionClock: parts.connectionClock }),
    era: createEras(openSiteBoard(parts.memory.site)),
    onTrouble: parts.onTrouble,
  });
  return {
    server,
    reload: (settings) => {
      server.replaceSettings(wireSettings(settings));
      server.replaceHandler(handlerFor(parts, kept, settings));
    },
    learnedDecoys: () => decoys.snapshot(),
    takeDecoys: (bytes) => decoys.restore(bytes),
  };
}

/** What outlives a reload: tries under way, what was learned and what was told. */
interface Kept {
  readonly decoys: Decoys;
  readonly lane: SlowLane;
  readonly inFlight: InFlight;
  readonly cspReports: CspReports;
}

function handlerFor(parts: GateParts, kept: Kept, settings: GateSettings): GateHandler {
  const { clock, random, keys, origins, house } = parts;
  const home = settings.shop.country;
  const judge = openJudge(parts.memory.judge, DEFAULT_CELLS, { home, costs: settings.costs });
  const shop = shopCard(settings);
  const devices = createDeviceTokens({ keys: keys.signing, clock, random });
  const challenges = createChallenges({ keys: keys.signing, clock, random, devices, shop });
  const walks = openWalks(judge.cells, () => clock.nowMs());
  const routes = createRouteTable(settings.platform);
  const { choices } = routes;
  const remembering = { cells: judge.cells, key: keys.hashing, nowMs: () => clock.nowMs() };
  const chosen = choices === undefined ? undefined : openChoiceMemory({ ...remembering, choices });
  const seen = { clock, random, origins, devices, challenges, walks };
  const touched = openTouches({
    ownScanners: networksOf(settings.baits?.ownScanners ?? []),
    clock,
    cells: judge.cells,
    devices,
    origins,
    tell: (touch) => house.baited(touch),
  });
  const desk = {
    ...kept,
    clock,
    random,
    judge,
    board: openBoard(parts.memory.board),
    house,
    gatherer: createGatherer({ ...seen, hashingKey: keys.hashing }),
    challenges,
    devices,
    choices,
    chosen,
    refusals: createRefusals({ ...shop, random }),
    home,
    feeYen: settings.costs.feeYen,
    mode: settings.mode,
    isDecoyPaid: createDecoyCards(settings.baits?.cards, touched),
  };
  const baits = createBaits(settings.baits?.baits ?? [], touched);
  const inner = createHandler({
    baits,
    clock,
    routes,
    devices,
    challenges,
    walks,
    desk,
    lookUpPage: createLookUpPage({ lookUp: house.lookUp, shop, clock, random }),
  });
  return openDoor(withPolicy(inner, settings.csp, kept.cspReports), {
    ...doorTools(parts, settings),
    isPaying: (request) => {
      const visitor = devices.read(request);
      return visitor !== undefined && walks.isAwaited(visitor.id, clock.nowMs());
    },
  });
}

/** What stands before all judging: the orders for the whole shop. */
function doorTools(
  parts: GateParts,
  settings: GateSettings,
): Omit<Parameters<typeof openDoor>[1], "isPaying"> {
  const { clock, random, keys, origins, house } = parts;
  const board = openSiteBoard(parts.memory.site);
  const traits = shopTraits({
    preset: settings.platform.preset,
    sessionCookies: settings.platform.sessionCookies ?? [],
    agencyPaths: settings.stopped.paths,
  });
  const names = sessionNames(traits.sessionCookies);
  const own = networksOf(settings.stopped.letThrough);
  const trusted = networksOf(settings.trustedProxies);
  return {
    clock,
    board,
    traits,
    pages: createSitePages({ ...shopCard(settings), random, shopUrl: settings.shop.url }),
    passes: createPasses(keys.signing, clock),
    sessions: createSessions({ board, names, traits, seals: createSeals(keys.signing, names) }),
    lookUp: (ip) => origins.lookUp(ip),
    isOwn: (ip) => own.contains(ip),
    isTrusted: (ip) => trusted.contains(ip),
    redeem: (token) => house.redeem(token),
  };
}

function networksOf(ranges: readonly string[]): Networks {
  const networks = parseNetworks(ranges);
  if (!networks.ok) throw new MisemoriError(networks.code, networks.message, networks.hint);
  return networks.value;
}

function wireSettings(settings: GateSettings): {
  upstream: URL;
  trustedProxies: Networks;
  limits: GateSettings["limits"];
  shop: ReturnType<typeof shopCard> & { name: string };
} {
  const card = shopCard(settings);
  return {
    upstream: new URL(settings.shop.upstream),
    trustedProxies: networksOf(settings.trustedProxies),
    limits: settings.limits,
    shop: { ...card, name: card.shopName },
  };
}

function shopCard(settings: GateSettings): {
  shopName: string;
  telephone: string | undefined;
  contactUrl: string | undefined;
  otherPayments: readonly string[];
} {
  const { name, telephone, contactUrl, otherPayments } = settings.shop;
  return {
    shopName: name,
    telephone: telephone ?? undefined,
    contactUrl: contactUrl ?? undefined,
    otherPayments,
  };
}
