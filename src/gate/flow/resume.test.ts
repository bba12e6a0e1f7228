// From the challenge back to the shop: the sealed form goes on as the try it was, judged with the ticket it earned, whose
// weight is the work that was done, and with the device token that came with the question.

import assert from "node:assert/strict";
import { test } from "node:test";
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import type { Ip } from "../../kernel/index.ts";
import { cookieOf } from "../answers/samples.test-kit.ts";
import type { AttemptFacts, Judgement } from "../facts.ts";
import type { ArrivedRequest, Reply, Way } from "../http/way.ts";
import { bench, BODY, REQUEST, type Bench } from "./bench.test-kit.ts";

const SOLUTION = "/__misemori/challenge";

/** Asks everybody without a ticket that weighs `cost`, as the judge does; lets the others pass. */
function asking(cost: number): Bench & { readonly judged: AttemptFacts[] } {
  const judged: AttemptFacts[] = [];
  const word: Omit<Judgement, "answer"> = {
    probability: 0.3,
    proven: false,
    costsYen: { pass: 30, challenge: 5 },
    reasons: [],
    challengeCost: cost,
    forced: null,
  };
  const one = bench({
    judge: {
      judge: ({ facts }) => {
        judged.push(facts);
        return { ...word, answer: (facts.ticketCost ?? 0) >= cost ? "pass" : "challenge" };
      },
    },
  });
  return { ...one, judged };
}

async function proceed(one: Bench, request: ArrivedRequest, body: Uint8Array): Promise<Way> {
  const way = one.handler.receive(request);
  return way.kind === "read" ? way.proceed(body, new AbortController().signal) : way;
}

function bearing(request: ArrivedRequest, cookies: readonly string[], ip = REQUEST.clientIp): ArrivedRequest {
  const cookie = cookies.join("; ");
  return { ...request, clientIp: ip, headers: { ...request.headers, ...(cookie === "" ? {} : { cookie }) } };
}

function cookiesOf(headers: readonly (readonly [string, string])[] | undefined): string[] {
  return (headers ?? []).filter(([name]) => name === "Set-Cookie").map(([, value]) => cookieOf(value));
}

async function question(one: Bench, cookies: readonly string[] = []): Promise<Reply> {
  const way = await proceed(one, bearing(REQUEST, cookies), BODY);
  assert.ok(way.kind === "answer");
  assert.equal(way.reply.status, 403);
  return way.reply;
}

/** Solves what the page asks, as its script does, and gives the form it would send. */
async function solved(one: Bench, page: string, cookies: readonly string[], ip?: Ip): Promise<Uint8Array> {
  const offerAt = (/data-challenge="([^"]*)"/.exec(page)?.[1] ?? "").replaceAll("&#38;", "&");
  const [path = "", query = ""] = offerAt.split("?");
  const way = await proceed(
    one,
    bearing({ ...REQUEST, method: "GET", target: offerAt, path, query }, cookies, ip),
    new Uint8Array(),
  );
  assert.ok(way.kind === "answer");
  const challenge = JSON.parse(String(way.reply.body)) as Parameters<typeof solveChallenge>[0]["challenge"];
  const solution = await solveChallenge({ challenge, deriveKey });
  const altcha = Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
  const sealed = /name="sealed" value="([^"]+)"/.exec(page)?.[1] ?? "";
  return Buffer.from(new URLSearchParams({ altcha, sealed }).toString());
}

test("a first visitor gets his device token with the question, and the form goes on under it with its ticket", async () => {
  const one = asking(2);
  const asked = await question(one);
  const device = cookiesOf(asked.headers);
  assert.match(String(device), /^misemori_d=/);
  assert.equal(one.judged.at(-1)?.visitor, null);

  const sent = await solved(one, String(asked.body), device);
  const way = await proceed(one, bearing({ ...REQUEST, target: SOLUTION, path: SOLUTION }, device), sent);
  assert.ok(way.kind === "forward", JSON.stringify(way));
  assert.equal(Buffer.from(way.body ?? []).toString(), BODY.toString());
  assert.deepEqual([way.as?.method, way.as?.target], ["POST", "/checkout"]);
  const facts = one.judged.at(-1);
  assert.notEqual(facts?.visitor, null);
  assert.deepEqual([facts?.ticketUses, facts?.ticketCost], [0, 2]);
  assert.equal(facts?.route, "checkout");
  assert.equal(facts?.card?.bin6, "400022");

  // His turn ends with the shop's answer; without it the next try would wait.
  await way.watch?.seen({ status: 402, headers: {}, body: new Uint8Array(), shopMs: 9 });

  // The next try of the same browser brings the ticket along, now from another network, and uses it a second time.
  const cookies = [...device, ...cookiesOf(way.responseHeaders)];
  assert.match(String(cookies), /misemori_t=/);
  const again = await proceed(one, bearing(REQUEST, cookies, "198.51.100.9" as Ip), BODY);
  assert.equal(again.kind, "forward");
  const later = one.judged.at(-1);
  assert.deepEqual([later?.ticketUses, later?.ticketCost], [1, 2]);
  assert.equal(later?.visitor?.id, facts?.visitor?.id);
});

test("a ticket weighs what was solved, not what is asked for later", async () => {
  const light = asking(1);
  const asked = await question(light);
  const device = cookiesOf(asked.headers);
  const sent = await solved(light, String(asked.body), device);
  const way = await proceed(light, bearing({ ...REQUEST, target: SOLUTION, path: SOLUTION }, device), sent);
  assert.ok(way.kind === "forward");
  const cookies = [...device, ...cookiesOf(way.responseHeaders)];
  assert.equal(light.judged.at(-1)?.ticketCost, 1);

  // The same keys, a heavier question: the light ticket is read with its own weight and does not answer it.
  const heavy = asking(3);
  const stopped = await question(heavy, cookies);
  assert.deepEqual([heavy.judged.at(-1)?.ticketUses, heavy.judged.at(-1)?.ticketCost], [0, 1]);
  const harder = await solved(heavy, String(stopped.body), cookies);
  const on = await proceed(heavy, bearing({ ...REQUEST, target: SOLUTION, path: SOLUTION }, cookies), harder);
  assert.equal(on.kind, "forward");
  assert.equal(heavy.judged.at(-1)?.ticketCost, 3, "the ticket just earned is read before the older one");
});

test("the form that went on is paid like any try, and goes on once only", async () => {
  const one = asking(1);
  const asked = await question(one);
  const device = cookiesOf(asked.headers);
  const here = bearing({ ...REQUEST, target: SOLUTION, path: SOLUTION }, device);
  const sent = await solved(one, String(asked.body), device);
  const way = await proceed(one, here, sent);
  assert.ok(way.kind === "forward");
  await way.watch?.seen({ status: 402, headers: {}, body: new Uint8Array(), shopMs: 9 });
  const records = one.records.map((r) => `${r.judgement.answer} ${r.reachedGateway} ${r.outcome}`);
  assert.deepEqual(records, ["challenge false null", "pass true declined"]);

  const repeated = await proceed(one, here, sent);
  assert.ok(repeated.kind === "answer");
  assert.equal(repeated.reply.status, 400);
  assert.equal(one.records.length, 2, "nothing more reached the gateway");
});

test("another browser cannot send the form on, nor use its ticket", async () => {
  const one = asking(1);
  const [mine, other] = [await question(one), await question(one)];
  const [device, stranger] = [cookiesOf(mine.headers), cookiesOf(other.headers)];
  // His device token bound the question from the moment he had one.
  const asked = await question(one, device);
  const sent = await solved(one, String(asked.body), device);
  const path = { ...REQUEST, target: SOLUTION, path: SOLUTION };
  const stolen = await proceed(one, bearing(path, stranger, "198.51.100.9" as Ip), sent);
  assert.ok(stolen.kind === "answer");
  const way = await proceed(one, bearing(path, device), sent);
  assert.ok(way.kind === "forward");
  const ticket = cookiesOf(way.responseHeaders);
  await question(one, [...stranger, ...ticket]);
  assert.equal(one.judged.at(-1)?.ticketUses, null);
});
