// Placing an order in the demonstration shop: by form, by JSON, and after 3-D Secure. The only place that sees cards.

import type { IncomingMessage, ServerResponse } from "node:http";
import { findProduct } from "./catalogue.ts";
import { checkoutPage, securePage, type CheckoutFields, type CheckoutTrouble } from "./checkout-pages.ts";
import type { ExampleClock } from "./clock.ts";
import { parseObject, readBody, send, sendJson } from "./http.ts";
import { linesOf, totalOf } from "./pages.ts";
import type { Payments } from "./payments.ts";
import type { CardTyped, OrderDraft, Orders, Session } from "./sessions.ts";

export interface Till {
  readonly payments: Payments;
  readonly orders: Orders;
  readonly clock: ExampleClock;
}

const HTML = "text/html; charset=utf-8";

/** `POST /checkout`. A decline shows the checkout again with status 200, as most shops do. */
export async function placeByForm(
  till: Till,
  session: Session,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const fields = fieldsOf(form);
  const again = (trouble: CheckoutTrouble): void => {
    session.orderRef ??= till.orders.reserveRef(till.clock.nowMs());
    send(response, 200, HTML, checkoutPage(session, fields, trouble));
  };
  if (form.get("csrf") !== session.csrf) return again("expired");
  const lines = linesOf(session.cart);
  if (lines.length === 0) {
    response.writeHead(303, { Location: "/cart", "Content-Length": "0" });
    response.end();
    return;
  }
  const card = cardOf(form.get("card_number"), form.get("card_expiry"), form.get("card_code"));
  if (!isComplete(fields) || (fields.payment === "card" && card === undefined)) return again("form");
  const draft: OrderDraft = {
    ref: session.orderRef ?? till.orders.reserveRef(till.clock.nowMs()),
    lines: lines.map(({ product, quantity }) => ({ slug: product.slug, quantity })),
    totalYen: totalOf(lines, fields.payment),
    payment: fields.payment,
    name: fields.name,
    email: fields.email,
    hold: isHeld(request),
    sessionId: session.id,
  };
  if (draft.payment === "card" && card !== undefined) {
    if (request.headers["misemori-step-up"] === "3ds") {
      session.pending3ds = { id: draft.ref, draft, card };
      response.writeHead(303, { Location: `/checkout/3ds/${draft.ref}`, "Content-Length": "0" });
      response.end();
      return;
    }
    const result = await till.payments.charge(card, draft.totalYen, draft.ref);
    if (result !== "approved") return again(result === "declined" ? "card-declined" : "gateway");
  }
  finish(till, session, draft, response);
}

/** `POST /checkout/3ds/:id`: the bank's password, then the charge. */
export async function placeAfter3ds(
  till: Till,
  session: Session,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const pending = session.pending3ds;
  if (pending?.id !== id || form.get("csrf") !== session.csrf) {
    response.writeHead(303, { Location: "/checkout", "Content-Length": "0" });
    response.end();
    return;
  }
  if (!(await till.payments.authenticate(pending.card, form.get("password") ?? ""))) {
    return send(response, 200, HTML, securePage(session, id, true));
  }
  session.pending3ds = undefined;
  const draft = { ...pending.draft, hold: pending.draft.hold || isHeld(request) };
  const result = await till.payments.charge(pending.card, draft.totalYen, draft.ref);
  if (result !== "approved") {
    const fields = { name: draft.name, email: draft.email, tel: "", zip: "", address: "", payment: "card" };
    const trouble = result === "declined" ? "card-declined" : "gateway";
    return send(response, 200, HTML, checkoutPage(session, fields as CheckoutFields, trouble));
  }
  finish(till, session, draft, response);
}

function finish(till: Till, session: Session, draft: OrderDraft, response: ServerResponse): void {
  till.orders.place(draft, till.clock.nowMs());
  session.cart.clear();
  session.orderRef = undefined;
  response.writeHead(303, { Location: `/orders/${draft.ref}/thanks`, "Content-Length": "0" });
  response.end();
}

/**
 * `POST /api/checkout`, for the shop's app: items, customer and payment in one JSON body, no session needed.
 * 201 placed, 402 declined, 202 when the guard asked for 3-D Secure, 400 for anything incomplete.
 */
export async function placeByJson(
  till: Till,
  openSession: () => Session,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = parseObject(await readBody(request));
  const lines = itemsOf(body?.["items"]);
  const customer = objectOf(body?.["customer"]);
  const payment = objectOf(body?.["payment"]);
  const typed = objectOf(payment["card"]);
  const method = paymentOf(textOf(payment["method"]));
  const card = cardOf(textOf(typed["number"]), textOf(typed["expiry"]), textOf(typed["code"]));
  const email = textOf(customer["email"]);
  if (lines.length === 0 || email === "" || (method === "card" && card === undefined)) {
    return sendJson(response, 400, {
      status: "error",
      error: { code: "incomplete", message: "入力内容をお確かめください。" },
    });
  }
  const draft: OrderDraft = {
    ref: till.orders.reserveRef(till.clock.nowMs()),
    lines: lines.map(({ product, quantity }) => ({ slug: product.slug, quantity })),
    totalYen: totalOf(lines, method),
    payment: method,
    name: textOf(customer["name"]).slice(0, 200),
    email: email.slice(0, 200),
    hold: isHeld(request),
    sessionId: "",
  };
  if (method === "card" && card !== undefined) {
    if (request.headers["misemori-step-up"] === "3ds") {
      const session = openSession();
      session.pending3ds = { id: draft.ref, draft, card };
      return sendJson(
        response,
        202,
        { status: "authentication_required", url: `/checkout/3ds/${draft.ref}` },
        { "Set-Cookie": `minato_session=${session.id}; Path=/; HttpOnly; SameSite=Lax` },
      );
    }
    const result = await till.payments.charge(card, draft.totalYen, draft.ref);
    if (result === "declined") {
      return sendJson(response, 402, {
        status: "declined",
        error: { code: "card_declined", message: "カードをご利用いただけませんでした。" },
      });
    }
    if (result !== "approved") {
      return sendJson(response, 502, {
        status: "error",
        error: { code: "gateway", message: "ただいまカード決済をご利用いただけません。" },
      });
    }
  }
  till.orders.place(draft, till.clock.nowMs());
  sendJson(response, 201, {
    status: "placed",
    order: { ref: draft.ref, totalYen: draft.totalYen, payment: method },
  });
}

function isHeld(request: IncomingMessage): boolean {
  return request.headers["misemori-hold"] !== undefined;
}

function fieldsOf(form: URLSearchParams): CheckoutFields {
  const text = (name: string): string => (form.get(name) ?? "").trim().slice(0, 200);
  return {
    name: text("name"),
    email: text("email"),
    tel: text("tel"),
    zip: text("zip"),
    address: text("address"),
    payment: paymentOf(text("payment")),
  };
}

function isComplete(fields: CheckoutFields): boolean {
  return fields.name !== "" && fields.email.includes("@") && fields.tel !== "" && fields.address !== "";
}

function paymentOf(text: string): CheckoutFields["payment"] {
  return text === "cod" || text === "bank" ? text : "card";
}

/** Only the shape is checked here: whether a number exists is the bank's affair, as in most small shops. */
function cardOf(number: string | null, expiry: string | null, code: string | null): CardTyped | undefined {
  const digits = (number ?? "").replaceAll(/[\s-]/g, "");
  if (!/^\d{13,19}$/.test(digits)) return undefined;
  if (!/^(0[1-9]|1[0-2])\/\d\d$/.test(expiry ?? "") || !/^\d{3,4}$/.test(code ?? "")) return undefined;
  return { number: digits, expiry: expiry ?? "", code: code ?? "" };
}

function itemsOf(value: unknown): ReturnType<typeof linesOf> {
  if (!Array.isArray(value)) return [];
  const cart = new Map<string, number>();
  for (const item of value.slice(0, 20)) {
    const { slug, quantity } = objectOf(item);
    if (typeof slug === "string" && findProduct(slug) !== undefined) {
      cart.set(slug, typeof quantity === "number" && quantity >= 1 && quantity <= 99 ? quantity : 1);
    }
  }
  return linesOf(cart);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
