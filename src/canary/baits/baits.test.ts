// What lies in the baits, and what a touch of them means.

import assert from "node:assert/strict";
import { test } from "node:test";
import { unzipSync, strFromU8 } from "fflate";
import { reveal } from "../../kernel/index.ts";
import { isNobodys, isPan } from "../../scrub/index.ts";
import { makeDecoy } from "../cards/make.ts";
import { planPlanting } from "../plant/plant.ts";
import { baitContents } from "./contents.ts";
import { meaningOf, storyWith, type Touch } from "./touches.ts";

const KEY = Buffer.alloc(32, 9);
const customers = planPlanting(
  KEY,
  {
    system: "decoy",
    period: "always",
    count: 5,
    at: { domain: "canary.example" },
    telephone: "none",
    nowMs: 0,
  },
  [],
);
const wish = { shopName: "浜の店 <b>", cards: [], customers, except: [] };
const TOUCH: Touch = {
  path: "/.env",
  act: "took",
  ip: "203.0.113.7",
  asn: 64_500,
  asnName: "X",
  country: "SG",
  agent: "curl",
  atMs: 5,
};

function textOf(path: string, from = baitContents(KEY, wish)): string {
  const body = from.find((one) => one.path === path)?.body;
  assert.equal(typeof body, "string", path);
  return String(body);
}

test("the settings file names a door that exists only as a bait, and the words that open it", () => {
  const all = baitContents(KEY, wish);
  const env = textOf("/.env");
  const route = /ADMIN_ROUTE=(.+)/.exec(env)?.[1] ?? "";
  const door = all.find(({ kind }) => kind === "door");
  assert.equal(door?.path, `/${route}/`);
  assert.ok(env.includes(`ADMIN_PASSWORD=${door.password}`));
  assert.ok(all.some(({ path, kind }) => path === door.leadsTo && kind === "inside"));
});

test("the same key makes the same baits, another key other words", () => {
  assert.deepEqual(baitContents(KEY, wish), baitContents(KEY, wish));
  assert.notEqual(textOf("/.env"), textOf("/.env", baitContents(Buffer.alloc(32, 8), wish)));
});

test("the backup is a real archive, and its customers are planted ones", () => {
  const zip = baitContents(KEY, wish).find(({ path }) => path === "/backup.zip")?.body;
  assert.ok(zip instanceof Uint8Array);
  const dump = strFromU8(unzipSync(zip)["backup/dump.sql"] ?? new Uint8Array());
  for (const { canary } of customers) assert.ok(dump.includes(canary.address));
});

test("decoy cards lie in the dump and in the backup, and are nobody's", () => {
  const { number } = makeDecoy(KEY, { id: "dc_bait1", place: "x", nowMs: 0 });
  const digits = reveal(number);
  assert.ok(isNobodys(digits) && !isPan(digits));
  assert.match(
    textOf("/dump.sql", baitContents(KEY, { ...wish, cards: [digits] })),
    new RegExp(`'${digits}','\\d\\d/\\d\\d'`),
  );
  assert.doesNotMatch(textOf("/dump.sql"), /dtb_mdl_card/);
});

test("the same key and id make the same number, others another, and no card keeps it", () => {
  const made = Array.from({ length: 200 }, (_, n) => makeDecoy(KEY, { id: `dc_${n}`, place: "x", nowMs: 0 }));
  assert.equal(new Set(made.map(({ number }) => reveal(number))).size, 200);
  for (const [n, { card, number }] of made.entries()) {
    assert.ok(isNobodys(reveal(number)));
    assert.equal(reveal(makeDecoy(KEY, { id: `dc_${n}`, place: "x", nowMs: 0 }).number), reveal(number));
    assert.ok(!JSON.stringify(card).includes(reveal(number)));
  }
});

test("where the shop serves a file of that name itself, no bait lies there", () => {
  const kept = baitContents(KEY, { ...wish, except: ["/backup.zip", "/.env"] });
  assert.ok(!kept.some(({ path }) => path === "/backup.zip" || path === "/.env"));
});

test("a shop's name cannot write into the bait's pages", () => {
  const door = baitContents(KEY, wish).find(({ kind }) => kind === "door");
  assert.ok(!String(door?.body).includes("<b>"));
});

test("a search engine on its own network is no alert; whoever only calls himself one is a scan", () => {
  const agent = "Mozilla/5.0 (compatible; Googlebot/2.1)";
  assert.equal(meaningOf({ ...TOUCH, agent, asn: 15_169 }), "crawler");
  assert.equal(meaningOf({ ...TOUCH, agent }), "scan");
});

test("asking for a well-known name is a scan; the door, which stands in baits alone, is known only to who took one", () => {
  assert.equal(meaningOf(TOUCH), "scan");
  for (const act of ["asked", "tried", "entered"] as const)
    assert.equal(meaningOf({ ...TOUCH, act }), "taken");
});

test("a story counts all touches and names the newest twenty addresses", () => {
  let story = storyWith(undefined, TOUCH);
  for (let n = 0; n < 30; n++) story = storyWith(story, { ...TOUCH, ip: `203.0.113.${n}`, atMs: 10 + n });
  assert.equal(story.touches, 31);
  assert.equal(story.ips.length, 20);
  assert.equal(story.ips.at(-1), "203.0.113.29");
  assert.equal(story.firstAtMs, 5);
});
