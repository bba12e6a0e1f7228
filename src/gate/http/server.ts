// The reverse proxy: takes connections, lets only lawful requests in, asks the handler which way each goes, and takes
// it there. It knows nothing of cards.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { MisemoriError } from "../../kernel/index.ts";
import { boundConnections, hardLimit } from "./crowding.ts";
import { errorReply } from "./pages.ts";
import { lineOf, lineOfSocket, PIPELINED_MAX, type Line } from "./line.ts";
import { refuseRaw, statusOfParserError } from "./refusing.ts";
import { route, type Gate } from "./routing.ts";
import type { ExchangeGround } from "./ground.ts";
import { readHead, type HeadRules } from "./request-head.ts";
import type { GateServer, GateServerOptions, GateServerSettings, HttpLimits } from "./settings.ts";
import { ShopPool } from "./shop-pool.ts";
import { responseOn, wishedProtocol } from "./tunnel.ts";
import { sendReply, type Visit } from "./visit.ts";

interface State extends Gate {
  rules: HeadRules;
  readonly pools: Set<ShopPool>;
  /** Open connections of buyers, tunnels included. */
  readonly buyers: Set<Socket>;
}

/** Starts the proxy. Rejects with code "gate.listen" when the address cannot be taken. */
export async function startGateServer(options: GateServerOptions): Promise<GateServer> {
  const pool = new ShopPool(options.upstream, options.limits, options.clock);
  const state: State = {
    handler: options.handler,
    rules: rulesOf(options),
    ground: groundOf(options, pool, options.onTrouble),
    pools: new Set([pool]),
    tunnels: new Set(),
    buyers: new Set(),
  };
  const server = createServer({
    maxHeaderSize: options.limits.headBytesMax,
    insecureHTTPParser: false,
    requireHostHeader: false,
    joinDuplicateHeaders: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    connectionsCheckingInterval: Math.min(1_000, Math.max(50, options.limits.headTimeoutMs / 4)),
    optimizeEmptyRequests: true,
    shouldUpgradeCallback: (message) => wishedProtocol(message) !== undefined,
  });
  applyLimits(server, options.limits);
  listenTo(server, state);
  await listening(server, options.listen);
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

function applyLimits(server: Server, limits: HttpLimits): void {
  server.headersTimeout = limits.headTimeoutMs;
  // A whole upload may take long; only silence is bounded.
  server.requestTimeout = 0;
  server.keepAliveTimeout = limits.keepAliveTimeoutMs;
  server.timeout = limits.bodyIdleTimeoutMs;
  // Node would silently drop fields beyond its own count; the count is checked when the head is read.
  server.maxHeadersCount = 0;
  server.maxConnections = hardLimit(limits.connectionsMax);
  (server as Server & { maxHeaderSize: number }).maxHeaderSize = limits.headBytesMax;
}

function replaceSettings(
  server: Server,
  state: State,
  settings: GateServerSettings,
  options: GateServerOptions,
): void {
  applyLimits(server, settings.limits);
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
}

function listenTo(server: Server, state: State): void {
  const { buyers } = state;
  boundConnections(
    server,
    buyers,
    () => state.rules.limits.connectionsMax,
    () => {
      const { connectionsMax } = state.rules.limits;
      state.ground.onTrouble({ type: "connections.full", connectionsMax });
    },
  );
  server.on("request", (message, response) => arrive(state, message, response, false));
  server.on("checkContinue", (message, response) => arrive(state, message, response, true));
  server.on("checkExpectation", (message: IncomingMessage, response: ServerResponse) => {
    refuseLawless(state, message, response, 417, "expectation");
  });
  server.on("connect", (_message, socket) => refuseRaw(socket, 405));
  server.on("upgrade", (message, socket, head) => {
    const plain = socket as Socket;
    const protocol = wishedProtocol(message);
    const response = responseOn(message, plain);
    plain.setTimeout(0);
    if (protocol === undefined) refuseLawless(state, message, response, 400, "upgrade");
    else arrive(state, message, response, false, { protocol, socket: plain, fromBuyer: head });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    onClientError(state, error, socket as Socket),
  );
  server.on("timeout", (socket) => {
    const line = lineOfSocket(socket);
    if (line.isBusy) line.occupant?.onBuyerIdle();
    else socket.destroy();
  });
  // Without a listener, running out of file handles would end the process.
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (server.listening) state.ground.onTrouble({ type: "accept.failed", code: error.code ?? "unknown" });
  });
}

function onClientError(state: State, error: NodeJS.ErrnoException, socket: Socket): void {
  const status = statusOfParserError(error);
  if (status === "ignore") return;
  const line = lineOfSocket(socket);
  if (line.isRefused) {
    line.response?.end();
    return;
  }
  line.isRefused = true;
  const neverSpoke = status === 408 && socket.bytesRead === 0;
  if (status === undefined || neverSpoke || !socket.writable) {
    socket.destroy();
    return;
  }
  state.ground.onTrouble({ type: "request.refused", status, why: error.code ?? "unknown", from: line.ip });
  line.waiting.length = 0;
  // The request before was whole and lawful: its answer still goes out, then the connection closes.
  if (line.response?.req.complete === true) {
    if (!line.response.headersSent) line.response.shouldKeepAlive = false;
    return;
  }
  line.occupant?.onBuyerGone();
  // An answer that has begun cannot be followed by another: the connection is broken instead.
  if (line.response?.headersSent === true) socket.resetAndDestroy();
  else refuseRaw(socket, status);
}

interface Upgrade {
  readonly protocol: string;
  readonly socket: Socket;
  readonly fromBuyer: Buffer;
}

function arrive(
  state: State,
  message: IncomingMessage,
  response: ServerResponse,
  waitsForContinue: boolean,
  upgrade?: Upgrade,
): void {
  const line = lineOf(message);
  if (line.isBusy) {
    if (line.waiting.length >= PIPELINED_MAX) {
      state.ground.onTrouble({ type: "request.refused", status: 503, why: "pipelined", from: line.ip });
      message.socket.destroy();
      return;
    }
    line.waiting.push(() => take(state, line, message, response, waitsForContinue, upgrade));
    return;
  }
  take(state, line, message, response, waitsForContinue, upgrade);
}

function take(
  state: State,
  line: Line,
  message: IncomingMessage,
  response: ServerResponse,
  waitsForContinue: boolean,
  upgrade: Upgrade | undefined,
): void {
  line.isBusy = true;
  line.response = response;
  response.on("close", () => {
    line.occupant?.onBuyerGone();
    line.occupant = undefined;
    line.isBusy = false;
    line.response = undefined;
    const next = line.waiting.shift();
    if (line.isRefused) message.socket.destroySoon();
    else if (next !== undefined && !message.socket.destroyed) next();
  });
  const head = readHead(message, line, state.rules);
  if (!head.ok) {
    refuseLawless(state, message, response, head.status, head.why);
    return;
  }
  if (state.ground.isClosing) response.shouldKeepAlive = false;
  const visit: Visit = { message, response, head, waitsForContinue };
  route(state, line, visit, upgrade);
}

/** Parsed, but not lawful: nothing of it is relied on, so the connection ends with the answer. */
function refuseLawless(
  state: State,
  message: IncomingMessage,
  response: ServerResponse,
  status: number,
  why: string,
): void {
  const line = lineOf(message);
  line.isRefused = true;
  const from = line.ip;
  state.ground.onTrouble({ type: "request.refused", status, why, from });
  const asked = {
    method: message.method ?? "",
    accept: message.headers.accept,
    acceptLanguage: message.headers["accept-language"],
  };
  const reply = errorReply(status, asked, state.ground.shop);
  response.shouldKeepAlive = false;
  const hasBody =
    message.headers["content-length"] !== undefined || message.headers["transfer-encoding"] !== undefined;
  const stub = { method: asked.method, bodyBytes: hasBody ? -1 : 0 } as Visit["head"];
  sendReply({ message, response, head: stub, waitsForContinue: message.headers.expect !== undefined }, reply);
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
  // Connections that become idle only after the call are not closed by Node itself.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cutting = setTimeout(() => {
    for (const socket of [...state.tunnels, ...state.buyers]) socket.destroy();
  }, graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cutting);
  for (const pool of state.pools) pool.destroy();
}
