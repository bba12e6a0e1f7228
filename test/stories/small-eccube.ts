// A shop that keeps its order as EC-CUBE 4 does: the choice of payment is made at /shopping/confirm and kept in the
// session; /shopping/checkout carries a form token and charges by what the session holds. Only what the stories need.

import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { randomBytes } from "node:crypto";

/** Payment 4 is cash on delivery, 5 a card whose token is given at the confirmation, 6 a card on the agency's own page. */
export interface SmallEccube {
  readonly url: string;
  /** Charges asked of the bank, in order; "no" in a token is a decline. */
  readonly charged: string[];
  readonly orders: { readonly payment: string }[];
  close(): Promise<void>;
}

interface Session {
  payment: string;
  token: string;
  flash: string;
}

export async function startSmallEccube(): Promise<SmallEccube> {
  const charged: string[] = [];
  const orders: { payment: string }[] = [];
  const sessions = new Map<string, Session>();
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request));
    const path = new URL(request.url ?? "/", "http://shop").pathname;
    const session = sessionOf(request, response);
    const say = (status: number, html: string): void => {
      response.writeHead(status, { "content-type": "text/html; charset=UTF-8" });
      response.end(`<html><body>${html}</body></html>`);
    };
    const go = (to: string): void => {
      response.writeHead(302, { location: to });
      response.end();
    };
    const choose = `<form method="post" action="/shopping/confirm"><textarea>${escaped(form.get("_shopping_order[message]") ?? "")}</textarea></form>`;
    switch (`${request.method ?? ""} ${path}`) {
      case "GET /shopping":
        return say(200, choose);
      case "GET /products/add_cart/1":
      case "POST /products/add_cart/1":
        // A changed cart makes a new order with the shop's first payment.
        session.payment = "6";
        return go("/cart");
      case "POST /shopping/redirect_to":
        session.payment = form.get("_shopping_order[Payment]") ?? session.payment;
        return go("/shopping");
      case "POST /shopping/confirm": {
        if (form.get("_shopping_order[_token]") !== "ok") return say(200, choose);
        session.payment = form.get("_shopping_order[Payment]") ?? "";
        session.token = form.get("gmo_token") ?? "";
        return say(200, '<form method="post" action="/shopping/checkout"><button>注文する</button></form>');
      }
      case "POST /shopping/checkout": {
        if (session.payment === "5" || session.payment === "6") {
          charged.push(session.token);
          if (session.payment === "6") return go("https://bank.example/pay");
          if (session.token.includes("no")) {
            session.flash = "決済処理に失敗しました。別のカードをお試しください。";
            return go("/shopping/error");
          }
        }
        orders.push({ payment: session.payment });
        return go("/shopping/complete");
      }
      case "GET /shopping/error":
        return say(200, `<p class="ec-reportDescription">${session.flash}</p>`);
      case "GET /shopping/complete":
        return say(200, "ご注文ありがとうございました");
      default:
        return say(200, "<h1>店</h1>");
    }
  };
  const sessionOf = (request: IncomingMessage, response: ServerResponse): Session => {
    const id = /(?:^|; ?)eccube=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
    const known = id === undefined ? undefined : sessions.get(id);
    if (known !== undefined) return known;
    const fresh = { payment: "6", token: "", flash: "" };
    const name = randomBytes(16).toString("hex");
    sessions.set(name, fresh);
    response.setHeader("set-cookie", `eccube=${name}; path=/; HttpOnly`);
    return fresh;
  };
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    charged,
    orders,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** A browser as far as these stories need one: keeps cookies, sends forms, follows nothing by itself. */
export interface SmallBrowser {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<BrowserPage>;
  post(path: string, form: Readonly<Record<string, string>> | string): Promise<BrowserPage>;
}
interface BrowserPage {
  readonly status: number;
  readonly location: string | null;
  readonly body: string;
}

const HEADERS = {
  "user-agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1",
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  "accept-language": "ja",
};

export function createSmallBrowser(url: string, ip = "126.10.20.30"): SmallBrowser {
  const cookies = new Map<string, string>();
  // A connection of its own for every request: each may reach another worker.
  const ask = (method: string, path: string, body?: string): Promise<BrowserPage> =>
    new Promise((resolve, reject) => {
      const asked = httpRequest(new URL(path, url), {
        method,
        agent: false,
        headers: {
          ...HEADERS,
          "x-forwarded-for": ip,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        },
      });
      asked.once("error", reject);
      asked.once("response", (response) => {
        for (const line of response.headers["set-cookie"] ?? []) {
          const [pair = ""] = line.split(";");
          cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
        }
        const { statusCode = 0, headers } = response;
        text(response).then(
          (whole) => resolve({ status: statusCode, location: headers.location ?? null, body: whole }),
          reject,
        );
      });
      asked.end(body);
    });
  return {
    cookies,
    get: (path) => ask("GET", path),
    post: (path, form) =>
      ask("POST", path, typeof form === "string" ? form : new URLSearchParams(form).toString()),
  };
}
