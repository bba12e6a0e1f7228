// The ticket cookie: a signed proof that this visitor solved a challenge lately. How much a ticket is worth, and how
// often it may be used, is the judge's.

import { networksOfIp, type Clock, type Random } from "../../kernel/index.ts";
import type { ArrivedRequest } from "../http/way.ts";
import type { Ticket } from "./contract.ts";
import { cookieValues, setCookie } from "./cookies.ts";
import { deriveKeys, isMacOf, mac, newest, type MasterKeys } from "./keys.ts";

export const TICKET_COOKIE = "misemori_t";
/** A checkout with some mistyped cards is over in half an hour. */
export const TICKET_LIFE_SECONDS = 30 * 60;
const ID_BYTES = 8;
const HEAD_BYTES = ID_BYTES + 1 + 1 + 6;
const TOKEN_BYTES = HEAD_BYTES + 16;
const TOKEN_CHARS = Math.ceil((TOKEN_BYTES * 4) / 3);
const BOUND_TO_VISITOR = 1;
const BOUND_TO_NETWORK = 2;

export interface Tickets {
  issue(
    request: ArrivedRequest,
    visitorId: string | null,
    cost: number,
  ): { readonly ticket: Ticket; readonly setCookie: string };
  read(request: ArrivedRequest, visitorId: string | null): Ticket | undefined;
}

/** A visitor's ticket is good for his browser wherever it roams; without a device token it is good for the network. */
export function createTickets(tools: {
  readonly keys: MasterKeys;
  readonly clock: Clock;
  readonly random: Random;
}): Tickets {
  const keys = deriveKeys(tools.keys, "ticket");
  return {
    issue: (request, visitorId, cost) => {
      const nowMs = Math.max(0, Math.floor(tools.clock.nowMs()));
      const head = Buffer.alloc(HEAD_BYTES);
      head.set(tools.random.bytes(ID_BYTES));
      head[ID_BYTES] = visitorId === null ? BOUND_TO_NETWORK : BOUND_TO_VISITOR;
      head[ID_BYTES + 1] = cost;
      head.writeUIntBE(nowMs, ID_BYTES + 2, 6);
      const tag = mac(newest(keys), head, visitorId ?? networkOf(request));
      const value = Buffer.concat([head, tag]).toString("base64url");
      const ticket = { id: head.toString("hex", 0, ID_BYTES), cost, solvedAtMs: nowMs };
      const cookie = { scheme: request.scheme, maxAgeSeconds: TICKET_LIFE_SECONDS };
      return { ticket, setCookie: setCookie(TICKET_COOKIE, value, cookie) };
    },
    read: (request, visitorId) => {
      for (const text of cookieValues(request.headers["cookie"], TICKET_COOKIE, TOKEN_CHARS)) {
        const ticket = parse(text, keys, visitorId, networkOf(request));
        if (ticket === undefined) continue;
        const ageMs = tools.clock.nowMs() - ticket.solvedAtMs;
        // A clock set back an hour must not turn honest buyers away; one set back further makes tickets void, not endless.
        if (ageMs <= TICKET_LIFE_SECONDS * 1000 && ageMs >= -3_600_000) return ticket;
      }
      return undefined;
    },
  };
}

/** The /24 or /48: phones change the last part of their address within it. */
export function networkOf(request: ArrivedRequest): string {
  return networksOfIp(request.clientIp).subnet;
}

function parse(
  text: string,
  keys: readonly Buffer[],
  visitorId: string | null,
  network: string,
): Ticket | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== TOKEN_BYTES) return undefined;
  const head = bytes.subarray(0, HEAD_BYTES);
  const bound = head[ID_BYTES] === BOUND_TO_VISITOR ? visitorId : network;
  if (bound === null || !isMacOf(keys, bytes.subarray(HEAD_BYTES), head, bound)) return undefined;
  return {
    id: head.toString("hex", 0, ID_BYTES),
    cost: head[ID_BYTES + 1] ?? 0,
    solvedAtMs: head.readUIntBE(ID_BYTES + 2, 6),
  };
}
