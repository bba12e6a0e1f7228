// One request and its answer on the buyer's side, and how the gate itself answers it.

import { STATUS_CODES } from "node:http";
import type { BuyerAnswer } from "./buyer-answer.ts";
import type { BuyerConnection } from "./buyer-connection.ts";
import type { RequestHead } from "./request-head.ts";
import type { ShopSign } from "./settings.ts";
import { errorReply } from "./pages.ts";
import { gateLines } from "./passing.ts";
import type { Reply } from "./way.ts";

export interface Visit {
  readonly buyer: BuyerConnection;
  readonly answer: BuyerAnswer;
  readonly head: RequestHead;
}

export function letContinue({ buyer, answer }: Visit): void {
  if (!buyer.waitsForContinue) return;
  buyer.waitsForContinue = false;
  answer.sayContinue();
}

/** Sends an answer made by the gate. The connection is closed when a part of the request was not read. */
export function sendReply({ buyer, answer }: Pick<Visit, "buyer" | "answer">, reply: Reply): void {
  if (answer.hasBegun || answer.isOver) return;
  const body = typeof reply.body === "string" ? Buffer.from(reply.body) : reply.body;
  // A whole answer has a final status.
  const isFinal = Number.isInteger(reply.status) && reply.status >= 200 && reply.status <= 599;
  const status = isFinal ? reply.status : 500;
  const isBare = status === 204 || status === 304;
  let lines = gateLines(reply.headers);
  if (!isBare) lines += `Content-Length: ${body.byteLength}\r\n`;
  if (!buyer.isBodyWhole) answer.staysOpen = false;
  answer.begin(status, STATUS_CODES[status] ?? "", { lines, hasLength: !isBare, hasDate: false });
  answer.write(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  answer.end([]);
}

export function sendError(visit: Visit, status: number, shop: ShopSign): void {
  const { method, headers } = visit.head;
  const asked = { method, accept: headers["accept"], acceptLanguage: headers["accept-language"] };
  sendReply(visit, errorReply(status, asked, shop));
}
