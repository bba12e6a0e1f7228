// One request and its answer on the buyer's side, and how the gate itself answers it.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestHead } from "./request-head.ts";
import type { ShopSign } from "./settings.ts";
import { errorReply } from "./pages.ts";
import { addTo } from "./passing.ts";
import type { Reply } from "./way.ts";

export interface Visit {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly head: RequestHead;
  /** The client waits for "100 Continue" before it sends the body. */
  waitsForContinue: boolean;
}

/** A buyer who still sends while the answer is already there is listened to this long, so that he can read it. */
const LINGER_MS = 2_000;
const LINGER_BYTES_MAX = 4 * 1024 * 1024;

/** Is there a part of the request's body that was not read? */
export function hasUnreadBody(visit: Visit): boolean {
  return visit.head.bodyBytes !== 0 && !visit.message.complete;
}

export function letContinue(visit: Visit): void {
  if (!visit.waitsForContinue) return;
  visit.waitsForContinue = false;
  visit.response.writeContinue();
}

/** Sends an answer made by the gate. The connection is closed when a part of the request was not read. */
export function sendReply(visit: Visit, reply: Reply): void {
  const { response } = visit;
  if (response.headersSent || response.destroyed) return;
  const body = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
  const isBare = reply.status === 204 || reply.status === 304;
  const fields: string[] = [];
  addTo(fields, reply.headers);
  if (!isBare) fields.push("Content-Length", String(body.byteLength));
  if (hasUnreadBody(visit)) response.shouldKeepAlive = false;
  // Anything else would make Node throw; a whole answer has a final status.
  const isFinal = Number.isInteger(reply.status) && reply.status >= 200 && reply.status <= 599;
  response.writeHead(isFinal ? reply.status : 500, fields);
  endGently(visit, isBare || visit.head.method === "HEAD" ? undefined : body);
}

/** Node writes head and body in one piece only when both are text; for small bodies that is cheaper than two pieces. */
const ONE_WRITE_BYTES_MAX = 8_192;

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/**
 * Ends the answer with `last`. Closing while the client still sends would reset the connection and could destroy the
 * answer before it is read: so the rest of the body is read and thrown away first, within bounds.
 */
export function endGently(visit: Visit, last: Uint8Array | undefined): void {
  const { message, response } = visit;
  if (!hasUnreadBody(visit) || visit.waitsForContinue) {
    if (last === undefined) response.end();
    else if (last.byteLength > ONE_WRITE_BYTES_MAX) response.end(last);
    else response.end(latin1(last), "latin1");
    return;
  }
  if (last === undefined) response.flushHeaders();
  else response.write(last);
  let bytes = 0;
  const done = (): void => {
    clearTimeout(timer);
    message.off("data", onData).off("end", done).off("close", done);
    response.end();
  };
  const onData = (data: Buffer): void => {
    bytes += data.length;
    if (bytes > LINGER_BYTES_MAX) done();
  };
  const timer = setTimeout(done, LINGER_MS).unref();
  message.removeAllListeners("data").removeAllListeners("end");
  message.on("data", onData).on("end", done).on("close", done).resume();
}

export function sendError(visit: Visit, status: number, shop: ShopSign): void {
  const { method, headers } = visit.head;
  const asked = { method, accept: headers["accept"], acceptLanguage: headers["accept-language"] };
  sendReply(visit, errorReply(status, asked, shop));
}

/** Breaks the connection so that nobody can take what was sent for the whole answer. */
export function cut(visit: Visit): void {
  const { socket } = visit.message;
  if (!socket.destroyed && "resetAndDestroy" in socket) socket.resetAndDestroy();
  visit.response.destroy();
}
