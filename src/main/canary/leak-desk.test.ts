// The desk of leaked lists over a store in memory and a real key: planted, mailed, retired, asked for page by page.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createIntake, type LeakStanding, type SetWish, readHere } from "../../canary/index.ts";
import { readConfigBytes } from "../../config/index.ts";
import { createEvents, manualClock, reveal, systemRandom } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { openLeakDesk } from "./leak-desk.ts";

const WEEK_MS = 7 * 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 23, 3);
const WISH: SetWish = {
  system: "倉庫",
  period: "2026-W48",
  count: 3,
  place: "leak.example.jp",
  telephone: "none",
  format: "generic",
  encoding: "utf-8",
};
const CONFIG = `shop: { name: 店, url: "http://shop.example", upstream: "http://127.0.0.1:9" }
platform: { preset: eccube4 }
canary:
  domains: [leak.example.jp]
  mailboxes: [info@shop.example]
  systems: [{ name: 倉庫, senders: [depot.example] }, { name: 経理, senders: [] }]
`;

function openStage(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-leaks-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "misemori.yaml");
  const reading = readConfigBytes(Buffer.from(CONFIG), file, { env: {}, language: "en" });
  assert.ok(reading.ok, JSON.stringify(reading));
  const store = openMemoryStore();
  const clock = manualClock(NOW_MS);
  const written: string[] = [];
  const events = createEvents((error) => assert.fail(String(error)));
  const side = openLeakDesk({
    store,
    events,
    clock,
    random: systemRandom(),
    journal: { write: async (kind, by) => void written.push(`${kind} ${by}`) },
    current: () => reading.loaded,
  });
  t.after(side.close);
  const intake = createIntake({
    canaries: store.canaries,
    mails: store.canaryMails,
    own: () => ({ systems: [], senders: [] }),
    reader: readHere(async (name, type) => {
      if (type === "TXT" && name === "depot.example") return [["v=spf1 +all"]];
      throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    }),
    onKept: () => undefined,
  });
  const mail = (to: string, from: string, subject: string) =>
    intake({
      raw: Buffer.from(`From: a@${from}\r\nSubject: ${subject}\r\n\r\nx`),
      envelope: { sender: `a@${from}`, from: { address: "192.0.2.1", helo: "x.example" } },
      receivedAtMs: clock.nowMs(),
      recipients: [to],
      once: null,
    });
  return { ...side, store, clock, written, events, mail };
}

test("a planted set is due again after a week, a named place without one at once", async (t) => {
  const { desk, clock, written } = openStage(t);
  const before = await desk.overview();
  assert.deepEqual(
    before.systems.map(({ system, dueAtMs }) => [system, dueAtMs]),
    [
      ["倉庫", NOW_MS],
      ["経理", NOW_MS],
    ],
  );
  assert.deepEqual([before.period, before.places], ["2026-W48", ["leak.example.jp", "info@shop.example"]]);
  const planted = await desk.plant(WISH, "owner:花子");
  assert.ok(planted !== "place");
  assert.equal(
    Buffer.from(planted.csv)
      .toString()
      .match(/@leak\.example\.jp/g)?.length,
    3,
  );
  clock.advance(1_000);
  const again = await desk.plant(WISH, "owner:花子");
  assert.deepEqual(again, planted);
  const { sets, systems, standing } = await desk.overview();
  assert.deepEqual(
    sets.map(({ system, period, count, hit, plantedAtMs }) => [system, period, count, hit, plantedAtMs]),
    [["倉庫", "2026-W48", 3, 0, NOW_MS]],
  );
  assert.equal(systems[0]?.dueAtMs, NOW_MS + WEEK_MS);
  assert.equal(standing, null);
  assert.deepEqual(written, ["canary.planted owner:花子", "canary.planted owner:花子"]);
});

test("addresses lie only where the configuration says", async (t) => {
  const { desk, store, written } = openStage(t);
  assert.equal(await desk.plant({ ...WISH, place: "elsewhere.example" }, "owner:花子"), "place");
  assert.deepEqual([await store.canaries.list(), written], [[], []]);
  const planted = await desk.plant({ ...WISH, place: "info@shop.example" }, "owner:花子");
  assert.ok(planted !== "place");
  assert.match(Buffer.from(planted.csv).toString(), /info\+\w[\w.-]*@shop\.example/);
});

test("mail is shown newest first and page by page, a sender that is named by now as set aside", async (t) => {
  const { desk, store, clock, mail } = openStage(t);
  await desk.plant(WISH, "owner:花子");
  const [one, two, three] = await store.canaries.list();
  for (const [canary, from] of [
    [one, "spam.example"],
    [two, "depot.example"],
    [three, "spam.example"],
  ] as const) {
    clock.advance(60_000);
    await mail(canary?.address ?? "", from, from);
  }
  await mail("guess@leak.example.jp", "spam.example", "x");
  const first = await desk.letters({ which: "all", limit: 3 });
  assert.equal(first.letters.length, 3);
  const rest = await desk.letters({ which: "all", limit: 3, after: first.next ?? "" });
  assert.deepEqual([rest.letters.length, rest.next], [1, null]);
  const told = async (which: "hits" | "aside") =>
    (await desk.letters({ which, limit: 10 })).letters.map(({ outcome, system }) => `${outcome} ${system}`);
  assert.deepEqual(await told("hits"), ["hit 倉庫", "hit 倉庫"]);
  assert.deepEqual((await told("aside")).toSorted(), ["own-sender 倉庫", "unknown-address "]);
});

test("retiring a set ends its hits and has the bracket worked out anew, also when another process did it", async (t) => {
  const { desk, hears, store, written } = openStage(t);
  await desk.plant(WISH, "owner:花子");
  const [{ id } = { id: "" }] = await store.canaries.list();
  let woken = 0;
  const standing: LeakStanding = {
    found: null,
    atMs: NOW_MS,
    hitAtMs: new Map([[id, NOW_MS]]),
    mails: 1,
    watched: 3,
  };
  const alarm = { wake: () => void woken++, standing: () => standing, isWorking: () => woken > 0 };
  hears({ port: () => 2525, alarm });
  const hit = (await desk.overview()).sets[0];
  assert.deepEqual([hit?.hit, hit?.hitAtMs, hit?.retired, woken], [1, NOW_MS, 0, 0]);
  assert.equal(await desk.retire({ id }, "owner:花子"), 1);
  assert.equal(await desk.retire({ system: "倉庫", period: "2026-W48" }, "owner:花子"), 2);
  assert.equal(await desk.retire({ system: "倉庫", period: "2026-W48" }, "owner:花子"), 0);
  assert.equal(woken, 2);
  // As seen from a guard beside which the command line retired them.
  const gone = await desk.overview();
  assert.deepEqual([gone.sets[0]?.hit, gone.sets[0]?.retired, gone.standing?.isWorking], [0, 3, true]);
  assert.deepEqual([woken, written.filter((line) => line.startsWith("canary.retired")).length], [3, 2]);
  assert.deepEqual(
    (await desk.canaries("倉庫", "2026-W48")).map(({ retiredAtMs }) => retiredAtMs),
    [NOW_MS, NOW_MS, NOW_MS],
  );
});

test("touches of decoys since the start are told", async (t) => {
  const { desk, events, clock } = openStage(t);
  const more = { ip: "192.0.2.1", asn: 0, asnName: "", country: "SG", hosting: false, agent: "" };
  events.emit({ type: "bait.touched", path: "/.env", act: "took", ...more, atMs: clock.nowMs() });
  const { touches, touchesSinceMs } = await desk.overview();
  assert.deepEqual([touches[0]?.path, touches[0]?.meaning, touchesSinceMs], ["/.env", "scan", NOW_MS]);
});

test("a decoy card made and removed on the desk stands in the register and the journal, its number in neither", async (t) => {
  const { desk, store, written } = openStage(t);
  const { card, number } = await desk.makeCard("注文の備考", "owner:花子");
  assert.deepEqual(await store.decoyCards.list(), [card]);
  assert.match(reveal(number), /^359\d{13}$/);
  assert.ok(!JSON.stringify([card, written]).includes(reveal(number)));
  assert.equal(await desk.removeCard(card.id, "owner:花子"), true);
  assert.equal(await desk.removeCard(card.id, "owner:花子"), false);
  assert.deepEqual(await desk.cards(), []);
  assert.deepEqual(written, ["decoy-card.added owner:花子", "decoy-card.removed owner:花子"]);
});
