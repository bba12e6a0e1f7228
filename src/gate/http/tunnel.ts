// Requests for another protocol (WebSocket and the like): which ones are tunnelled, and the tunnel itself.

import type { Socket } from "node:net";
import { answerFields } from "./passing.ts";
import type { RequestHead } from "./request-head.ts";
import type { ShopHead } from "./shop-head.ts";
import type { Forward } from "./way.ts";

/** The one protocol that is asked for, or undefined when the request is to be treated like any other. */
export function wishedProtocol({ headers, method, httpVersion }: RequestHead): string | undefined {
  const { upgrade, connection } = headers;
  if (upgrade === undefined || method !== "GET" || httpVersion !== "1.1") return undefined;
  if (connection === undefined || !/(?:^|[ ,\t])upgrade(?:$|[ ,\t])/i.test(connection)) return undefined;
  // A body before the switch would be read differently by different readers.
  if (headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined) return undefined;
  // HTTP/2 over an upgraded connection would carry requests past the judge.
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~/-]{1,64}$/.test(upgrade) || /^(?:h2c|http|tls)/i.test(upgrade))
    return undefined;
  return upgrade;
}

export interface TunnelEnds {
  readonly buyer: Socket;
  readonly shop: Socket;
  readonly head: ShopHead;
  /** What the buyer sent, and the shop answered, right behind the heads. */
  readonly fromBuyer: Buffer;
  readonly fromShop: Buffer;
  /** A tunnel without a byte in either direction for this long is closed. */
  readonly idleTimeoutMs: number;
  /** The way the request took: what it adds to the answer. */
  readonly way: Forward;
}

/** Joins both sockets until one closes. Each byte on one side refreshes the idle time of the other, being written there. */
export function openTunnel(ends: TunnelEnds): void {
  const { buyer, shop, head } = ends;
  const reason = head.reason === "" ? "Switching Protocols" : head.reason;
  const { lines } = answerFields(head, ends.way);
  const switched = `Connection: Upgrade\r\nUpgrade: ${head.upgrade ?? ""}\r\n`;
  buyer.write(`HTTP/1.1 101 ${reason}\r\n${lines}${switched}\r\n`, "latin1");
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
