// One working gate: judge, answers and wire put together over shared memory and a house. The same in a worker thread
// and in a drill's own process.

import { parseNetworks, MisemoriError, type Clock, type Random } from "../../kernel/index.ts";
import {
  createChallenges,
  createDecoys,
  createDeviceTokens,
  createRefusals,
  createSlowLane,
} from "../answers/index.ts";
import { createRouteTable } from "../attempts/index.ts";
import { startGateServer, type GateHandler, type GateServer, type GateTrouble } from "../http/index.ts";
import type { Origins } from "../origin/index.ts";
import { createAwaits } from "../flow/awaits.ts";
import { createGatherer } from "../flow/gather.ts";
import { createHandler } from "../flow/handler.ts";
import { openBoard, type House } from "../flow/house.ts";
import { createInFlight } from "../flow/lanes.ts";
import { openWalks } from "../flow/walks.ts";
import { DEFAULT_CELLS } from "../judge/cells.ts";
import { openJudge } from "../judge/judge.ts";
import type { GateKeys, GateSettings } from "../settings.ts";

export interface GateMemory {
  readonly judge: SharedArrayBuffer;
  readonly board: SharedArrayBuffer;
}

export interface GateParts {
  readonly settings: GateSettings;
  readonly keys: GateKeys;
  readonly memory: GateMemory;
  readonly origins: Origins;
  readonly house: House;
  readonly clock: Clock;
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
  const lane = createSlowLane({ ...LANE, clock });
  const inFlight = createInFlight();
  const awaits = createAwaits(clock);

  const handlerFor = (settings: GateSettings): GateHandler => {
    const judge = openJudge(parts.memory.judge, DEFAULT_CELLS, {
      home: settings.shop.country,
      costs: settings.costs,
    });
    const shop = shopCard(settings);
    const devices = createDeviceTokens({ keys: parts.keys.signing, clock, random });
    const challenges = createChallenges({ keys: parts.keys.signing, clock, random, devices, shop });
    const walks = openWalks(judge.cells, () => clock.nowMs());
    const { origins, house } = parts;
    const gatherer = createGatherer({
      clock,
      random,
      origins,
      devices,
      challenges,
      walks,
      hashingKey: parts.keys.hashing,
    });
    const desk = {
      clock,
      random,
      judge,
      board: openBoard(parts.memory.board),
      house,
      lane,
      inFlight,
      gatherer,
      challenges,
      decoys,
      refusals: createRefusals({ ...shop, random }),
      awaits,
      home: settings.shop.country,
      feeYen: settings.costs.feeYen,
      mode: settings.mode,
    };
    return createHandler({
      clock,
      routes: createRouteTable(settings.platform),
      devices,
      challenges,
      walks,
      desk,
    });
  };

  const server = await startGateServer({
    ...wireSettings(parts.settings),
    listen: { ...parts.settings.listen, reusePort: parts.reusePort },
    handler: handlerFor(parts.settings),
    clock,
    onTrouble: parts.onTrouble,
  });
  return {
    server,
    reload: (settings) => {
      server.replaceSettings(wireSettings(settings));
      server.replaceHandler(handlerFor(settings));
    },
    learnedDecoys: () => decoys.snapshot(),
    takeDecoys: (bytes) => decoys.restore(bytes),
  };
}

function wireSettings(settings: GateSettings): {
  upstream: URL;
  trustedProxies: import("../../kernel/index.ts").Networks;
  limits: GateSettings["limits"];
  shop: ReturnType<typeof shopCard> & { name: string };
} {
  const trusted = parseNetworks(settings.trustedProxies);
  if (!trusted.ok) throw new MisemoriError(trusted.code, trusted.message, trusted.hint);
  const card = shopCard(settings);
  return {
    upstream: new URL(settings.shop.upstream),
    trustedProxies: trusted.value,
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
