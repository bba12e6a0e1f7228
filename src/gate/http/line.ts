// One buyer's connection: whose it is, and the order of its requests. Pipelined requests wait for their turn, so that
// a later one never overtakes an earlier one.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { parseIp, type Ip } from "../../kernel/index.ts";
import type { Peer } from "./request-head.ts";

/** What is under way on a connection. */
export interface Occupant {
  onBuyerGone(): void;
  onBuyerIdle(): void;
}

export interface Line extends Peer {
  occupant: Occupant | undefined;
  isBusy: boolean;
  /** The answer under way. */
  response: ServerResponse | undefined;
  /** Requests that arrived before the answer of the one before. */
  readonly waiting: (() => void)[];
  /** Something unlawful came: nothing more is read from this connection. */
  isRefused: boolean;
}

/** No browser and no known client sends more requests ahead; a single packet could hold a thousand. */
export const PIPELINED_MAX = 32;

const lineKey: unique symbol = Symbol("line");
type CarryingSocket = Socket & { [lineKey]?: Line };

const NOWHERE = "0.0.0.0" as Ip;

export function lineOf(message: IncomingMessage): Line {
  return lineOfSocket(message.socket);
}

export function lineOfSocket(socket: Socket): Line {
  const carrying = socket as CarryingSocket;
  carrying[lineKey] ??= {
    // A connection that is already gone has no address any more; its request goes nowhere.
    ip: parseIp(socket.remoteAddress ?? "") ?? NOWHERE,
    scheme: "encrypted" in socket && socket.encrypted === true ? "https" : "http",
    lastWhence: undefined,
    occupant: undefined,
    isBusy: false,
    response: undefined,
    waiting: [],
    isRefused: false,
  };
  return carrying[lineKey];
}
