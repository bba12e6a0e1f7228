// Takes a lawful request the way the handler chose: to the shop, to an answer of the gate's own, or first through its
// body. A handler that throws on receiving never stops a shop page; one that throws after reading stops the attempt.

import type { Socket } from "node:net";
import { Exchange } from "./exchange.ts";
import type { ExchangeGround, SwitchWish } from "./ground.ts";
import { readBody } from "./request-body.ts";
import { openTunnel } from "./tunnel.ts";
import { sendError, sendReply, type Visit } from "./visit.ts";
import type { Forward, GateHandler, Way } from "./way.ts";

export interface Gate {
  handler: GateHandler;
  ground: ExchangeGround;
  /** Both sockets of every open tunnel. */
  readonly tunnels: Set<Socket>;
  /** See GateServerOptions. */
  readonly era: () => number;
}

const PLAIN: Forward = { kind: "forward" };

/** `upgrade` is the protocol that the buyer wishes to speak from now on. */
export function route(gate: Gate, visit: Visit, upgrade: string | undefined): void {
  let way: Way;
  try {
    way = gate.handler.receive(visit.head);
  } catch (error) {
    gate.ground.onTrouble({ type: "handler.threw", where: "receive", error, path: visit.head.path });
    way = PLAIN;
  }
  if (way.kind === "forward") forward(gate, visit, way, undefined, upgrade);
  else if (way.kind === "answer") sendReply(visit, way.reply);
  else readFirst(gate, visit, way, upgrade);
}

function forward(
  gate: Gate,
  visit: Visit,
  way: Forward,
  body: Uint8Array | undefined,
  upgrade: string | undefined,
): void {
  if (body === undefined && visit.head.bodyBytes > 0 && visit.head.bodyBytes <= READ_AHEAD_BYTES_MAX) {
    readAhead(gate, visit, way);
    return;
  }
  const wish = upgrade === undefined ? undefined : wishFor(gate, visit, way, upgrade);
  const exchange = new Exchange(visit, gate.ground, way, body, wish);
  visit.buyer.occupant = exchange;
  exchange.start();
}

/**
 * Small bodies are read before the shop is asked, so that buyers who dawdle (or only pretend to post) do not keep its
 * connections busy. The same bound as nginx's: with 30,000 connections it stays below half a gigabyte.
 */
const READ_AHEAD_BYTES_MAX = 16_384;

function readAhead(gate: Gate, visit: Visit, way: Forward): void {
  let isReading = true;
  const giveUp = (): void => {
    if (!isReading) return;
    isReading = false;
    void way.watch?.seen(undefined);
  };
  visit.buyer.occupant = {
    onBuyerGone: giveUp,
    onBuyerIdle: () => {
      giveUp();
      sendError(visit, 408, gate.ground.shop);
    },
    onBuyerDrain: nothing,
  };
  readBody(visit, READ_AHEAD_BYTES_MAX, (body) => {
    if (!isReading || body === "too-long") return;
    isReading = false;
    forward(gate, visit, way, body, undefined);
  });
}

function wishFor(gate: Gate, visit: Visit, way: Forward, upgrade: string): SwitchWish {
  const { limits } = gate.ground;
  const era = gate.era();
  return {
    protocol: upgrade,
    onSwitched: (head, shop, rest) => {
      const buyer = visit.buyer.socket;
      const fromBuyer = visit.buyer.handOver();
      // Asked for before all tunnels were cut, granted after.
      if (gate.era() !== era) {
        buyer.destroy();
        shop.destroy();
        return;
      }
      for (const socket of [buyer, shop]) {
        gate.tunnels.add(socket);
        socket.on("close", () => gate.tunnels.delete(socket));
      }
      openTunnel({
        buyer,
        shop,
        head,
        fromBuyer,
        fromShop: rest,
        idleTimeoutMs: limits.upstreamIdleTimeoutMs,
        way,
      });
    },
  };
}

/** Reads the body, then asks again. The 503 page is what a throw in `proceed` becomes: an attempt that could not be judged is not let through. */
function readFirst(
  gate: Gate,
  visit: Visit,
  way: Extract<Way, { kind: "read" }>,
  upgrade: string | undefined,
): void {
  const gone = new AbortController();
  const { ground } = gate;
  let isReading = true;
  visit.buyer.occupant = {
    onBuyerGone: () => gone.abort(),
    onBuyerIdle: () => {
      if (!isReading) return;
      gone.abort();
      sendError(visit, 408, ground.shop);
    },
    onBuyerDrain: nothing,
  };
  const bytesMax = Math.min(way.bodyBytesMax, ground.limits.bodyBytesMax);
  readBody(visit, bytesMax, (body) => {
    isReading = false;
    if (gone.signal.aborted) return;
    if (body === "too-long") {
      sendError(visit, 413, ground.shop);
      return;
    }
    void thenGo(gate, visit, way, body, gone.signal, upgrade);
  });
}

async function thenGo(
  gate: Gate,
  visit: Visit,
  way: Extract<Way, { kind: "read" }>,
  body: Uint8Array,
  gone: AbortSignal,
  upgrade: string | undefined,
): Promise<void> {
  try {
    const next = await way.proceed(body, gone);
    if (gone.aborted) {
      // The judge may be waiting for an outcome that will never come.
      if (next.kind === "forward") void next.watch?.seen(undefined);
      return;
    }
    if (next.kind === "forward") forward(gate, visit, next, body, upgrade);
    else sendReply(visit, next.reply);
  } catch (error) {
    gate.ground.onTrouble({ type: "handler.threw", where: "proceed", error, path: visit.head.path });
    if (visit.answer.hasBegun) visit.buyer.cut();
    else sendError(visit, 503, gate.ground.shop);
  }
}

function nothing(): void {
  // While a body is read, nothing waits for the buyer to read.
}
