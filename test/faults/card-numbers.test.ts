// No card number is left anywhere: distinct numbers go into every input of the running guard, and then every file, log
// line, answer and mail of it is searched for all of them.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import { lawfulNumber } from "../../src/ready/drill/cards.ts";
import { ask, openPlace, STRIPE_SECRET, until, type GuardProcess, type Place } from "./place.ts";
import * as street from "./street.ts";
import { filesOf, tracesOf, writings } from "./traces.ts";

const rng = street.random(20261122);
const pans = new Map<string, string>();

/** A number of its own for one input. */
function pan(input: string): string {
  const number = lawfulNumber(["453910", "541180", "356900", "400022"][pans.size % 4] ?? "", rng);
  pans.set(input, number);
  return number;
}

/** A shop with the worst manners: it shows everything it was sent in its answer, as a page of a declined card. */
async function openEchoShop(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const answers = ["approved", "declined", "declined", "declined"];
  let count = 0;
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader(
        "Set-Cookie",
        `seen=${encodeURIComponent((request.url ?? "").slice(0, 200))}; Path=/`,
      );
      const ref = /order=(\w+)/.exec(body)?.[1];
      if (request.method === "POST" && ref !== undefined && answers[count++ % 4] === "approved") {
        response.writeHead(303, {
          Location: `/orders/${ref}/thanks?card=${encodeURIComponent(body.slice(0, 300))}`,
        });
        response.end();
        return;
      }
      response.end(`<p data-error="card-declined" data-code="${ref ?? ""}">${request.url} ${body}</p>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function send(
  guard: GuardProcess,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const answer = await fetch(`${guard.gateUrl}${path}`, {
    method: body === undefined ? "GET" : "POST",
    redirect: "manual",
    headers: {
      "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:151.0) Gecko/20100101 Firefox/151.0",
      "accept-language": "ja",
      "x-forwarded-for": `133.32.${pans.size % 250}.7`,
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  await answer.arrayBuffer();
}

function sendRaw(guard: GuardProcess, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(guard.gateUrl).port), "127.0.0.1", () =>
      socket.end(text, "latin1"),
    );
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
    socket.resume();
  });
}

/** Decoys and the browsers' reports: who comes this way is told of, what he brings is not. */
async function throughTheBaits(guard: GuardProcess): Promise<void> {
  const settings = await (await fetch(`${guard.gateUrl}/.env?card=${pan("decoy query")}`)).text();
  const door = /ADMIN_ROUTE=(\S+)/.exec(settings)?.[1] ?? "";
  assert.notEqual(door, "", "decoys are there");
  await send(guard, "/backup.sql", { "user-agent": `Scanner/${pan("decoy user-agent")}` });
  const typed = `login_id=${pan("decoy name")}&password=${pan("decoy password")}`;
  await send(guard, `/${door}`, { "content-type": "application/x-www-form-urlencoded" }, typed);
  const report = { "blocked-uri": `https://x.example/${pan("report")}`, "document-uri": guard.gateUrl };
  await send(guard, "/__misemori/csp", {}, JSON.stringify({ "csp-report": report }));
}

async function throughTheShopDoor(guard: GuardProcess): Promise<void> {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  await send(guard, `/products/${pan("path")}`, {});
  await send(guard, `/?q=${pan("query")}`, {});
  await send(guard, "/", { "x-card": pan("header"), cookie: `card=${pan("cookie")}` });
  await send(guard, "/", { "user-agent": `Browser/${pan("user-agent")}` });
  await send(guard, "/", { "x-forwarded-for": pan("forwarded-for") });
  for (let i = 0; i < 6; i++) {
    const fields = {
      payment: "card",
      card_number: pan(`form ${i}`),
      card_code: "123",
      total: "880",
      order: `MS${i}`,
    };
    await send(guard, "/checkout", form, new URLSearchParams(fields).toString());
  }
  const spaced = pan("form with blanks").replace(/(.{4})/g, "$1 ");
  await send(guard, "/checkout", form, new URLSearchParams({ card_number: spaced }).toString());
  await send(guard, "/checkout", form, `card_number=4000&order=${pan("order reference")}`);
  await send(guard, "/checkout", form, `email=${pan("e-mail name")}%40example.jp&payment=card`);
  await send(guard, "/checkout", form, `email=a%40${pan("e-mail host")}.jp&payment=card`);
  await send(guard, "/checkout", form, `payment=${pan("way to pay")}&total=${pan("amount")}`);
  await send(guard, "/checkout", form, `${pan("field name")}=x&payment=card`);
  const json = { "content-type": "application/json" };
  await send(guard, "/api/checkout", json, JSON.stringify({ payment: { card: { number: pan("json") } } }));
  await send(guard, "/api/checkout", json, `{"payment":{"card":{"number":${pan("json number")}}}`);
  await send(guard, "/api/checkout", json, JSON.stringify({ [pan("json key")]: pan("json stray") }));
  const mutation = `mutation { pay(card: "${pan("graphql")}") { id } }`;
  await send(
    guard,
    "/checkout",
    json,
    JSON.stringify({ query: mutation, variables: { c: pan("graphql variable") } }),
  );
  const part = `--b\r\nContent-Disposition: form-data; name="card_number"\r\n\r\n${pan("multipart")}\r\n--b--\r\n`;
  await send(guard, "/checkout", { "content-type": "multipart/form-data; boundary=b" }, part);
  await send(guard, "/checkout", { "content-type": "text/plain" }, `card ${pan("text")}`);
  await send(guard, "/checkout", { "content-type": `x/${pan("content type")}` }, "card_number=4111");
  await send(guard, "/checkout", form, new Uint8Array([0xff, 0xfe, ...Buffer.from(pan("broken text"))]));
  await send(guard, "/__misemori/challenge", form, `sealed=${pan("sealed form")}&altcha=${pan("solution")}`);
  await throughTheBaits(guard);
  await sendRaw(guard, `GET /${pan("bad version")} HTTP/9.9\r\nHost: a\r\n\r\n`);
  await sendRaw(guard, `GET / HTTP/1.1\r\nHost: ${pan("bad host")} x\r\n\r\n`);
  await sendRaw(guard, `POST /checkout HTTP/1.1\r\nHost: a\r\nContent-Length: ${pan("length")}\r\n\r\nx`);
  await sendRaw(guard, `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ${pan("coding")}\r\n\r\n0\r\n\r\n`);
  await sendRaw(guard, `${pan("method")} / HTTP/1.1\nHost: a\n\n`);
}

function failedCharge(id: string, ref: string, code: string): string {
  const object = { id: "ch_1", metadata: { order_id: ref }, failure_code: code };
  return JSON.stringify({ id, type: "charge.failed", data: { object } });
}

async function throughTheHooks(guard: GuardProcess): Promise<void> {
  const bodies = [
    failedCharge("evt_1", pan("webhook order"), pan("webhook code")),
    failedCharge(pan("webhook id"), "MS1", "do_not_honor"),
  ];
  for (const body of bodies) {
    const time = Math.floor(Date.now() / 1000);
    const v1 = createHmac("sha256", STRIPE_SECRET).update(`${time}.${body}`).digest("hex");
    await send(guard, "/__misemori/hooks/stripe", { "stripe-signature": `t=${time},v1=${v1}` }, body);
    await send(guard, "/__misemori/hooks/stripe", { "stripe-signature": pan("forged signature") }, body);
  }
  await send(guard, `/__misemori/hooks/${pan("hook path")}`, {}, pan("hook body"));
}

async function throughTheConsole(guard: GuardProcess): Promise<void> {
  const post = (
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> =>
    fetch(`${guard.consoleUrl}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: guard.consoleUrl, ...headers },
      body: JSON.stringify(body),
    });
  await post("/v1/sign-in", { name: pan("login name"), password: pan("login password") });
  const key = guard.firstOwnerUrl?.split("#")[1] ?? "";
  const password = "a long and winding road 1";
  const refused = await post("/v1/first-owner", { token: key, name: pan("owner name"), password });
  assert.equal(refused.status, 422, "a card number is no name");
  const owner = await post("/v1/first-owner", { token: key, name: "はなこ", password });
  assert.equal(owner.status, 200);
  const { csrf } = (await owner.json()) as { csrf: string };
  const cookie = owner.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const made = await post(
    "/v1/tokens",
    { name: pan("token name"), scopes: ["now:read"] },
    {
      cookie,
      "x-misemori-csrf": csrf,
    },
  );
  assert.equal(made.status, 422, "a card number is no name");
  await ask(guard, "/v1/outcomes", { orderRef: pan("outcome order"), outcome: "declined", declineCode: "x" });
  await ask(guard, "/v1/outcomes", {
    orderRef: "MS1",
    outcome: "declined",
    declineCode: pan("outcome code"),
  });
  await ask(guard, "/v1/outcomes", { attemptId: pan("outcome attempt"), outcome: "declined" });
  await ask(guard, "/v1/outcomes", { [pan("outcome key")]: 1 });
  await ask(guard, `/v1/orders/${pan("asked order")}/shippable`);
  await ask(guard, `/v1/${pan("api path")}?x=${pan("api query")}`);
  await ask(guard, "/v1/cards/pause", { why: `card ${pan("pause reason")} again` });
  await ask(guard, "/v1/cards/resume", { why: `card ${pan("resume reason")} was fine` });
  const { body } = await ask<{ holds: { id: string }[] }>(guard, "/v1/holds?state=held");
  const [first, second] = body.holds;
  assert.ok(first !== undefined && second !== undefined, "two orders on hold");
  await ask(guard, `/v1/holds/${first.id}/release`, { note: `paid with ${pan("hold note")}` });
  await ask(guard, `/v1/holds/${second.id}/cancel`, { note: pan("second note") });
  await ask(guard, `/v1/holds/${pan("hold id")}/release`, {});
}

async function throughTheConfig(place: Place): Promise<void> {
  await place.writeConfig({ platform: { preset: pan("config preset"), [pan("config key")]: 1 } });
  await until("the refusal", () => place.said().includes("config.refused"));
  await place.writeConfig({
    gate: { listen: `127.0.0.1:${pan("config port")}` },
    costs: pan("config costs"),
  });
  await until("the second refusal", () => place.said().split("config.refused").length > 2);
}

test("finds a number in every writing it is searched for", () => {
  const number = lawfulNumber("453910", rng);
  const written = [
    number,
    Buffer.from(`x${number}`).toString("base64"),
    Buffer.from(number).toString("hex"),
    number.replace(/(.{4})/g, "$1-"),
  ];
  for (const text of written) {
    assert.equal(tracesOf(new Map([["a", number]]), new Map([["b", Buffer.from(text)]])).length, 1, text);
  }
  assert.ok(writings(number).every((text) => text.length >= 9));
});

test("no card number that entered anywhere is in any file, log line, answer or mail of the guard", async (t) => {
  const echo = await openEchoShop();
  t.after(() => echo.close());
  const place = await openPlace(t, {
    upstream: echo.url,
    config: {
      answers: { stepUp: false, hold: true, challenge: false, decoy: true },
      costs: { feeYen: 20, chargebackYen: 500_000, holdReviewYen: 0 },
      budget: { perHourYen: 10_000, perDayYen: 50_000 },
    },
  });
  const guard = await place.start();
  await throughTheShopDoor(guard);
  await throughTheHooks(guard);
  await throughTheConsole(guard);
  await throughTheConfig(place);
  // Decoys are shared and kept every five seconds.
  await wait(5_500);
  const places = new Map<string, Uint8Array>();
  for (const path of [
    "/v1/now",
    "/v1/attempts?limit=1000",
    "/v1/holds",
    "/v1/alerts",
    "/metrics",
    "/healthz",
  ]) {
    const { status, body } = await ask(guard, path);
    assert.equal(status, 200, path);
    places.set(path, Buffer.from(typeof body === "string" ? body : JSON.stringify(body)));
  }
  const record = await filesOf(place.records);
  for (const [name, content] of record) places.set(name, content);
  assert.equal(await guard.stop(), 0);
  for (const [name, content] of await filesOf(place.records)) places.set(`${name} after the end`, content);
  places.set("log", Buffer.from(place.said()));
  places.set("mails", Buffer.from(place.mails.map((mail) => mail + decoded(mail)).join("\n")));
  places.set("hooks", Buffer.from(JSON.stringify(place.hooks)));

  const { attempts } = JSON.parse(String(places.get("/v1/attempts?limit=1000"))) as { attempts: unknown[] };
  assert.ok(attempts.length >= 20, `${attempts.length} attempts`);
  assert.ok(place.mails.length > 0 && place.hooks.length > 0);
  assert.ok(pans.size > 50, `${pans.size} inputs`);
  assert.deepEqual(tracesOf(pans, places), []);
});

function decoded(mail: string): string {
  const body = mail
    .split(/\r?\n\r?\n/)
    .slice(1)
    .join("\n");
  return Buffer.from(body.replace(/\s/g, ""), "base64").toString("utf8");
}
