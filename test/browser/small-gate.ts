// A small shop with only the gate's answers before it, for looking at them with a real browser. The real wire and judge
// have their own tests.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createChallenges,
  createDeviceTokens,
  createRefusals,
  type ShopCard,
} from "../../src/gate/answers/index.ts";
import type { PaymentRoute } from "../../src/gate/attempts/contract.ts";
import type { AttemptFacts } from "../../src/gate/facts.ts";
import type { ArrivedRequest, Reply } from "../../src/gate/http/way.ts";
import { parseIp, systemClock, systemRandom } from "../../src/kernel/index.ts";

export interface SmallGate {
  readonly url: string;
  /** Bodies that reached the shop's checkout, oldest first. */
  readonly paid: { readonly contentType: string; readonly body: string; readonly cookie: string }[];
  close(): Promise<void>;
}

const CARD: ShopCard = {
  shopName: "茶葉の店 みどり",
  telephone: "03-1234-5678",
  contactUrl: "https://shop.example/contact",
  otherPayments: ["銀行振込", "代金引換", "コンビニ払い"],
};

export async function startSmallGate(cost = 1): Promise<SmallGate> {
  const clock = systemClock();
  const random = systemRandom();
  const keys = [random.bytes(32)];
  const devices = createDeviceTokens({ keys, clock, random });
  const challenges = createChallenges({ keys, clock, random, devices, shop: CARD, unaskedCost: 1 });
  const refusals = createRefusals({ ...CARD, random });
  const paid: SmallGate["paid"] = [];

  const pay = (response: ServerResponse, request: ArrivedRequest, body: Uint8Array, type: string): void => {
    paid.push({
      contentType: type,
      body: Buffer.from(body).toString("utf8"),
      cookie: request.headers["cookie"] ?? "",
    });
    send(response, page(200, "<h1>ありがとうございました</h1>"), []);
  };
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = arrived(incoming);
    const body = await read(incoming);
    const visitor = devices.read(request);
    const fresh = visitor === undefined ? [devices.issue("http").setCookie] : [];
    if (request.path.startsWith("/__misemori/")) {
      const served = challenges.serve(request, body);
      if (served.kind === "answer") return send(response, served.reply, fresh);
      response.appendHeader("Set-Cookie", served.setCookie);
      return pay(response, request, served.body, served.contentType);
    }
    if (request.method === "GET") return send(response, page(200, CHECKOUT), fresh);
    if (request.path === "/blocked") return send(response, refusals.block(request, ROUTE), []);
    if (request.path === "/paused") return send(response, refusals.pause(request, ROUTE), []);
    if (challenges.ticketOf(request, visitor?.id ?? null) !== undefined) {
      return pay(response, request, body, request.headers["content-type"] ?? "");
    }
    const facts = {
      visitor: visitor === undefined ? null : { id: visitor.id, firstSeenMs: 0, pages: 1 },
    } as AttemptFacts;
    send(response, challenges.ask({ facts, route: ROUTE, request, body, cost }), fresh);
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paid,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const CHECKOUT = `<h1>ご購入手続き</h1>
<form method="post" action="/checkout"><input name="name" value="山田 &amp; 花子"><input name="note" value="a+b=100%">
<input name="_token" value="csrf-1"><button>支払う</button></form>
<form method="post" action="/blocked"><button>block</button></form><form method="post" action="/paused"><button>pause</button></form>`;

const ROUTE: PaymentRoute = {
  name: "checkout",
  speaks: "page",
  readAttempt: () => ({
    payment: "card",
    pan: null,
    token: null,
    amountYen: null,
    email: null,
    orderRef: null,
  }),
  readOutcome: () => ({
    outcome: "error",
    declineCode: null,
    orderRef: null,
    amountYen: null,
    awaitPage: null,
  }),
};

function page(status: number, body: string): Reply {
  return {
    status,
    headers: [["Content-Type", "text/html; charset=utf-8"]],
    body: `<!doctype html><html lang="ja"><title>shop</title>${body}</html>`,
  };
}

function arrived(incoming: IncomingMessage): ArrivedRequest {
  const target = incoming.url ?? "/";
  const [path = "/", query = ""] = target.split("?");
  const ip = parseIp("127.0.0.1");
  if (ip === undefined) throw new Error("127.0.0.1 is an address");
  return {
    method: incoming.method ?? "GET",
    target,
    path,
    query,
    rawHeaders: incoming.rawHeaders,
    headers: incoming.headers as Record<string, string | undefined>,
    httpVersion: "1.1",
    clientIp: ip,
    scheme: "http",
    host: incoming.headers.host ?? "",
  };
}

async function read(incoming: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function send(response: ServerResponse, reply: Reply, setCookies: readonly string[]): void {
  response.statusCode = reply.status;
  for (const [name, value] of reply.headers) response.appendHeader(name, value);
  for (const value of setCookies) response.appendHeader("Set-Cookie", value);
  response.end(reply.body);
}
