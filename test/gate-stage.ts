// A stage for tests of the wire: a shop that does what a test says, a gate before it, and clients that speak raw bytes.

import { createServer, type RequestListener } from "node:http";
import {
  connect,
  createServer as createRawServer,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import {
  startGateServer,
  type GateHandler,
  type GateServer,
  type GateTrouble,
} from "../src/gate/http/index.ts";
import type { GateServerSettings, HttpLimits } from "../src/gate/http/index.ts";
import { parseNetworks, systemClock, type Clock } from "../src/kernel/index.ts";

export const LIMITS: HttpLimits = {
  headTimeoutMs: 10_000,
  bodyIdleTimeoutMs: 30_000,
  keepAliveTimeoutMs: 65_000,
  upstreamConnectTimeoutMs: 5_000,
  upstreamHeadTimeoutMs: 30_000,
  upstreamIdleTimeoutMs: 30_000,
  headBytesMax: 32_768,
  headerCountMax: 100,
  bodyBytesMax: 2_147_483_648,
  connectionsMax: 30_000,
  upstreamConnectionsMax: 64,
};

export interface StageWishes {
  readonly limits?: Partial<HttpLimits>;
  readonly handler?: GateHandler;
  readonly trusted?: readonly string[];
  /** The gate's own clock; its connections stay with the machine's. */
  readonly clock?: Clock;
  readonly connectionClock?: Clock;
  readonly era?: () => number;
}

export interface Stage {
  readonly gate: GateServer;
  readonly port: number;
  readonly url: string;
  readonly shopPort: number;
  readonly troubles: GateTrouble[];
  settings(change: Partial<GateServerSettings>): GateServerSettings;
}

/** Where to say what must be cleaned up: a test's context, or the file's own `after`. */
export interface Cleanup {
  after(undo: () => Promise<void>): void;
}

/** A shop on node:http. */
export function shopOf(listener: RequestListener): Server {
  return createServer({ keepAliveTimeout: 60_000 }, listener);
}

/** A shop on bare sockets: `answer` gets each connection. */
export function rawShop(answer: (socket: Socket) => void): Server {
  return createRawServer((socket) => {
    socket.on("error", () => {});
    answer(socket);
  });
}

/** A bare shop that answers each read with the same bytes and then does `after`. */
export function sayingShop(bytes: string, after: (socket: Socket) => void = () => {}): Server {
  return rawShop((socket) => {
    socket.on("data", () => {
      socket.write(bytes, "latin1");
      after(socket);
    });
  });
}

export async function startStage(t: Cleanup, shop: Server, wishes: StageWishes = {}): Promise<Stage> {
  const shopSockets = new Set<Socket>();
  shop.on("connection", (socket: Socket) => {
    shopSockets.add(socket);
    socket.on("close", () => shopSockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    shop.listen(0, "127.0.0.1", resolve);
  });
  const shopPort = (shop.address() as AddressInfo).port;
  const networks = parseNetworks(wishes.trusted ?? []);
  if (!networks.ok) throw new Error(networks.message);
  const troubles: GateTrouble[] = [];
  const settings: GateServerSettings = {
    upstream: new URL(`http://127.0.0.1:${shopPort}`),
    trustedProxies: networks.value,
    limits: { ...LIMITS, ...wishes.limits },
    shop: { name: "茶<店>", telephone: "03-1234-5678", contactUrl: "https://shop.example/contact" },
  };
  const gate = await startGateServer({
    ...settings,
    listen: { host: "127.0.0.1", port: 0, reusePort: false },
    handler: wishes.handler ?? { receive: () => ({ kind: "forward" }) },
    clock: wishes.clock ?? systemClock(),
    connectionClock: wishes.connectionClock ?? systemClock(),
    ...(wishes.era === undefined ? {} : { era: wishes.era }),
    onTrouble: (trouble) => troubles.push(trouble),
  });
  t.after(async () => {
    await gate.close({ graceMs: 0 });
    for (const socket of shopSockets) socket.destroy();
    await new Promise((resolve) => {
      shop.close(resolve);
    });
  });
  return {
    gate,
    port: gate.address.port,
    url: `http://127.0.0.1:${gate.address.port}`,
    shopPort,
    troubles,
    settings: (change) => ({ ...settings, ...change }),
  };
}

/** Sends raw bytes and reads until the gate closes, or until `until` is seen. Latin-1 both ways. */
export async function talk(port: number, bytes: string, until?: RegExp): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  return new Promise((resolve) => {
    const done = (): void => {
      socket.destroy();
      resolve(heard);
    };
    socket.on("error", () => {});
    socket.on("close", done);
    socket.on("end", done);
    socket.on("data", (data: Buffer) => {
      heard += data.toString("latin1");
      if (until?.test(heard) === true) done();
    });
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

/** Waits until `isTrue`, at most `waitMs`; for events that no callback tells of. */
export async function eventually(isTrue: () => boolean, waitMs = 10_000): Promise<boolean> {
  const endMs = performance.now() + waitMs;
  while (!isTrue()) {
    if (performance.now() > endMs) return false;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
  return true;
}
