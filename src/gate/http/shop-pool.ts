// The connections to one shop: a bounded number, reused last-in first-out, swept for time-outs by one timer.

import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Clock } from "../../kernel/index.ts";
import type { HttpLimits } from "./settings.ts";
import { ShopConnection, type AnswerSink, type ConnectionHome } from "./shop-connection.ts";

/** Apache closes idle connections after 5 s by default; the gate must be the first to let go. A Keep-Alive hint goes before. */
const IDLE_MS = 4_000;
/** A request that must not be sent twice takes only a connection used this lately, so that it does not meet a closing one. */
const FRESH_ENOUGH_MS = 1_000;

interface Waiting {
  readonly sink: AnswerSink;
  readonly dueMs: number;
}

interface Opening {
  readonly sink: AnswerSink;
  readonly socket: Socket;
  readonly dueMs: number;
}

export class ShopPool implements ConnectionHome {
  readonly #upstream: URL;
  readonly #clock: Clock;
  #limits: HttpLimits;
  readonly #connections = new Set<ShopConnection>();
  readonly #idle: ShopConnection[] = [];
  readonly #opening = new Map<AnswerSink, Opening>();
  /** At most one entry per buyer's connection, so bounded by `connectionsMax`. */
  readonly #waiting = new Map<AnswerSink, Waiting>();
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;

  constructor(upstream: URL, limits: HttpLimits, clock: Clock) {
    this.#upstream = upstream;
    this.#clock = clock;
    this.#limits = limits;
    const shortestMs = Math.min(limits.upstreamConnectTimeoutMs, limits.upstreamHeadTimeoutMs);
    this.#timer = setInterval(() => this.#sweep(), Math.min(500, Math.max(20, shortestMs / 4)));
    this.#timer.unref();
  }

  get size(): number {
    return this.#connections.size + this.#opening.size;
  }

  get upstream(): URL {
    return this.#upstream;
  }

  nowMs(): number {
    return this.#clock.monoMs();
  }

  replaceLimits(limits: HttpLimits): void {
    this.#limits = limits;
  }

  /** Finds or opens a connection and begins the exchange on it. `fresh` refuses a kept one; `apart` stands outside the bound. */
  ask(
    sink: AnswerSink,
    how: { readonly mayRepeat: boolean; readonly fresh: boolean; readonly apart: boolean },
  ): void {
    if (!how.fresh) {
      const kept = this.#takeIdle(how.mayRepeat ? Infinity : FRESH_ENOUGH_MS);
      if (kept !== undefined) {
        kept.begin(sink);
        return;
      }
    }
    if (how.apart || this.size < this.#limits.upstreamConnectionsMax) this.#open(sink, how.apart);
    else {
      // A kept but older connection stands in the way of a fresh one.
      if (this.#idle.length > 0) {
        this.#idle.shift()?.socket.destroy();
        this.#open(sink);
        return;
      }
      const dueMs = this.nowMs() + this.#limits.upstreamConnectTimeoutMs;
      this.#waiting.set(sink, { sink, dueMs });
    }
  }

  /** The exchange went away before it had a connection. */
  forget(sink: AnswerSink): void {
    this.#waiting.delete(sink);
    const opening = this.#opening.get(sink);
    this.#opening.delete(sink);
    opening?.socket.destroy();
  }

  onFree(connection: ShopConnection): void {
    const next = this.#waiting.values().next().value;
    if (next !== undefined) {
      this.#waiting.delete(next.sink);
      connection.begin(next.sink);
    } else if (this.#isClosed) connection.socket.destroy();
    else this.#idle.push(connection);
  }

  onGone(connection: ShopConnection): void {
    this.#connections.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#openForWaiting();
  }

  /** No new connections are kept; those in use finish. */
  retire(): void {
    this.#isClosed = true;
    for (const connection of this.#idle.splice(0)) connection.socket.destroy();
    if (this.size === 0 && this.#waiting.size === 0) clearInterval(this.#timer);
  }

  destroy(): void {
    this.retire();
    for (const sink of this.#opening.keys()) this.forget(sink);
    this.#waiting.clear();
    for (const connection of this.#connections) connection.socket.destroy();
    clearInterval(this.#timer);
  }

  #takeIdle(ageMaxMs: number): ShopConnection | undefined {
    const nowMs = this.nowMs();
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      const ageMs = nowMs - connection.idleSinceMs;
      if (connection.socket.destroyed || !connection.socket.writable || ageMs >= connection.idleMaxMs) {
        connection.socket.destroy();
      } else if (ageMs > ageMaxMs) {
        // The stack holds the youngest on top: all below are older still.
        this.#idle.push(connection);
        return undefined;
      } else return connection;
    }
    return undefined;
  }

  #open(sink: AnswerSink, apart = false): void {
    let connection: ShopConnection | undefined;
    // A tunnel needs the socket as a stream; all others read into one buffer of their own, which saves an allocation
    // of 64 KiB for each read.
    const socket = openSocket(this.#upstream, apart ? undefined : (bytes) => connection?.read(bytes));
    const opening: Opening = { sink, socket, dueMs: this.nowMs() + this.#limits.upstreamConnectTimeoutMs };
    this.#opening.set(sink, opening);
    const onFailed = (): void => {
      socket.off("error", onFailed).on("error", ignore);
      if (this.#opening.get(sink) !== opening) return;
      this.#opening.delete(sink);
      sink.onShopFailure("refused", false);
      this.#openForWaiting();
    };
    socket.on("error", onFailed);
    socket.once(this.#upstream.protocol === "https:" ? "secureConnect" : "connect", () => {
      socket.off("error", onFailed);
      if (this.#opening.get(sink) !== opening) return;
      this.#opening.delete(sink);
      connection = new ShopConnection(socket, this, IDLE_MS);
      this.#connections.add(connection);
      connection.begin(sink);
    });
  }

  #openForWaiting(): void {
    while (this.size < this.#limits.upstreamConnectionsMax) {
      const next = this.#waiting.values().next().value;
      if (next === undefined) return;
      this.#waiting.delete(next.sink);
      this.#open(next.sink);
    }
  }

  #sweep(): void {
    const nowMs = this.nowMs();
    for (const connection of this.#connections) {
      if (connection.deadlineMs <= nowMs) connection.onDeadline();
      else if (connection.isIdle && nowMs - connection.idleSinceMs >= connection.idleMaxMs)
        connection.socket.destroy();
    }
    for (const { sink, dueMs } of this.#opening.values()) {
      if (dueMs > nowMs) continue;
      this.forget(sink);
      sink.onShopFailure("connect-timeout", false);
      this.#openForWaiting();
    }
    for (const { sink, dueMs } of this.#waiting.values()) {
      // The oldest waits first in line: the rest is younger.
      if (dueMs > nowMs) break;
      this.#waiting.delete(sink);
      sink.onShopFailure("busy", false);
    }
    if (this.#isClosed && this.size === 0 && this.#waiting.size === 0) clearInterval(this.#timer);
  }
}

function ignore(): void {
  // A socket that was given up may still report why.
}

const READ_BYTES = 65_536;

function openSocket(upstream: URL, read: ((bytes: Buffer) => void) | undefined): Socket {
  const host = upstream.hostname.replace(/^\[(.*)\]$/, "$1");
  if (upstream.protocol === "https:") {
    const options = { host, port: Number(upstream.port || 443), ALPNProtocols: ["http/1.1"] };
    return connectTls(isIP(host) === 0 ? { ...options, servername: host } : options).setNoDelay(true);
  }
  const options = { host, port: Number(upstream.port || 80), noDelay: true };
  if (read === undefined) return connectPlain(options);
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  const callback = (bytes: number): boolean => {
    read(buffer.subarray(0, bytes));
    return true;
  };
  return connectPlain({ ...options, onread: { buffer, callback } });
}
