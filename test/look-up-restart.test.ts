// A guard that died without a word takes its open look-up up again, and an opening that was broken off is gone on with.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { LoadedConfig } from "../src/config/index.ts";
import type { IncidentId, Vault } from "../src/desk/index.ts";
import { CARD_LEAK } from "../src/desk/notices/draft/facts.fixture.ts";
import { wishOf } from "../src/desk/incidents/stage.fixture.ts";
import type { Gatehouse } from "../src/gate/index.ts";
import { openJournal } from "../src/journal/index.ts";
import { createEvents, manualClock, seededRandom } from "../src/kernel/index.ts";
import { openMemoryStore } from "../src/store/index.ts";
import { openIncidents } from "../src/main/desk/incidents.ts";
import { openVault } from "../src/main/desk/vault.ts";

const BY = "owner:花子";
const RUN = `scope_${"0".repeat(32)}`;
const QUESTION = {
  kind: "order",
  email: "a@x.example",
  order: "1",
  language: "ja",
  from: { host: "192.0.2.1", subnet: "192.0.2.0/24" },
} as const;

async function* bytesOf(value: unknown): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(value)}\n`);
}

async function openGround(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-look-up-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const store = openMemoryStore();
  const clock = manualClock();
  const journal = await openJournal({ entries: store.journal, clock, mask: (text) => text });
  const config = { shop: { timezone: "Asia/Tokyo" }, incidents: { preserve: [] }, alerts: {}, outcomes: {} };
  const opened: (() => Promise<void>)[] = [];
  t.after(async () => {
    for (const close of opened) await close();
  });
  let starts = 0;
  /** Over the same store and folder; the one before is left as a kill leaves it. */
  const start = async (stuck?: Vault) => {
    const vault = stuck ?? openVault(folder, "ja");
    const incidents = await openIncidents({
      store,
      journal,
      gatehouse: {} as Gatehouse,
      vault,
      language: "ja",
      events: createEvents((error) => assert.fail(String(error))),
      clock,
      random: seededRandom(++starts),
      loaded: () =>
        ({
          config,
          secrets: {},
          file: "/nowhere/misemori.yaml",
          recordsFolder: "/nowhere",
        }) as unknown as LoadedConfig,
      ownerOf: () => "花子",
      log: () => undefined,
    });
    // What never ends cannot be waited for either.
    if (stuck === undefined) opened.push(incidents.close);
    return incidents;
  };
  return { folder, start };
}

async function prepare(
  incidents: Awaited<ReturnType<Awaited<ReturnType<typeof openGround>>["start"]>>,
  vault: Vault,
) {
  const opening = await incidents.desk.open(BY, wishOf());
  assert.ok(opening.ok);
  const { id } = opening.value;
  const person = {
    personId: "p_1",
    name: "花子",
    email: "a@x.example",
    postcode: "",
    address: [],
    orders: [{ ref: "1", day: "2026-01-05" }],
    items: ["card-number"],
    class: "confirmed",
  };
  const facts = { ...CARD_LEAK, counts: { confirmed: 1, possible: 0, notAffected: 0 }, scopeRunId: RUN };
  await vault.put(id, `addressees-${RUN}.jsonl`, bytesOf(person));
  const classes = { confirmed: 1, possible: 0, cannotTell: 0, notAffected: 0 };
  const scope = { runId: RUN, resultSha256: "0".repeat(64), classes, people: 1, vaultName: null };
  assert.equal((await incidents.desk.scope(id, BY, scope)).ok, true);
  assert.equal((await incidents.papers.keepFacts(id, BY, { facts, before: null })).ok, true);
  return id;
}

const WISH = { act: "open-look-up", key: "k1", why: "x", target: "" } as const;

/** Taking up runs beside the start. */
async function answerOf(incidents: {
  readonly lookUp: { ask(q: typeof QUESTION): Promise<{ kind: string }> };
}) {
  let kind = "closed";
  for (let looks = 0; kind === "closed" && looks < 200; looks++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    ({ kind } = await incidents.lookUp.ask(QUESTION));
  }
  return kind;
}

test("open before a kill, open after the next start; closed before it, closed after", async (t) => {
  const { folder, start } = await openGround(t);
  const vault = openVault(folder, "ja");
  const first = await start();
  const id = await prepare(first, vault);
  const done = await first.acts.act(id, BY, WISH);
  assert.equal(done.ok && done.value.outcome, "look-up-open");
  assert.equal(await answerOf(await start()), "letter");
  const third = await start();
  assert.equal(await answerOf(third), "letter");
  assert.equal((await third.acts.undo(id, BY, { key: "k1", why: "x" })).ok, true);
  const last = await start();
  await last.close();
  assert.equal((await last.lookUp.ask(QUESTION)).kind, "closed");
});

test("killed while the index was being written: the next start ends the act, and half an index is never read", async (t) => {
  const { folder, start } = await openGround(t);
  const vault = openVault(folder, "ja");
  const stuck: Vault = {
    ...vault,
    put: (incident: IncidentId, name, source) =>
      name === "look-up.jsonl" ? new Promise(() => undefined) : vault.put(incident, name, source),
  };
  const first = await start(stuck);
  const id = await prepare(first, vault);
  // Never ends, like a process that is gone.
  void first.acts.act(id, BY, WISH);
  while ((await first.desk.get(id))?.acts.length !== 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const next = await start();
  assert.equal(await answerOf(next), "letter");
  assert.equal((await next.desk.get(id))?.acts[0]?.state, "done");
});

test("a new scope is seen at once, without anybody asking", async (t) => {
  const { folder, start } = await openGround(t);
  const incidents = await start();
  const id = await prepare(incidents, openVault(folder, "ja"));
  await incidents.acts.act(id, BY, WISH);
  const classes = { confirmed: 0, possible: 1, cannotTell: 0, notAffected: 0 };
  const scope = {
    runId: `scope_${"1".repeat(32)}`,
    resultSha256: "1".repeat(64),
    classes,
    people: 1,
    vaultName: null,
  };
  await incidents.desk.scope(id, BY, scope);
  let kind = "letter";
  for (let looks = 0; kind === "letter" && looks < 200; looks++)
    ({ kind } = await incidents.lookUp.ask(QUESTION));
  assert.equal(kind, "renewing");
  // Nobody has written the new letters yet: the click fails, and the page goes on saying so, also after a restart.
  const early = await incidents.acts.act(id, BY, { ...WISH, key: "k2" });
  assert.equal(early.ok && early.value.state, "failed");
  assert.equal(await answerOf(await start()), "renewing");
});
