// Requests for another protocol (WebSocket and the like): which ones are tunnelled, and the tunnel itself.

import { ServerResponse, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { buyerFields } from "./passing.ts";
import type { ShopHead } from "./shop-head.ts";

/** The one protocol that is asked for, or undefined when the request is to be treated like any other. */
export function wishedProtocol(message: IncomingMessage): string | undefined {
  const { upgrade } = message.headers;
  if (upgrade === undefined || message.method !== "GET" || message.httpVersion !== "1.1") return undefined;
  // A body before the switch would be read differently by different readers.
  if (message.headers["content-length"] !== undefined || message.headers["transfer-encoding"] !== undefined) {
    return undefined;
  }
  // HTTP/2 over an upgraded connection would carry requests past the judge.
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~/-]{1,64}$/.test(upgrade) || /^(?:h2c|http|tls)/i.test(upgrade))
    return undefined;
  return upgrade;
}

/** An answer object for a socket that the server handed over with its "upgrade" event. Closes after the answer. */
export function responseOn(message: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(message);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  const onDrain = (): boolean => response.emit("drain");
  socket.on("drain", onDrain);
  socket.on("error", () => socket.destroy());
  response.on("finish", () => {
    socket.off("drain", onDrain);
    response.detachSocket(socket);
    socket.end();
  });
  return response;
}

export interface TunnelEnds {
  readonly buyer: Socket;
  readonly shop: Socket;
  readonly response: ServerResponse;
  readonly head: ShopHead;
  /** What the buyer sent, and the shop answered, right behind the heads. */
  readonly fromBuyer: Buffer;
  readonly fromShop: Buffer;
  /** A tunnel without a byte in either direction for this long is closed. */
  readonly idleTimeoutMs: number;
  readonly responseHeaders: readonly (readonly [string, string])[] | undefined;
}

/** Joins both sockets until one closes. Each byte on one side refreshes the idle time of the other, being written there. */
export function openTunnel(ends: TunnelEnds): void {
  const { buyer, shop, head } = ends;
  buyer.removeAllListeners("drain");
  ends.response.detachSocket(buyer);
  const fields = buyerFields(head, ends.responseHeaders);
  let text = `HTTP/1.1 101 ${head.reason === "" ? "Switching Protocols" : head.reason}\r\n`;
  for (let i = 0; i < fields.length; i += 2) text += `${fields[i]}: ${fields[i + 1]}\r\n`;
  text += `Connection: Upgrade\r\nUpgrade: ${head.upgrade ?? ""}\r\n\r\n`;
  buyer.write(text, "latin1");
  if (ends.fromShop.length > 0) buyer.write(ends.fromShop);
  if (ends.fromBuyer.length > 0) shop.write(ends.fromBuyer);
  const close = (): void => {
    buyer.destroy();
    shop.destroy();
  };
  for (const socket of [buyer, shop]) {
    socket.setNoDelay(true);
    socket.setTimeout(ends.idleTimeoutMs, close);
    socket.on("error", close);
  }
  // What one side said last still reaches the other.
  buyer.on("close", () => shop.destroySoon());
  shop.on("close", () => buyer.destroySoon());
  buyer.pipe(shop);
  shop.pipe(buyer);
}
