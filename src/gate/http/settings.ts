// The shapes that the wire is started and steered with: limits, the shop behind it, what it reports.
// Reading a configuration file is left to others.

import type { Clock, Networks } from "../../kernel/index.ts";
import type { GateHandler } from "./way.ts";

/** Bounds of the wire. Times in milliseconds, sizes in bytes. Same names as `gate.limits` of misemori.yaml. */
export interface HttpLimits {
  /** From the connection (or the end of the answer before) to the last byte of a request's head. */
  readonly headTimeoutMs: number;
  /** Longest silence of a buyer who sends a body or reads an answer. */
  readonly bodyIdleTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** Also the longest wait for a free connection when all of them are in use. */
  readonly upstreamConnectTimeoutMs: number;
  /** From the last byte of the request to the shop's answer head. */
  readonly upstreamHeadTimeoutMs: number;
  /** Longest silence within the shop's answer, and of a tunnel (WebSocket). */
  readonly upstreamIdleTimeoutMs: number;
  readonly headBytesMax: number;
  readonly headerCountMax: number;
  readonly bodyBytesMax: number;
  readonly connectionsMax: number;
  readonly upstreamConnectionsMax: number;
}

/** What the gate's own pages say about the shop. */
export interface ShopSign {
  readonly name: string;
  readonly telephone?: string | undefined;
  readonly contactUrl?: string | undefined;
}

/** What can be changed while the server runs, without dropping a connection. */
export interface GateServerSettings {
  readonly upstream: URL;
  readonly trustedProxies: Networks;
  readonly limits: HttpLimits;
  readonly shop: ShopSign;
}

/** What went wrong, in stable names. Never holds a header value, a body or a query. */
export type GateTrouble =
  | {
      readonly type: "shop.failed";
      readonly why: ShopFailureKind;
      readonly method: string;
      readonly path: string;
    }
  | {
      readonly type: "handler.threw";
      readonly where: "receive" | "proceed" | "seen";
      readonly error: unknown;
      readonly path: string;
    }
  | { readonly type: "request.refused"; readonly status: number; readonly why: string; readonly from: string }
  | { readonly type: "connections.full"; readonly connectionsMax: number }
  /** The system gave no connection, e.g. "EMFILE": too few file handles are allowed. */
  | { readonly type: "accept.failed"; readonly code: string };

/**
 * How the shop failed: "refused" no connection could be made, "connect-timeout" it took too long, "busy" no connection
 * became free, "head-timeout" no answer, "idle-timeout" silence within the answer, "reset" the connection broke,
 * "bad-answer" it was not lawful HTTP.
 */
export type ShopFailureKind =
  | "refused"
  | "connect-timeout"
  | "busy"
  | "head-timeout"
  | "idle-timeout"
  | "reset"
  | "bad-answer";

export interface GateServerOptions extends GateServerSettings {
  readonly listen: { readonly host: string; readonly port: number; readonly reusePort: boolean };
  readonly handler: GateHandler;
  readonly clock: Clock;
  /** What buyers' connections are timed by; `clock` unless given. Where hours pass in a second, none is idle for that. */
  readonly connectionClock?: Clock;
  /**
   * Another number than before: what is under way must not go on. Tunnels are cut within a second, answers that still run
   * ten seconds later as well. Asked once a second and for each tunnel.
   */
  readonly era?: () => number;
  /** Called for each trouble, must be quick; the caller counts and thins out what it logs. */
  readonly onTrouble: (trouble: GateTrouble) => void;
}

export interface GateServer {
  readonly address: { readonly host: string; readonly port: number };
  /** Requests that arrive from now on go to this handler; those under way keep theirs. */
  replaceHandler(handler: GateHandler): void;
  /** Takes effect with the next request; open connections, answers under way and tunnels go on. */
  replaceSettings(settings: GateServerSettings): void;
  connections(): { readonly buyers: number; readonly shop: number; readonly tunnels: number };
  /** Stops accepting, lets answers under way finish for `graceMs`, then cuts. Safe to call twice. */
  close(options: { readonly graceMs: number }): Promise<void>;
}
