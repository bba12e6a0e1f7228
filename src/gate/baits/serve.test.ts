// Baits at the gate: served to everybody, told of once a minute, and remembered by the judge.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock, pan, parseNetworks, type Ip } from "../../kernel/index.ts";
import { decoyHash } from "../../scrub/index.ts";
import { REQUEST } from "../flow/bench.test-kit.ts";
import type { Way } from "../http/way.ts";
import { CELL, crowdKey, DEFAULT_CELLS, NATS } from "../judge/cells.ts";
import { judgeBytes, openJudge } from "../judge/judge.ts";
import { kindIndex } from "../judge/kinds.ts";
import type { Bait, BaitTouch } from "./contract.ts";
import { createDecoyCards } from "./cards.ts";
import { createBaits } from "./serve.ts";
import { openTouches } from "./touches.ts";

const COSTS = {
  feeYen: 20,
  chargebackYen: 3_000,
  averageOrderYen: 6_000,
  marginShare: 0.3,
  holdReviewYen: 150,
  can: { challenge: false, decoy: false, hold: false, stepUp: false },
};
const BAITS: readonly Bait[] = [
  { path: "/.env", kind: "file", contentType: "text/plain", body: "ADMIN_ROUTE=manage-x\n" },
  {
    path: "/manage-x/",
    kind: "door",
    contentType: "text/html",
    body: "<form>",
    password: "words",
    leadsTo: "/manage-x/home",
  },
  { path: "/manage-x/home", kind: "inside", contentType: "text/html", body: "list" },
];

function stage(ownScanners: readonly string[] = []) {
  const clock = manualClock();
  const told: BaitTouch[] = [];
  const judge = openJudge(new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS)), DEFAULT_CELLS, {
    home: "JP",
    costs: COSTS,
  });
  const networks = parseNetworks(ownScanners);
  assert.ok(networks.ok);
  const touched = openTouches({
    ownScanners: networks.value,
    clock,
    cells: judge.cells,
    devices: { read: () => undefined },
    origins: { lookUp: (ip: Ip) => ({ ip, asn: 1, asnName: "A", country: "SG", hosting: true }) },
    tell: (touch) => void told.push(touch),
  });
  const serve = createBaits(BAITS, touched);
  const ask = (path: string, ip = "203.0.113.7"): Way | undefined =>
    serve({ ...REQUEST, method: "GET", target: path, path, clientIp: ip as Ip });
  const type = async (path: string, body: string): Promise<Way> => {
    const way = serve({ ...REQUEST, method: "POST", target: path, path, clientIp: "203.0.113.7" as Ip });
    assert.equal(way?.kind, "read");
    return way.proceed(Buffer.from(body), new AbortController().signal);
  };
  const nats = (): number => {
    const key = crowdKey(kindIndex("ip"), "203.0.113.7");
    const cell = judge.cells.find(key.kind, key.slot, key.tag);
    return cell < 0 ? 0 : (judge.cells.view[cell + CELL.llr1] ?? 0) / NATS;
  };
  const key = new Uint8Array(32).fill(5);
  const paid = createDecoyCards(
    { key, cards: [{ id: "dc_1", hash: decoyHash(key, pan("3590123456789012")) }] },
    touched,
  );
  const pay = (number: string | null, ip = "203.0.113.7"): boolean =>
    paid({ ...REQUEST, path: "/pay", clientIp: ip as Ip }, number === null ? null : pan(number));
  return { clock, told, ask, type, nats, pay };
}

test("what is no bait goes on untouched", () => {
  const { ask, told } = stage();
  assert.equal(ask("/products"), undefined);
  assert.equal(ask("/.ENV"), undefined);
  assert.deepEqual(told, []);
});

test("a file is handed out, told with its origin, and the judge doubts that address from then on", () => {
  const { ask, told, nats } = stage();
  const way = ask("/.env");
  assert.equal(way?.kind, "answer");
  assert.equal(way.reply.body, "ADMIN_ROUTE=manage-x\n");
  assert.deepEqual(
    told.map(({ act, path, origin }) => [act, path, origin.country]),
    [["took", "/.env", "SG"]],
  );
  assert.equal(nats(), 3);
});

test("five hundred visits in a second are told once, and weigh as one", () => {
  const { ask, told, nats, clock } = stage();
  for (let n = 0; n < 500; n++) ask("/.env");
  assert.equal(told.length, 1);
  assert.equal(nats(), 3);
  clock.advance(60_000);
  ask("/.env");
  assert.equal(told.length, 2);
});

test("wrong words lead back to the door, the bait's own words lead in and weigh most", async () => {
  const { type, told, nats } = stage();
  const wrong = await type("/manage-x/", "login_id=admin&password=guess");
  assert.deepEqual(wrong.kind === "answer" && wrong.reply.headers, [["Location", "/manage-x/?error=1"]]);
  const right = await type("/manage-x/", "login_id=admin&password=words");
  assert.deepEqual(right.kind === "answer" && right.reply.headers, [["Location", "/manage-x/home"]]);
  assert.deepEqual(
    told.map(({ act }) => act),
    ["tried", "entered"],
  );
  assert.equal(nats(), 7);
  assert.ok(!JSON.stringify(told).includes("words"));
});

test("the owner's own scanner sees what everybody sees and is told of to nobody", () => {
  const { ask, told, nats } = stage(["203.0.113.0/24"]);
  assert.equal(ask("/.env")?.kind, "answer");
  assert.deepEqual(told, []);
  assert.equal(nats(), 0);
});

test("twenty thousand addresses that each ask once are each told of, although only some thousand are remembered", () => {
  const { ask, told } = stage();
  for (let n = 0; n < 20_000; n++) ask("/.env", `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`);
  assert.equal(told.length, 20_000);
});

test("a decoy card is known by its hash, told with its id and never its number, and weighs most", () => {
  const { pay, told, nats } = stage();
  assert.equal(pay(null), false);
  assert.equal(pay("3590123456789013"), false);
  assert.deepEqual(told, []);
  assert.equal(pay("3590123456789012"), true);
  assert.equal(pay("3590123456789012"), true);
  assert.deepEqual(
    told.map(({ act, path, card }) => [act, path, card]),
    [["paid", "/pay", "dc_1"]],
  );
  assert.equal(nats(), 7);
  assert.ok(!JSON.stringify(told).includes("359012"));
});

test("without decoys no number is asked for", () => {
  const never = createDecoyCards(undefined, () => assert.fail("told"));
  assert.equal(never(REQUEST, pan("3590123456789012")), false);
});
