// Planted customers through the API: who may see and plant them, what is refused, and that the file comes as one nobody keeps.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { CanaryLetter, LeakDesk, LeakOverview } from "../../canary/index.ts";
import { MisemoriError, pan } from "../../kernel/index.ts";
import { openGround } from "./ground.ts";

const OVERVIEW: LeakOverview = {
  zone: "Asia/Tokyo",
  period: "2026-W48",
  places: ["leak.example.jp"],
  format: "eccube4",
  listening: { listen: "0.0.0.0:25", port: 25, folder: false },
  systems: [],
  sets: [],
  setsLeftOut: 0,
  standing: null,
  touches: [],
  touchesSinceMs: 0,
};
const LETTER: CanaryLetter = {
  key: "k1",
  canary: "cn_1",
  system: "倉庫",
  period: "2026-W48",
  outcome: "own-sender",
  firstAtMs: 1,
  lastAtMs: 2,
  times: 1,
  facts: null,
};
const CARD = {
  id: "dc_1",
  kind: "made" as const,
  masked: "359402******5190",
  place: "注文の備考",
  addedAtMs: 3,
  hash: "ab".repeat(16),
};
const WISH = { system: "倉庫", period: "2026-W48", place: "leak.example.jp", format: "generic" };

async function openStage(t: TestContext, plant?: LeakDesk["plant"]) {
  const asked: unknown[] = [];
  const leaks: LeakDesk = {
    overview: async () => OVERVIEW,
    canaries: async () => [],
    letters: async (wish) => {
      asked.push(wish);
      return { letters: [LETTER], next: "k1" };
    },
    plant: async (wish, by) => {
      asked.push([wish, by]);
      return plant === undefined ? { csv: Buffer.from("名前\n") } : plant(wish, by);
    },
    retire: async (wish) => {
      asked.push(wish);
      return "id" in wish ? 0 : 3;
    },
    cards: async () => [CARD],
    makeCard: async (place, by) => {
      asked.push([place, by]);
      if (place === "満杯") throw new MisemoriError("canary.cards", "full", "");
      return { card: { ...CARD, place }, number: pan("3594027183645190") };
    },
    removeCard: async (id) => id === CARD.id,
  };
  const ground = await openGround({ leaks });
  await ground.nameOwner();
  t.after(() => ground.console.close());
  const writer = await ground.tokenFor("watch:write");
  return { ground, asked, plants: (body: object) => ground.post("/v1/canary/plant", body, writer), writer };
}

test("whoever may see leaks may neither plant nor retire, and a stranger may not even see", async (t) => {
  const { ground, asked } = await openStage(t);
  assert.equal((await ground.get("/v1/canary")).status, 401);
  const reader = await ground.tokenFor("watch:read");
  const seen = await ground.get("/v1/canary", reader);
  assert.deepEqual([seen.status, await seen.json()], [200, OVERVIEW]);
  assert.equal((await ground.post("/v1/canary/plant", WISH, reader)).status, 403);
  assert.equal((await ground.post("/v1/canary/retire", { id: "cn_1" }, reader)).status, 403);
  assert.deepEqual(asked, []);
});

test("planting answers a CSV that no cache keeps, in the name of who asked", async (t) => {
  const { asked, plants } = await openStage(t);
  const answer = await plants(WISH);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(answer.headers.get("content-type"), "text/csv; charset=utf-8");
  assert.match(answer.headers.get("content-disposition") ?? "", /^attachment/);
  assert.equal(await answer.text(), "名前\n");
  const given = { ...WISH, count: 3, telephone: "unassigned", encoding: "utf-8" };
  assert.deepEqual(asked[0], [given, "api:twatch-write"]);
});

test("a wish that would spoil tables, flood the list or mix with the decoys is refused", async (t) => {
  const { asked, plants } = await openStage(t);
  for (const wrong of [
    { system: "decoy" },
    { system: " " },
    { system: "倉\u202e庫" },
    { period: "x".repeat(61) },
    { count: 51 },
    { count: 0 },
    { format: "xlsx" },
    { encoding: "utf-16" },
    { address: "a@b.example" },
  ])
    assert.equal((await plants({ ...WISH, ...wrong })).status, 422, JSON.stringify(wrong));
  assert.deepEqual(asked, []);
});

test("a place that is not configured, and two who plant the same at once, are told what to do", async (t) => {
  const { plants } = await openStage(t, async () => "place");
  assert.equal((await plants(WISH)).status, 422);
  const other = await openStage(t, async () => {
    throw new MisemoriError("canary.address", "taken", "");
  });
  const answer = await other.plants(WISH);
  assert.deepEqual([answer.status, (await answer.json()).error.code], [409, "canary.taken"]);
});

test("a set is retired by its name; one that nobody knows is not found", async (t) => {
  const { ground, writer } = await openStage(t);
  const retire = (body: object) => ground.post("/v1/canary/retire", body, writer);
  const done = await retire({ system: "倉庫", period: "2026-W48" });
  assert.deepEqual([done.status, await done.json()], [200, { retired: 3 }]);
  assert.equal((await retire({ id: "cn_nobody" })).status, 404);
  assert.equal((await retire({ id: "cn_1", system: "倉庫" })).status, 422);
  assert.equal((await retire({})).status, 422);
});

test("why a mail was set aside is said in the reader's language", async (t) => {
  const { ground, asked } = await openStage(t);
  const reader = await ground.tokenFor("watch:read");
  const mails = async (language: string) =>
    (
      await ground.get("/v1/canary/mails?which=aside&after=k0", { ...reader, "accept-language": language })
    ).text();
  assert.match(await mails("ja"), /名簿を渡した先/);
  assert.match(await mails("en"), /proven to come from/);
  assert.deepEqual(asked[0], { which: "aside", limit: 50, after: "k0" });
  assert.equal((await ground.get("/v1/canary/mails?limit=201", reader)).status, 422);
});

test("a decoy card's number is told once to whoever may write, kept by no cache, and never listed", async (t) => {
  const { ground, asked, writer } = await openStage(t);
  const reader = await ground.tokenFor("watch:read");
  const { hash: _, ...shown } = CARD;
  const listed = await (await ground.get("/v1/canary/cards", reader)).json();
  assert.deepEqual(listed, { cards: [shown] });
  const make = (body: object, as = writer) => ground.post("/v1/canary/cards", body, as);
  assert.equal((await make({ place: "古い表" }, reader)).status, 403);
  const made = await make({ place: " 古い表 " });
  assert.equal(made.headers.get("cache-control"), "no-store");
  assert.deepEqual(await made.json(), { ...shown, place: "古い表", number: "3594027183645190" });
  assert.deepEqual(asked, [["古い表", "api:twatch-write"]]);
  const full = await make({ place: "満杯" });
  assert.deepEqual([full.status, (await full.json()).error.code], [409, "canary.cards"]);
  const wrongs = [{}, { place: " " }, { place: "x".repeat(61) }, { place: "a\u202eb" }];
  const numbers = [{ place: "4111 1111 1111 1111" }, { place: "x", number: "3594027183645190" }];
  for (const wrong of [...wrongs, ...numbers])
    assert.equal((await make(wrong)).status, 422, JSON.stringify(wrong));
});

test("a decoy card is no longer watched by its id; one that nobody knows is not found", async (t) => {
  const { ground, writer } = await openStage(t);
  const remove = (id: string) => ground.post("/v1/canary/cards/remove", { id }, writer);
  const done = await remove("dc_1");
  assert.deepEqual([done.status, await done.json()], [200, { removed: true }]);
  assert.equal((await remove("dc_2")).status, 404);
  assert.equal((await remove("../x")).status, 422);
});
