// The challenge from being asked to the ticket: sealed, bound, single use, expiring, in every way of speaking.

import assert from "node:assert/strict";
import { test } from "node:test";
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { manualClock, seededRandom, type Random } from "../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import { createChallenges } from "./challenges.ts";
import { createDeviceTokens } from "./devices.ts";
import { cookieOf, sampleFacts, sampleRequest, sampleRoute } from "./samples.test-kit.ts";

const SECRET = "name=%E5%B1%B1%E7%94%B0&card_number=4242424242424242&cvc=123";

/** Counters that lie low, so that tests solve in milliseconds. */
function lowRandom(): Random {
  const random = seededRandom(11);
  return { bytes: (count) => random.bytes(count), unit: () => random.unit() * 0.005 };
}

function room() {
  const clock = manualClock(Date.now());
  const random = lowRandom();
  const keys = [new Uint8Array(32).fill(9)];
  const devices = createDeviceTokens({ keys, clock, random });
  const shop = { shopName: "茶葉の店", telephone: "03-1234-5678", otherPayments: ["銀行振込"] };
  const challenges = createChallenges({ keys, clock, random, devices, shop });
  const device = devices.issue("https");
  const cookie = cookieOf(device.setCookie);
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8", cookie };
  const buyer = (parts: Parameters<typeof sampleRequest>[0] = {}): ArrivedRequest =>
    sampleRequest({ ...parts, headers: { ...headers, ...parts.headers } });
  const ask = (body: string | Uint8Array = SECRET, speaks: "page" | "json" | "graphql" = "page"): Reply =>
    challenges.ask({
      facts: sampleFacts(device.id),
      route: sampleRoute(speaks),
      request: buyer({ target: "/checkout?step=3" }),
      body: Buffer.from(body),
      cost: 4,
    });
  return { clock, challenges, device, buyer, ask };
}
type Room = ReturnType<typeof room>;

function replyOf(served: ReturnType<Room["challenges"]["serve"]>): Reply {
  assert.ok(served.kind === "answer");
  return served.reply;
}
function part(page: string, name: string): string {
  return (new RegExp(`${name}="([^"]*)"`).exec(page)?.[1] ?? "").replaceAll("&#38;", "&");
}
async function solve(r: Room, url: string, by: ArrivedRequest): Promise<string> {
  const offer = replyOf(
    r.challenges.serve(
      { ...by, method: "GET", target: url, path: "/__misemori/challenge.json" },
      new Uint8Array(),
    ),
  );
  const challenge = JSON.parse(String(offer.body)) as Parameters<typeof solveChallenge>[0]["challenge"];
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
}
function post(r: Room, fields: Record<string, string>, by = r.buyer({ target: "/__misemori/challenge" })) {
  return r.challenges.serve(by, Buffer.from(new URLSearchParams(fields).toString()));
}

test("a solved page lets the original request go on, byte for byte, with a ticket", async () => {
  const r = room();
  const asked = r.ask();
  const page = String(asked.body);
  assert.equal(asked.status, 403);
  for (const text of ["4242", "%E5%B1%B1", "山田", "cvc", "step=3"]) assert.ok(!page.includes(text), text);
  const altcha = await solve(r, part(page, "data-challenge"), r.buyer());
  const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const served = post(r, { altcha, sealed });
  assert.ok(served.kind === "resume");
  assert.deepEqual([served.method, served.target], ["POST", "/checkout?step=3"]);
  assert.equal(served.contentType, "application/x-www-form-urlencoded; charset=UTF-8");
  assert.equal(Buffer.from(served.body).toString(), SECRET);
  const cookie = `${cookieOf(r.device.setCookie)}; ${cookieOf(served.setCookie)}`;
  const ticket = r.challenges.ticketOf(
    sampleRequest({ headers: { cookie }, ip: "2001:db8::1" }),
    r.device.id,
  );
  assert.deepEqual(ticket, served.ticket);
  assert.equal(ticket?.cost, 4);
  assert.equal(
    r.challenges.ticketOf(sampleRequest({ headers: { cookie } }), "0".repeat(16)),
    undefined,
    "another visitor",
  );
  assert.equal(r.challenges.ticketOf(sampleRequest({ headers: { cookie } }), null), undefined);
  r.clock.advance(31 * 60_000);
  assert.equal(
    r.challenges.ticketOf(sampleRequest({ headers: { cookie } }), r.device.id),
    undefined,
    "after 30 minutes",
  );
});

test("a form goes on once, a solution counts once, and bytes of any kind survive the seal", async () => {
  const r = room();
  const bytes = Uint8Array.from({ length: 600 }, (_, i) => i % 256);
  const page = String(r.ask(bytes).body);
  const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const url = part(page, "data-challenge");
  const altcha = await solve(r, url, r.buyer());
  const first = post(r, { altcha, sealed });
  assert.ok(first.kind === "resume");
  assert.deepEqual(new Uint8Array(first.body), bytes);
  assert.equal(replyOf(post(r, { altcha, sealed })).status, 400, "the same solution again");
  const second = await solve(r, url, r.buyer());
  assert.match(String(replyOf(post(r, { altcha: second, sealed })).body), /お支払い画面に戻ってください/);
});

test("neither form nor solution is of use to another visitor, after its time, or changed", async () => {
  const r = room();
  const page = String(r.ask().body);
  const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const altcha = await solve(r, part(page, "data-challenge"), r.buyer());
  const stranger = sampleRequest({ target: "/__misemori/challenge" });
  assert.equal(replyOf(post(r, { altcha, sealed }, stranger)).status, 400);
  assert.equal(replyOf(post(r, { altcha }, stranger)).status, 400, "not even for a ticket alone");
  const changed = `${sealed.slice(0, 40)}${sealed[40] === "A" ? "B" : "A"}${sealed.slice(41)}`;
  assert.equal(replyOf(post(r, { altcha, sealed: changed })).status, 400);
  r.clock.advance(5 * 60_000 + 1_000);
  const again = replyOf(post(r, { altcha, sealed }));
  assert.match(String(again.body), /もう一度確認しています/, "an expired solution begins anew by itself");
  r.clock.advance(5 * 60_000);
  assert.match(String(replyOf(post(r, { altcha, sealed })).body), /お支払い画面に戻ってください/);
});

test("a page that fails three times stops trying and shows the ways on", () => {
  const r = room();
  let page = String(r.ask().body);
  for (let i = 0; i < 3; i++) {
    const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? "";
    page = String(replyOf(post(r, { altcha: "broken", sealed })).body);
  }
  assert.match(page, /確認できませんでした/);
  assert.match(page, /銀行振込/);
  assert.doesNotMatch(page, /name="sealed"/);
});

test("a form beyond 64 KiB is not carried: the buyer solves and presses the payment button again", () => {
  const page = String(room().ask(new Uint8Array(64 * 1024 + 1)).body);
  assert.doesNotMatch(page, /name="sealed"/);
  assert.match(page, /もう一度お支払いボタンを押してください/);
  assert.match(String(room().ask(new Uint8Array(64 * 1024)).body), /name="sealed"/);
});

test("JSON and GraphQL clients get the page's address, and solving there gives the ticket", async () => {
  const r = room();
  const json = r.ask(SECRET, "json");
  const { error } = JSON.parse(String(json.body)) as { error: { code: string; challengeUrl: string } };
  assert.equal(json.status, 403);
  assert.equal(error.code, "misemori.challenge");
  assert.equal(new Map(json.headers).get("Misemori-Challenge"), error.challengeUrl);
  assert.ok(error.challengeUrl.startsWith("https://shop.example/__misemori/challenge?for="));
  const graphql = r.ask(SECRET, "graphql");
  assert.equal(graphql.status, 200);
  assert.match(String(graphql.body), /^\{"errors":\[\{"message":.*"challengeUrl"/);
  const target = error.challengeUrl.replace("https://shop.example", "");
  const opened = r.challenges.serve(r.buyer({ method: "GET", target }), new Uint8Array());
  const altcha = await solve(r, part(String(replyOf(opened).body), "data-challenge"), r.buyer());
  const done = replyOf(post(r, { altcha }, r.buyer({ target })));
  assert.equal(done.status, 200);
  assert.match(String(done.body), /もう一度お支払いボタンを押してください/);
  const cookie = cookieOf(new Map(done.headers).get("Set-Cookie") ?? "");
  assert.equal(r.challenges.ticketOf(sampleRequest({ headers: { cookie } }), r.device.id)?.cost, 4);
});

test("a script without a device token solves by JSON and its ticket is good for its network only", async () => {
  const r = room();
  const script = sampleRequest({
    target: "/__misemori/challenge.json",
    headers: { "content-type": "application/json" },
  });
  const altcha = await solve(r, "/__misemori/challenge.json", script);
  const done = replyOf(r.challenges.serve(script, Buffer.from(JSON.stringify({ altcha }))));
  assert.deepEqual(JSON.parse(String(done.body)), { ok: true, cost: 3, validForSeconds: 1800 });
  const cookie = cookieOf(new Map(done.headers).get("Set-Cookie") ?? "");
  assert.ok(r.challenges.ticketOf(sampleRequest({ headers: { cookie }, ip: "203.0.113.200" }), null));
  assert.equal(
    r.challenges.ticketOf(sampleRequest({ headers: { cookie }, ip: "203.0.114.1" }), null),
    undefined,
  );
  const again = replyOf(r.challenges.serve(script, Buffer.from(JSON.stringify({ altcha }))));
  assert.equal(again.status, 400);
  assert.match(String(again.body), /misemori\.challenge-used/);
  for (const bad of ["", "null", "[]", '{"altcha":1}', "{"]) {
    assert.equal(replyOf(r.challenges.serve(script, Buffer.from(bad))).status, 400, bad);
  }
});

test("under /__misemori/ only known paths and methods are answered, and nothing is kept by caches", () => {
  const r = room();
  const get = (target: string, method = "GET", headers = {}): Reply =>
    replyOf(r.challenges.serve(sampleRequest({ method, target, headers }), new Uint8Array()));
  const paths = [
    "challenge",
    "challenge?for=forged",
    "challenge.json",
    "altcha.js",
    "altcha-worker.js",
    "challenge.js",
  ];
  for (const path of paths) {
    const reply = get(`/__misemori/${path}`);
    assert.equal(reply.status, 200, path);
    assert.equal(new Map(reply.headers).get("Cache-Control"), "no-store");
  }
  assert.equal(get("/__misemori/elsewhere").status, 404);
  assert.equal(get("/__misemori/challenge", "DELETE").status, 405);
  assert.equal(get("/__misemori/altcha.js", "POST").status, 405);
  assert.equal(
    new Map(get("/__misemori/altcha.js", "GET", { "accept-encoding": "gzip, br" }).headers).get(
      "Content-Encoding",
    ),
    "br",
  );
  const huge = r.challenges.serve(
    sampleRequest({ target: "/__misemori/challenge" }),
    new Uint8Array(200_000),
  );
  assert.equal(replyOf(huge).status, 400);
});
