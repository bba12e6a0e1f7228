// Incidents on the wiring: what a kill kept out of the journal comes into it once, and acts on the real card switch are one.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { LoadedConfig } from "../../config/index.ts";
import type { Gatehouse } from "../../gate/index.ts";
import { openJournal } from "../../journal/index.ts";
import { createEvents, manualClock, seededRandom, type MisemoriEvent } from "../../kernel/index.ts";
import { openMemoryStore, type Store } from "../../store/index.ts";
import { openIncidents } from "./incidents.ts";
import { openVault } from "./vault.ts";

const WISH = {
  type: "card-testing",
  title: "攻撃",
  hintAtMs: 0,
  source: "alert",
  channel: "own",
  alert: "alert_1",
  words: { caller: "", contact: "", words: "" },
  key: null,
} as const;

async function openWiring(t: TestContext, store: Store) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-incidents-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const clock = manualClock();
  const journal = await openJournal({ entries: store.journal, clock, mask: (text) => text });
  const events = createEvents((error) => assert.fail(String(error)));
  const raised: MisemoriEvent[] = [];
  events.on("alert.raised", (event) => void raised.push(event));
  const gatehouse = {
    switchCards: async (state: "open" | "paused", by: string, why: string) => {
      await store.cardSwitch.write({ state, by, why, atMs: clock.nowMs() });
      return store.cardSwitch.read();
    },
  } as Gatehouse;
  const config = { shop: { timezone: "Asia/Tokyo" }, incidents: { preserve: [] } };
  const incidents = await openIncidents({
    store,
    journal,
    gatehouse,
    vault: openVault(folder, "ja"),
    language: "ja",
    events,
    clock,
    random: seededRandom(3),
    loaded: () =>
      ({ config, file: "/nowhere/misemori.yaml", recordsFolder: "/nowhere" }) as unknown as LoadedConfig,
    ownerOf: () => "花子",
    log: () => undefined,
  });
  const kinds = async (): Promise<readonly string[]> =>
    (await store.journal.read({ fromSeq: 1, limit: 1_000 })).map(({ kind }) => kind);
  return { ...incidents, clock, raised, kinds };
}

test("an entry that a kill kept out of the journal is written at the next start, once", async (t) => {
  const store = openMemoryStore();
  const first = await openWiring(t, store);
  const opened = await first.desk.open("owner:花子", { ...WISH, hintAtMs: first.clock.nowMs() });
  assert.ok(opened.ok);
  await first.close();
  const entry = { incident: opened.value.id, seq: 2, atMs: first.clock.nowMs(), by: "owner:花子" };
  await store.incidents.append({ ...entry, fact: { kind: "note" }, sealed: null });
  for (let starts = 0; starts < 2; starts++) {
    const next = await openWiring(t, store);
    assert.deepEqual(await next.kinds(), ["incident.opened", "incident.note"]);
    await next.close();
  }
});

test("cards are paused and resumed once each in the journal, whatever the clicks, and by whom is on record", async (t) => {
  const store = openMemoryStore();
  const { acts, desk, kinds, close } = await openWiring(t, store);
  const opened = await desk.open("owner:花子", WISH);
  assert.ok(opened.ok);
  const { id } = opened.value;
  const wish = { act: "pause-cards", why: "攻撃", target: "" } as const;
  for (const key of ["a", "a", "b"]) assert.ok((await acts.act(id, "owner:花子", { ...wish, key })).ok);
  assert.deepEqual(await store.cardSwitch.read().then(({ state, by }) => [state, by]), [
    "paused",
    "owner:花子",
  ]);
  for (let i = 0; i < 2; i++) assert.ok((await acts.undo(id, "owner:太郎", { key: "a", why: "安全" })).ok);
  assert.deepEqual(await kinds(), [
    "incident.opened",
    "incident.act",
    "cards.paused",
    "incident.act-done",
    "incident.act-undo",
    "cards.resumed",
    "incident.act-undone",
  ]);
  await close();
});

test("words of people are kept sealed: the record holds none of them, whoever is named reads them", async (t) => {
  const store = openMemoryStore();
  const { desk, close } = await openWiring(t, store);
  const words = { caller: "山田様", contact: "090-0000-0000", words: "知らない請求が来た" };
  const opened = await desk.open("owner:花子", { ...WISH, words });
  assert.ok(opened.ok);
  const { id } = opened.value;
  assert.doesNotMatch(JSON.stringify(await store.incidents.read(id)), /山田|090-0000|請求/);
  assert.deepEqual(await desk.words(id, "owner:花子", 1), { ok: true, value: words });
  assert.equal((await desk.words(id, "owner:太郎", 1)).ok, false);
  await close();
});
