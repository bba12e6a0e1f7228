// The demonstration shop's server: which address shows what. Paying is in checkout.ts, looks in pages.ts.

import type { IncomingMessage, ServerResponse } from "node:http";
import { findProduct, PRODUCTS } from "./catalogue.ts";
import { placeAfter3ds, placeByForm, placeByJson, type Till } from "./checkout.ts";
import { checkoutPage, NO_FIELDS, ordersPage, securePage, thanksPage } from "./checkout-pages.ts";
import { wallClock, type ExampleClock } from "./clock.ts";
import { cookieOf, listen, readBody, send, sendJson, type RunningServer } from "./http.ts";
import { cartPage, countOf, guidePage, homePage, page, productPage } from "./pages.ts";
import { askGuard, createPayments } from "./payments.ts";
import { createOrders, createSessions, type Order, type Session, type Sessions } from "./sessions.ts";
import { STYLE } from "./style.ts";

export interface DemoShopOptions {
  readonly port?: number;
  readonly host?: string;
  /** Address of the card gateway, e.g. "http://127.0.0.1:4001". */
  readonly gateway: string;
  readonly clock?: ExampleClock;
  /** The guard's API, asked on the orders page whether an order may ship. */
  readonly guard?: { readonly url: string; readonly token: string };
}

export interface DemoShop extends RunningServer {
  /** Newest first, at most 1,000. */
  orders(): readonly Order[];
  /** Forgets sessions and orders (between the scenarios of a drill). */
  reset(): void;
}

interface World extends Till {
  readonly sessions: Sessions;
  readonly guard: DemoShopOptions["guard"];
}

/** Starts the shop on loopback. */
export async function startDemoShop(options: DemoShopOptions): Promise<DemoShop> {
  const payments = createPayments(options.gateway);
  const clock = options.clock ?? wallClock();
  const fresh = (): World => ({
    payments,
    clock,
    guard: options.guard,
    sessions: createSessions(),
    orders: createOrders(),
  });
  let world = fresh();
  const server = await listen((request, response) => route(world, request, response), {
    port: options.port ?? 0,
    host: options.host ?? "127.0.0.1",
  });
  return {
    ...server,
    orders: () => world.orders.list(1_000),
    reset: () => {
      world = fresh();
    },
    close: async () => {
      await server.close();
      payments.close();
    },
  };
}

const HTML = "text/html; charset=utf-8";
const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#a4432f"/><path d="M6 14h20l-2-6H8zM8 16h16v9H8z" fill="#fff"/></svg>`;
const PAGE_HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
};

async function route(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
  if (request.method === "GET" || request.method === "HEAD") return show(world, path, request, response);
  if (request.method !== "POST") return notFound(response, 405);
  if (path === "/api/checkout") {
    return placeByJson(world, () => world.sessions.open(), request, response);
  }
  const session = sessionOf(world, request, response);
  if (path === "/checkout") return placeByForm(world, session, request, response);
  if (path === "/cart" || path === "/cart/remove") return changeCart(path, session, request, response);
  const secure = /^\/checkout\/3ds\/([\w-]{1,40})$/.exec(path);
  if (secure !== null) return placeAfter3ds(world, session, secure[1] ?? "", request, response);
  return notFound(response, 404);
}

async function show(
  world: World,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (path === "/style.css") {
    return send(response, 200, "text/css; charset=utf-8", STYLE, { "Cache-Control": "max-age=3600" });
  }
  if (path === "/favicon.svg") return send(response, 200, "image/svg+xml", FAVICON);
  if (path === "/healthz") return send(response, 200, "text/plain", "ok\n");
  if (path === "/api/products") return sendJson(response, 200, { products: PRODUCTS });
  if (path === "/admin/orders") return showOrders(world, request, response);
  const session = sessionOf(world, request, response);
  if (path === "/") return send(response, 200, HTML, homePage(session));
  if (path === "/guide") return send(response, 200, HTML, guidePage(session));
  if (path === "/cart") return send(response, 200, HTML, cartPage(session));
  if (path === "/checkout") {
    if (countOf(session) === 0) return redirect(response, "/cart");
    session.orderRef ??= world.orders.reserveRef(world.clock.nowMs());
    return send(response, 200, HTML, checkoutPage(session, NO_FIELDS));
  }
  const [, area = "", name = "", rest] = path.split("/", 4);
  const product = area === "products" && rest === undefined ? findProduct(name) : undefined;
  if (product !== undefined) return send(response, 200, HTML, productPage(session, product));
  if (area === "checkout" && name === "3ds" && session.pending3ds?.id === rest) {
    return send(response, 200, HTML, securePage(session, session.pending3ds?.id ?? "", false));
  }
  const order = area === "orders" && rest === "thanks" ? world.orders.find(name) : undefined;
  if (order?.sessionId === session.id) return send(response, 200, HTML, thanksPage(session, order));
  return notFound(response, 404);
}

async function changeCart(
  path: string,
  session: Session,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const slug = form.get("product") ?? "";
  if (form.get("csrf") !== session.csrf) return notFound(response, 403);
  if (path === "/cart/remove") session.cart.delete(slug);
  else if (findProduct(slug) !== undefined) {
    const quantity = Math.trunc(Number(form.get("quantity") ?? "1"));
    const wanted = (session.cart.get(slug) ?? 0) + (quantity >= 1 && quantity <= 99 ? quantity : 1);
    session.cart.set(slug, Math.min(99, wanted));
  }
  redirect(response, "/cart");
}

/** The owner's list. Only for someone on this machine who came straight to the shop, not through the guard. */
async function showOrders(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const from = request.socket.remoteAddress ?? "";
  const direct =
    request.headers["x-forwarded-for"] === undefined && request.headers["forwarded"] === undefined;
  if (!direct || !/^(::1|::ffff:127\.|127\.)/.test(from)) return notFound(response, 404);
  const rows = await Promise.all(
    world.orders.list(100).map(async (order) => ({ order, guard: await askGuard(world.guard, order.ref) })),
  );
  send(response, 200, HTML, ordersPage(rows));
}

function sessionOf(world: World, request: IncomingMessage, response: ServerResponse): Session {
  const known = world.sessions.find(cookieOf(request, "minato_session"));
  if (known !== undefined) return known;
  const session = world.sessions.open();
  response.setHeader("Set-Cookie", `minato_session=${session.id}; Path=/; HttpOnly; SameSite=Lax`);
  return session;
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(303, { Location: to, "Content-Length": "0" });
  response.end();
}

function notFound(response: ServerResponse, status: number): void {
  send(
    response,
    status,
    HTML,
    page("ページが見つかりません", 0, `<h1>ページが見つかりません</h1><p><a href="/">お店に戻る</a></p>`),
  );
}
