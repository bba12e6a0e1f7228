// From a mail on record to the desk: told once per system and stage, and taken back when a sender is named as rightful.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createIntake, readHere, type OwnSenders } from "../../canary/index.ts";
import { createEvents, manualClock, type EventOf } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { createCanaryAlarm } from "./alarm.ts";

const NOW_MS = Date.UTC(2026, 10, 23);
const WEEK_MS = 7 * 86_400_000;

async function stage(t: TestContext) {
  const store = openMemoryStore();
  const clock = manualClock(NOW_MS);
  const written: string[] = [];
  const raised: EventOf<"alert.raised">[] = [];
  const settled: string[] = [];
  let own: OwnSenders = { systems: [], senders: [] };
  const events = createEvents((error) => assert.fail(String(error)));
  events.on("alert.raised", (event) => void raised.push(event));
  events.on("alert.settled", ({ cause }) => void settled.push(cause));
  const begin = () => {
    const alarm = createCanaryAlarm({
      store,
      events,
      journal: { write: async (kind: string) => void written.push(kind) } as never,
      clock,
      own: () => own,
      zone: () => "Asia/Tokyo",
      onTrouble: (error) => assert.fail(String(error)),
    });
    t.after(() => alarm.close());
    return alarm;
  };
  await store.canaries.plant(
    Array.from({ length: 24 }, (_, n) => ({
      id: `cn_${n}`,
      address: `c${n}@leak.example.jp`,
      system: n % 2 === 0 ? "倉庫" : "配信",
      period: `${n}`,
      plantedAtMs: NOW_MS - WEEK_MS * (8 - Math.floor(n / 4)),
      retiredAtMs: null,
    })),
  );
  const intake = createIntake({
    canaries: store.canaries,
    mails: store.canaryMails,
    own: () => own,
    // A domain whose SPF record allows every address: what it sends is proven.
    reader: readHere(async (name, type) => {
      if (type === "TXT" && name === "news.example") return [["v=spf1 +all"]];
      throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
    }),
    onKept: () => undefined,
  });
  return {
    begin,
    raised,
    settled,
    written,
    reloaded: () => events.emit({ type: "config.reloaded", atMs: clock.nowMs() }),
    name: (next: OwnSenders) => void (own = next),
    mail: (n: number) =>
      intake({
        raw: Buffer.from(`From: a@news.example\r\nSubject: ${n}\r\n\r\nx`),
        envelope: { sender: "a@news.example", from: { address: "192.0.2.1", helo: "x.example" } },
        receivedAtMs: NOW_MS + n,
        recipients: [`c${n}@leak.example.jp`],
        once: null,
      }),
    /** Lets the rest after the last working-out pass, and waits for what is told. */
    next: async () => {
      const before = raised.length + settled.length;
      let stepMs = 1_000;
      while (raised.length + settled.length === before) {
        // Doubled: the rest is a multiple of how long the working-out took by this clock.
        clock.advance((stepMs *= 2));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

test("one mail is a suspicion, more of one system's canaries a leak, and a sender named later settles it", async (t) => {
  const { begin, mail, next, raised, settled, written, name, reloaded } = await stage(t);
  const alarm = begin();
  await mail(0);
  alarm.wake();
  await next();
  assert.deepEqual(
    raised.map(({ cause, stage: of, urgent }) => [cause, of, urgent]),
    [["canary:leak:倉庫", "suspected", false]],
  );
  for (const n of [2, 4, 6]) await mail(n);
  alarm.wake();
  await next();
  const last = raised.at(-1);
  assert.deepEqual([last?.cause, last?.stage, last?.urgent], ["canary:leak:倉庫", "leak-1", true]);
  assert.ok(Number(last?.facts["percent"]) > 80);
  assert.equal(written.length, raised.length);
  await alarm.close();
  // A new start tells the desk again, which knows it already; the journal it does not tell twice.
  const before = raised.length;
  begin().wake();
  await next();
  assert.deepEqual([raised.length, written.length], [before + 1, before]);
  name({ systems: [{ name: "倉庫", senders: ["news.example"] }], senders: [] });
  reloaded();
  await next();
  assert.deepEqual(settled, ["canary:leak:倉庫"]);
});
