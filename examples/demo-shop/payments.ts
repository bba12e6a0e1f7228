// The demonstration shop's talk with the card gateway and with the guard. Card data goes out and is kept nowhere.

import { Agent, request as httpRequest } from "node:http";
import { parseObject } from "./http.ts";
import type { CardTyped } from "./sessions.ts";

export type ChargeResult = "approved" | "declined" | "gateway-down";

export interface Payments {
  charge(card: CardTyped, amountYen: number, orderRef: string): Promise<ChargeResult>;
  authenticate(card: CardTyped, password: string): Promise<boolean>;
  close(): void;
}

/** @param timeoutMs A gateway that is silent this long counts as down. */
export function createPayments(gatewayUrl: string, timeoutMs = 30_000): Payments {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const post = async (path: string, body: object): Promise<Reply | undefined> =>
    exchange("POST", new URL(path, gatewayUrl), agent, timeoutMs, JSON.stringify(body));
  return {
    charge: async (card, amountYen, orderRef) => {
      const reply = await post("/charges", { ...card, amountYen, orderRef });
      if (reply?.status === 200 && reply.json?.["status"] === "approved") return "approved";
      return reply?.status === 402 ? "declined" : "gateway-down";
    },
    authenticate: async (card, password) => {
      const reply = await post("/authentications", { ...card, amountYen: 0, password });
      return reply?.json?.["authenticated"] === true;
    },
    close: () => agent.destroy(),
  };
}

/** Asks the guard whether an order may ship. No clear answer is "unknown". */
export async function askGuard(
  guard: { readonly url: string; readonly token: string } | undefined,
  orderRef: string,
): Promise<"shippable" | "not-shippable" | "unknown"> {
  if (guard === undefined) return "unknown";
  const url = new URL(`/v1/orders/${encodeURIComponent(orderRef)}/shippable`, guard.url);
  const reply = await exchange("GET", url, undefined, 2_000, undefined, {
    Authorization: `Bearer ${guard.token}`,
  });
  const shippable = reply?.status === 200 ? reply.json?.["shippable"] : undefined;
  return shippable === true ? "shippable" : shippable === false ? "not-shippable" : "unknown";
}

interface Reply {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

function exchange(
  method: string,
  url: URL,
  agent: Agent | undefined,
  timeoutMs: number,
  body: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const request = httpRequest(
      url,
      {
        method,
        timeout: timeoutMs,
        ...(agent === undefined ? {} : { agent }),
        headers: {
          ...headers,
          ...(body === undefined
            ? {}
            : { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) }),
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          if (text.length < 65_536) text += part;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, json: parseObject(text) }));
        response.on("error", () => resolve(undefined));
      },
    );
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(undefined));
    request.end(body);
  });
}
