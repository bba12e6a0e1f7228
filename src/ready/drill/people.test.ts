// The drill's people, played without a wire: repeatable, within honest bounds, every attacker with his marks.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { DrillIssuer } from "../ports.ts";
import type { Attack } from "./attack-parts.ts";
import { ATTACKERS } from "./attackers.ts";
import { createHonestWorld, HOUR_MS, type HonestWorld } from "./honest.ts";
import { isPayingRequest } from "./baselines.ts";
import { createQueue } from "./queue.ts";
import { NOTHING_SEEN, type Actor, type Identity, type Plan, type Seen, type WireRequest } from "./steps.ts";
import { stoppedAfter } from "./tally.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const issuer: DrillIssuer = {
  details: (pan) => ({
    pan,
    live: digest(pan).readUInt8(0) < 8,
    expiry: "05/29",
    code: String(100 + (digest(pan).readUInt8(1) % 900)),
    atLimit: digest(pan).readUInt8(2) < 10,
    oneTimePassword: "123456",
  }),
  tag: (pan) => digest(pan).toString("hex").slice(0, 16),
};

interface Sent {
  readonly atMs: number;
  readonly as: Identity;
  readonly request: WireRequest;
}

/** A shop made of paper: answers at once what the demonstration shop would, and asks the issuer above. */
function answer(request: WireRequest, atMs: number, stopped: boolean): Seen {
  const seen = {
    ...NOTHING_SEEN,
    status: 200,
    atMs,
    tookMs: 1_000,
    body: 'name="csrf" value="0123456789abcdef"',
  };
  if (!isPayingRequest(request)) return seen;
  if (stopped) return { ...seen, status: 403, body: "" };
  const json = request.kind === "json";
  const form = new URLSearchParams(json ? "" : request.body);
  const card = json
    ? (
        JSON.parse(request.body ?? "{}") as {
          payment: { card: { number: string; expiry: string; code: string } };
        }
      ).payment.card
    : {
        number: form.get("card_number") ?? "",
        expiry: form.get("card_expiry") ?? "",
        code: form.get("card_code") ?? "",
      };
  const known = issuer.details(card.number);
  const cash = !json && form.get("payment") !== "card";
  const good = known.live && !known.atLimit && card.expiry === known.expiry && card.code === known.code;
  if (cash || good) return { ...seen, status: json ? 201 : 303, location: "/orders/1/thanks", body: "" };
  return json
    ? { ...seen, status: 402, body: '{"code":"card_declined"}' }
    : { ...seen, body: `${seen.body} data-error="card-declined"` };
}

function act(plans: readonly Plan[], stopped: (nth: number) => boolean = () => false): readonly Sent[] {
  const sent: Sent[] = [];
  const queue = createQueue<{ actor: Actor; seen: Seen }>();
  let tries = 0;
  for (const plan of plans) queue.push(plan.atMs, { actor: plan.begin(), seen: NOTHING_SEEN });
  for (let nowMs = queue.nextMs(); nowMs !== undefined; nowMs = queue.nextMs()) {
    const due = queue.takeDue(nowMs);
    const next = due?.actor.next(due.seen);
    if (due === undefined || next === undefined || next.done === true) continue;
    const step = next.value;
    if (step.do === "wait") queue.push(nowMs + step.ms, { ...due, seen: NOTHING_SEEN });
    else if (step.do === "until") queue.push(Math.max(nowMs, step.atMs), { ...due, seen: NOTHING_SEEN });
    else if (step.do === "solve") queue.push(nowMs, { ...due, seen: NOTHING_SEEN });
    else {
      sent.push({ atMs: nowMs, as: step.as, request: step.request });
      if (isPayingRequest(step.request)) tries += 1;
      queue.push(nowMs + 1_000, { ...due, seen: answer(step.request, nowMs, stopped(tries)) });
    }
  }
  return sent;
}

const world = (seed: number, scale = 1, span: "hour" | "day" = "hour", lean = false): HonestWorld =>
  createHonestWorld({ seed, startMs: 0, span, scale, origin: "http://127.0.0.1", issuer, lean });
const attackOf = (name: string, scale: number): Attack => {
  const maker = ATTACKERS[name];
  assert.ok(maker !== undefined);
  return maker({ seed: 3, issuer, origin: "http://127.0.0.1", startMs: 0, scale });
};

test("1,135 buyers come in the hour, most of all in the ten minutes of the sale", () => {
  const { plans, buyers } = world(1);
  assert.equal(buyers.length, 1_135);
  assert.ok(plans.every(({ atMs }) => atMs >= 0 && atMs < 2 * HOUR_MS));
  const burst = plans.filter(({ atMs }) => atMs >= 25 * 60_000 && atMs < 35 * 60_000).length;
  const quiet = plans.filter(({ atMs }) => atMs < 10 * 60_000).length;
  assert.ok(burst / quiet > 7 && burst / quiet < 14, `${burst} against ${quiet}`);
});

const trace = (seed: number): string =>
  JSON.stringify(act(world(seed, 0.1).plans).map((sent) => [sent.atMs, sent.as.ip, sent.request]));

test("the same seed gives the same requests, another seed other ones", () => {
  assert.equal(trace(5), trace(5));
  assert.notEqual(trace(5), trace(6));
});

test("honest buyers' first tries are declined in 8 to 12 of 100, and nearly all of them buy in the end", () => {
  for (const seed of [1, 2]) {
    const { plans, buyers } = world(seed);
    act(plans);
    const visits = buyers.flatMap((buyer) => buyer.visits).filter(({ tries }) => tries.length > 0);
    const declines = visits.filter(({ tries }) => tries[0]?.ending === "declined").length / visits.length;
    assert.ok(declines >= 0.08 && declines <= 0.12, String(declines));
    assert.ok(visits.filter((visit) => visit.completed).length / visits.length > 0.95);
    assert.ok(visits.some((visit) => visit.gaveUp));
  }
});

const triesOf = (lean: boolean): readonly string[] =>
  act(world(4, 0.2, "hour", lean).plans)
    .filter(({ request }) => isPayingRequest(request))
    .map(({ as, request }) => `${as.ip} ${request.body ?? ""}`)
    .sort();

test("a lean world makes the same tries to pay", () => {
  assert.deepEqual(triesOf(true), triesOf(false));
  assert.ok(triesOf(true).length > 200);
});

test("phones share a dozen carrier addresses, somebody buys five times, somebody has no script, some pay cash", () => {
  const { buyers } = world(1);
  const perAddress = Map.groupBy(buyers, (buyer) => buyer.identity.ip);
  const shared = [...perAddress.values()].filter((group) => group.length > 15);
  assert.ok(shared.length >= 8 && shared.length <= 12, String(shared.length));
  assert.equal(buyers.filter((buyer) => !buyer.identity.javascript).length, 1);
  assert.equal(buyers.filter((buyer) => buyer.kind === "collector").length, 1);
  for (const kind of ["app", "in-app", "foreign"])
    assert.ok(
      buyers.some((buyer) => buyer.kind === kind),
      kind,
    );
  assert.ok(
    buyers.some((buyer) => buyer.paysBy === "cod") && buyers.some((buyer) => buyer.paysBy === "bank"),
  );
  assert.ok(buyers.some((buyer) => buyer.identity.ip.includes(":")));
});

test("proven buyers bought in the warm-up day and keep their cookies", () => {
  const { buyers, warmUp } = world(1, 0.2);
  const proven = buyers.filter((buyer) => buyer.proven);
  assert.equal(warmUp.length, proven.length);
  assert.ok(warmUp.every(({ atMs }) => atMs < 0));
  const used = new Set(act(warmUp).map(({ as }) => as.jar));
  assert.ok(proven.every((buyer) => used.has(buyer.identity.jar)));
  assert.ok(
    buyers.every((buyer) => buyer.visits.length === 0),
    "the warm-up is not counted",
  );
});

test("a day's world is spread over the whole day", () => {
  const hours = new Set(world(1, 0.5, "day").plans.map(({ atMs }) => Math.floor(atMs / HOUR_MS)));
  assert.ok(hours.size >= 20);
});

test("each attacker makes the tries he is planned for, each with another card", () => {
  for (const name of Object.keys(ATTACKERS)) {
    const attack = attackOf(name, 0.05);
    const tries = act(attack.plans).filter(({ request }) => isPayingRequest(request));
    assert.equal(tries.length, attack.attempts, name);
    const cards = new Set(attack.tags.filter((tag) => tag !== undefined));
    assert.equal(cards.size, attack.attempts, name);
  }
});

test("at full scale each attack has 600 to 9,000 tries", () => {
  for (const name of Object.keys(ATTACKERS)) {
    const { attempts } = attackOf(name, 1);
    assert.ok(attempts >= 600 && attempts <= 9_000, name);
  }
});

const marks = (
  name: string,
  scale = 0.1,
): { addresses: Set<string>; sent: readonly Sent[]; tries: readonly Sent[] } => {
  const sent = act(attackOf(name, scale).plans);
  const tries = sent.filter(({ request }) => isPayingRequest(request));
  return { sent, tries, addresses: new Set(tries.map(({ as }) => as.ip)) };
};
const agentOf = (sent: Sent): string =>
  sent.as.headers(sent.request.kind).find(([name]) => name.toLowerCase() === "user-agent")?.[1] ?? "";

test("the attackers bear the marks of their skill", () => {
  assert.equal(marks("one-address").addresses.size, 1);
  const network = marks("one-network");
  assert.ok(network.addresses.size > 200);
  assert.ok([...network.addresses].every((ip) => ip.startsWith("170.124.")));
  const countries = marks("many-countries");
  assert.ok(new Set([...countries.addresses].map((ip) => ip.split(".")[0])).size > 15);
  const api = marks("direct-api");
  assert.ok(api.sent.every(({ request }) => request.path === "/api/checkout"));
  const browser = marks("browser-like");
  assert.ok(browser.sent.filter(({ request }) => request.path === "/").length >= browser.tries.length / 3);
  assert.ok(browser.tries.every((sent) => /Mozilla/.test(agentOf(sent))));
  const slow = marks("slow-and-low", 1);
  const gaps = slow.tries.slice(1).map((sent, i) => sent.atMs - (slow.tries[i]?.atMs ?? 0));
  assert.ok(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length > 2 * 60_000);
  assert.ok(slow.addresses.size > slow.tries.length * 0.95);
});

test("the adaptive attacker changes nothing while he gets through, and everything when he is stopped", () => {
  const free = attackOf("adaptive", 0.1);
  act(free.plans);
  assert.equal(free.crowdsUsed(), 1);
  const stopped = attackOf("adaptive", 0.1);
  const sent = act(stopped.plans, (nth) => nth % 100 > 20);
  assert.ok(stopped.crowdsUsed() > 3);
  const tries = sent.filter(({ request }) => isPayingRequest(request));
  assert.ok(new Set(tries.map(({ request }) => request.path)).size === 2, "changes the route");
  assert.ok(new Set(tries.map(agentOf)).size > 3, "changes the headers");
  assert.ok(new Set(tries.map(({ as }) => as.ip)).size > 10, "changes the addresses");
});

test("an attack whose first thirty tries got through is reported as stopped at the next", () => {
  const tries = marks("one-address").tries;
  const seconds = stoppedAfter(
    tries,
    tries.map((_, i) => i < 30),
  );
  assert.equal(seconds, Math.round((tries[30]?.atMs ?? 0) - (tries[0]?.atMs ?? 0)) / 1_000);
});
