// Outcomes that come later, by Stripe's webhook through the gate's own path and by POST /v1/outcomes: they settle a try
// that waits for its end; forged, repeated and unknown ones settle nothing.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { AttemptRecord, NowView } from "../../src/gate/index.ts";
import { ask, openPlace, STRIPE_SECRET, until, type GuardProcess } from "./place.ts";

/** A shop that sends every buyer on to the agency's own page: the end of a try is never seen here. */
async function openHostedShop(t: { after(undo: () => Promise<void>): void }): Promise<string> {
  const shop = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      if (request.method === "GET") return response.end("page");
      return response.writeHead(303, { Location: "/checkout/3ds/x" }).end();
    });
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  t.after(async () => {
    shop.closeAllConnections();
    await new Promise<void>((resolve) => void shop.close(() => resolve()));
  });
  return `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
}

async function pay(guard: GuardProcess, order: string, ip: string): Promise<void> {
  const answer = await fetch(`${guard.gateUrl}/checkout`, {
    method: "POST",
    redirect: "manual",
    headers: {
      "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:151.0) Gecko/20100101 Firefox/151.0",
      "accept-language": "ja",
      "x-forwarded-for": ip,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ payment: "card", order, total: "880" }).toString(),
  });
  assert.equal(answer.status, 303);
}

function hook(guard: GuardProcess, body: string, secret: string): Promise<Response> {
  const time = Math.floor(Date.now() / 1000);
  const v1 = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return fetch(`${guard.gateUrl}/__misemori/hooks/stripe`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": `t=${time},v1=${v1}` },
    body,
  });
}

function event(id: string, type: string, order: string): string {
  const object = { id: "pi_1", currency: "jpy", amount: 880, metadata: { order_id: order } };
  return JSON.stringify({ id, type, data: { object } });
}

test("a signed webhook and a reported outcome settle a waiting try once; forged and unknown ones settle nothing", async (t) => {
  const place = await openPlace(t, {
    upstream: await openHostedShop(t),
    config: { answers: { stepUp: false, hold: false, challenge: false, decoy: false } },
  });
  const guard = await place.start();
  await pay(guard, "MS-1", "133.32.1.1");
  await pay(guard, "MS-2", "133.33.1.1");
  await pay(guard, "MS-3", "133.34.1.1");
  const outcomeOf = async (order: string): Promise<string | null | undefined> => {
    const { body } = await ask<{ attempts: AttemptRecord[] }>(guard, "/v1/attempts");
    return body.attempts.find((attempt) => attempt.orderRef === order)?.outcome;
  };
  const spent = async (): Promise<number> => (await ask<NowView>(guard, "/v1/now")).body.budget.hour.spentYen;
  await until("three waiting tries", async () => (await outcomeOf("MS-3")) === "pending");
  assert.equal(await spent(), 60);

  assert.equal(
    (await hook(guard, event("evt_0", "payment_intent.succeeded", "MS-1"), "whsec_wrong")).status,
    403,
  );
  const unsigned = await fetch(`${guard.gateUrl}/__misemori/hooks/stripe`, {
    method: "POST",
    body: event("evt_0", "payment_intent.succeeded", "MS-1"),
  });
  assert.ok([400, 401, 403].includes(unsigned.status), String(unsigned.status));
  assert.equal(await outcomeOf("MS-1"), "pending");
  assert.equal(await spent(), 60);

  const approved = event("evt_1", "payment_intent.succeeded", "MS-1");
  assert.equal((await hook(guard, approved, STRIPE_SECRET)).status, 200);
  assert.equal((await hook(guard, approved, STRIPE_SECRET)).status, 200);
  assert.equal(
    (await hook(guard, event("evt_2", "payment_intent.succeeded", "MS-1"), STRIPE_SECRET)).status,
    200,
  );
  assert.equal(await outcomeOf("MS-1"), "approved");
  assert.equal(await spent(), 40, "its fee came back, once");
  assert.equal(
    (await hook(guard, event("evt_3", "payment_intent.payment_failed", "MS-2"), STRIPE_SECRET)).status,
    200,
  );
  assert.equal(await outcomeOf("MS-2"), "declined");
  assert.equal(await spent(), 40, "a declined one stays spent");

  const report = { orderRef: "MS-3", outcome: "declined", declineCode: "do_not_honor" };
  assert.deepEqual((await ask(guard, "/v1/outcomes", report)).body, { result: "learned" });
  assert.deepEqual((await ask(guard, "/v1/outcomes", { ...report, outcome: "approved" })).body, {
    result: "already-settled",
  });
  assert.equal(await outcomeOf("MS-3"), "declined");
  assert.equal((await ask(guard, "/v1/outcomes", { ...report, orderRef: "MS-9" })).status, 404);
  const stranger = await fetch(`${guard.consoleUrl}/v1/outcomes`, {
    method: "POST",
    body: JSON.stringify(report),
  });
  assert.ok([401, 403].includes(stranger.status));
  assert.equal(
    (await fetch(`${guard.gateUrl}/__misemori/hooks/nobody`, { method: "POST", body: "x" })).status,
    404,
  );
});
