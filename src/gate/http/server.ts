// The reverse proxy: takes connections, lets only lawful requests in, asks the handler which way each goes, and takes
// it there. It knows nothing of cards.

import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { MisemoriError, type Clock } from "../../kernel/index.ts";
import { BuyerConnection, type BuyerHome } from "./buyer-connection.ts";
import { hardLimit, takeIn } from "./crowding.ts";
import { createEnding, type Ending } from "./ending.ts";
import type { ExchangeGround } from "./ground.ts";
import { errorReply } from "./pages.ts";
import { readHead, type HeadRules } from "./request-head.ts";
import type { RequestLines } from "./request-lines.ts";
import { route, type Gate } from "./routing.ts";
import type { GateServer, GateServerOptions, GateServerSettings, HttpLimits } from "./settings.ts";
import { ShopPool } from "./shop-pool.ts";
import { wishedProtocol } from "./tunnel.ts";
import { sendReply } from "./visit.ts";

interface State extends Gate {
  rules: HeadRules;
  readonly pools: Set<ShopPool>;
  /** Open connections of buyers, tunnels included. */
  readonly buyers: Set<BuyerConnection>;
  readonly ending: Ending;
  sweeping: NodeJS.Timeout | undefined;
}

/** Starts the proxy. Rejects with code "gate.listen" when the address cannot be taken. */
export async function startGateServer(options: GateServerOptions): Promise<GateServer> {
  const pool = new ShopPool(options.upstream, options.limits, options.clock);
  const open = { tunnels: new Set<Socket>(), buyers: new Set<BuyerConnection>() };
  const era = options.era ?? (() => 0);
  const state: State = {
    ...open,
    era,
    ending: createEnding(era, open),
    handler: options.handler,
    rules: rulesOf(options),
    ground: groundOf(options, pool, options.onTrouble),
    pools: new Set([pool]),
    sweeping: undefined,
  };
  const server = createServer({
    // Who will send nothing more is dealt with by his connection.
    allowHalfOpen: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
  });
  const clock = options.connectionClock ?? options.clock;
  applyLimits(server, state, options.limits, clock);
  listenTo(server, state, clock);
  try {
    await listening(server, options.listen);
  } catch (error) {
    clearInterval(state.sweeping);
    pool.destroy();
    throw error;
  }
  const { address, port } = server.address() as AddressInfo;
  return {
    address: { host: address, port },
    replaceHandler: (handler) => {
      state.handler = handler;
    },
    replaceSettings: (settings) => replaceSettings(server, state, settings, options),
    connections: () => ({
      buyers: state.buyers.size,
      shop: [...state.pools].reduce((sum, each) => sum + each.size, 0),
      tunnels: state.tunnels.size / 2,
    }),
    close: ({ graceMs }) => closeServer(server, state, graceMs),
  };
}

function rulesOf(settings: GateServerSettings): HeadRules {
  return {
    limits: settings.limits,
    trustedProxies: settings.trustedProxies,
    shopHost: settings.upstream.host,
  };
}

function groundOf(
  settings: GateServerSettings,
  pool: ShopPool,
  onTrouble: ExchangeGround["onTrouble"],
): ExchangeGround {
  return { pool, limits: settings.limits, shop: settings.shop, onTrouble, isClosing: false };
}

function applyLimits(server: Server, state: State, limits: HttpLimits, clock: Clock): void {
  server.maxConnections = hardLimit(limits.connectionsMax);
  const shortestMs = Math.min(limits.headTimeoutMs, limits.bodyIdleTimeoutMs, limits.keepAliveTimeoutMs);
  clearInterval(state.sweeping);
  // One timer for all connections: none is set, moved or cleared for a request.
  state.sweeping = setInterval(
    () => {
      const nowMs = clock.monoMs();
      for (const buyer of state.buyers) if (buyer.deadlineMs <= nowMs) buyer.onDeadline();
      state.ending.sweep(nowMs);
    },
    Math.min(1_000, Math.max(20, shortestMs / 4)),
  );
  state.sweeping.unref();
}

function replaceSettings(
  server: Server,
  state: State,
  settings: GateServerSettings,
  options: GateServerOptions,
): void {
  applyLimits(server, state, settings.limits, options.connectionClock ?? options.clock);
  let { pool } = state.ground;
  if (pool.upstream.href === settings.upstream.href) pool.replaceLimits(settings.limits);
  else {
    pool.retire();
    pool = new ShopPool(settings.upstream, settings.limits, options.clock);
    state.pools.add(pool);
  }
  for (const old of state.pools) if (old !== pool && old.size === 0) state.pools.delete(old);
  state.rules = rulesOf(settings);
  state.ground = groundOf(settings, pool, options.onTrouble);
  for (const buyer of state.buyers) buyer.onLimits();
}

function listenTo(server: Server, state: State, clock: Clock): void {
  const home = homeOf(state, clock);
  const onFull = (): void => {
    const { connectionsMax } = state.rules.limits;
    state.ground.onTrouble({ type: "connections.full", connectionsMax });
  };
  server.on("connection", (socket: Socket) => {
    takeIn(state.buyers, new BuyerConnection(socket, home), state.rules.limits.connectionsMax, onFull);
  });
  // Without a listener, running out of file handles would end the process.
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (server.listening) state.ground.onTrouble({ type: "accept.failed", code: error.code ?? "unknown" });
  });
  server.on("drop", onFull);
}

function homeOf(state: State, clock: Clock): BuyerHome {
  let date = "";
  let dateSec = -1;
  let kept = "";
  let keptMs = -1;
  return {
    limits: () => state.rules.limits,
    nowMs: () => clock.monoMs(),
    onRequest: (buyer, lines) => take(state, buyer, lines),
    onRefused: (buyer, status, why) =>
      state.ground.onTrouble({ type: "request.refused", status, why, from: buyer.ip }),
    onGone: (buyer) => state.buyers.delete(buyer),
    dateLine: () => {
      const nowMs = clock.nowMs();
      const sec = Math.floor(nowMs / 1000);
      if (sec !== dateSec) {
        dateSec = sec;
        date = `Date: ${new Date(nowMs).toUTCString()}\r\n`;
      }
      return date;
    },
    keptLines: () => {
      const { keepAliveTimeoutMs } = state.rules.limits;
      if (keepAliveTimeoutMs !== keptMs) {
        keptMs = keepAliveTimeoutMs;
        kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keptMs / 1000)}\r\n`;
      }
      return kept;
    },
  };
}

function take(state: State, buyer: BuyerConnection, lines: RequestLines): void {
  const head = readHead(lines, buyer, state.rules);
  if (!head.ok) {
    refuseLawless(state, buyer, lines, head.status, head.why);
    return;
  }
  const { headers } = head;
  const answer = buyer.begin(head.bodyBytes, head.method === "HEAD", lines.version);
  buyer.waitsForContinue = head.waitsForContinue;
  const upgrade = headers["upgrade"] === undefined ? undefined : wishedProtocol(head);
  // After a refused upgrade, what the buyer sent behind it could be either protocol.
  const staysOpen = upgrade === undefined && wantsToStay(lines.version, headers["connection"]);
  answer.staysOpen = staysOpen && !state.ground.isClosing;
  route(state, { buyer, answer, head }, upgrade);
}

function wantsToStay(version: "1.0" | "1.1", connection: string | undefined): boolean {
  if (connection === undefined) return version === "1.1";
  if (/(?:^|[ ,\t])close(?:$|[ ,\t])/i.test(connection)) return false;
  return version === "1.1" || /(?:^|[ ,\t])keep-alive(?:$|[ ,\t])/i.test(connection);
}

/** Parsed, but not lawful: nothing of it is relied on, so the connection ends with the answer. */
function refuseLawless(
  state: State,
  buyer: BuyerConnection,
  lines: RequestLines,
  status: number,
  why: string,
): void {
  state.ground.onTrouble({ type: "request.refused", status, why, from: buyer.ip });
  const valueOf = (lower: string): string | undefined => {
    const at = lines.names.findIndex((name) => name.lower === lower);
    return at < 0 ? undefined : lines.fields.raw[2 * at + 1];
  };
  const asked = {
    method: lines.method,
    accept: valueOf("accept"),
    acceptLanguage: valueOf("accept-language"),
  };
  const hasBody = valueOf("content-length") !== undefined || valueOf("transfer-encoding") !== undefined;
  const answer = buyer.begin(hasBody ? -1 : 0, lines.method === "HEAD", lines.version);
  buyer.waitsForContinue = valueOf("expect") !== undefined;
  answer.staysOpen = false;
  sendReply({ buyer, answer }, errorReply(status, asked, state.ground.shop));
}

async function listening(server: Server, listen: GateServerOptions["listen"]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      const hint = "is another program using this address? choose another one under gate.listen";
      reject(new MisemoriError("gate.listen", `cannot listen on ${listen.host}:${listen.port}`, hint, error));
    });
    // A burst of buyers must not find the queue of the system full.
    server.listen({ ...listen, backlog: 4_096 }, resolve);
  });
}

async function closeServer(server: Server, state: State, graceMs: number): Promise<void> {
  state.ground.isClosing = true;
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const closeIdle = (): void => {
    for (const buyer of state.buyers) if (buyer.isIdle) buyer.close();
  };
  closeIdle();
  // Those that were answering when the closing began become idle only later.
  const idle = setInterval(closeIdle, 50);
  const cutting = setTimeout(() => {
    for (const socket of state.tunnels) socket.destroy();
    for (const buyer of state.buyers) buyer.socket.destroy();
  }, graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cutting);
  clearInterval(state.sweeping);
  for (const pool of state.pools) pool.destroy();
}
