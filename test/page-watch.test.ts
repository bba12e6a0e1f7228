// The looks at pages in the guard, without a browser: what is believed as approved, who is told of what, and what goes to the gate.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { LoadedConfig } from "../src/config/index.ts";
import { openJournal } from "../src/journal/index.ts";
import { createEvents, manualClock, seededRandom } from "../src/kernel/index.ts";
import { openMemoryStore } from "../src/store/index.ts";
import {
  approvedPage,
  CHECKOUT,
  CHECKOUT_URL,
  reportOf,
  SKIMMED,
  WITH_SCRIPT,
} from "../src/watch/pages/page.fixture.ts";
import { approvedFileOf, writeApproved, type LookEnd, type WatchedPolicy } from "../src/watch/index.ts";
import { cspPlan } from "../src/main/gate/csp.ts";
import { openPageApprovals } from "../src/main/watch/page-approvals.ts";
import { openPageWatch } from "../src/main/watch/page-schedule.ts";

const HOUR_MS = 3_600_000;

async function openStage(t: TestContext, mode: WatchedPolicy["mode"] = "report") {
  const folder = mkdtempSync(join(tmpdir(), "misemori-page-watch-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const store = openMemoryStore();
  const clock = manualClock();
  const journal = await openJournal({ entries: store.journal, clock, mask: (text) => text });
  const events = createEvents((error) => assert.fail(String(error)));
  const told: string[] = [];
  events.on("alert.raised", ({ cause, urgent }) => void told.push(`${cause}${urgent ? " urgent" : ""}`));
  events.on("alert.settled", ({ cause }) => void told.push(`settled ${cause}`));
  const pages = [{ name: "checkout", url: CHECKOUT_URL, everyHours: 6 }];
  const csp = { mode, page: "checkout", paths: [], allow: ["https://bank.example"] };
  const config = {
    shop: { url: "https://shop.example" },
    watch: { pages, csp },
  } as unknown as LoadedConfig["config"];
  const loaded = { config, recordsFolder: folder, file: join(folder, "misemori.yaml") } as LoadedConfig;
  const approvals = openPageApprovals({ recordsFolder: folder, entries: store.journal, clock });
  const ends: LookEnd[] = [];
  let looks = 0;
  let policies = 0;
  const start = async () => {
    await approvals.refresh(["checkout"]);
    const watch = await openPageWatch({
      current: () => loaded,
      approvals,
      journal,
      events,
      clock,
      random: seededRandom(1),
      language: "ja",
      log: () => undefined,
      look: () => {
        looks += 1;
        return Promise.resolve(ends.shift() ?? { report: reportOf(CHECKOUT, CHECKOUT, CHECKOUT) });
      },
      onApproved: () => void (policies += 1),
    });
    t.after(() => watch.close());
    return watch;
  };
  const watch = await start();
  const tick = async (): Promise<void> => {
    await watch.tick();
    await watch.settled();
  };
  /** One look after another, six hours apart. */
  const look = async (...more: readonly LookEnd[]): Promise<string[]> => {
    told.length = 0;
    for (const end of more) {
      ends.push(end);
      clock.advance(6 * HOUR_MS);
      await tick();
    }
    return told.slice();
  };
  const plan = () => cspPlan(config, approvals.of("checkout").approval);
  const kinds = async () => (await store.journal.read({ fromSeq: 1, limit: 1000 })).map(({ kind }) => kind);
  return {
    folder,
    watch,
    tick,
    look,
    told,
    clock,
    journal,
    events,
    plan,
    kinds,
    looks: () => looks,
    policies: () => policies,
  };
}

const SEEN: LookEnd = { report: reportOf(CHECKOUT, CHECKOUT, CHECKOUT) };
const BAD: LookEnd = { report: reportOf(SKIMMED, SKIMMED, SKIMMED) };

test("a page is looked at at the first tick and not again before its time", async (t) => {
  const { tick, looks, clock, kinds, watch } = await openStage(t);
  await tick();
  await tick();
  assert.equal(looks(), 1);
  clock.advance(3 * HOUR_MS);
  await tick();
  assert.equal(looks(), 1);
  clock.advance(3 * HOUR_MS);
  await tick();
  assert.equal(looks(), 2);
  assert.deepEqual(await kinds(), ["watch.page-looked", "watch.page-looked"]);
  assert.equal(watch.desk.list().pages[0]?.approval, "none");
});

test("approved, skimmed, told at once and urgently, settled when approved again", async (t) => {
  const { watch, look, told, plan, policies, kinds } = await openStage(t);
  assert.equal(await watch.desk.approve("checkout", "owner:花子", "開店"), "nothing-seen");
  assert.equal(await watch.desk.approve("other", "owner:花子", "開店"), "unknown");
  assert.deepEqual(await look(SEEN), []);
  assert.equal(plan().state, "no-page");
  assert.equal(await watch.desk.approve("checkout", "owner:花子", "開店", 1), "moved-on");
  assert.equal(await watch.desk.approve("checkout", "owner:花子", "開店"), "done");
  assert.equal(policies(), 1);
  assert.equal(plan().state, "out");
  assert.match(plan().policy ?? "", /form-action 'self' https:\/\/bank\.example;/);
  assert.deepEqual(plan().settings?.paths, ["/checkout"]);
  assert.deepEqual(await look(BAD), ["watch:page:checkout urgent"]);
  assert.deepEqual(await look({ report: reportOf(WITH_SCRIPT, WITH_SCRIPT, WITH_SCRIPT) }), [
    "watch:page:checkout",
  ]);
  told.length = 0;
  assert.equal(await watch.desk.approve("checkout", "owner:花子", "新しい計測"), "done");
  assert.deepEqual(
    told.filter((one) => one.includes("page:")),
    ["settled watch:page:checkout"],
  );
  assert.ok((await kinds()).includes("watch.page-approved"));
});

test("a skimmer that hides for a look or two does not end its alert; three looks in a row do", async (t) => {
  const { watch, look } = await openStage(t);
  await look(SEEN);
  await watch.desk.approve("checkout", "owner:花子", "開店");
  assert.deepEqual(await look(BAD, SEEN, SEEN), ["watch:page:checkout urgent"]);
  assert.deepEqual(await look(BAD, SEEN, SEEN, SEEN), [
    "watch:page:checkout urgent",
    "settled watch:page:checkout",
  ]);
});

test("three looks in a row that did not come through are told, without waking anybody, and settled by one that did", async (t) => {
  const { look } = await openStage(t);
  const late: LookEnd = { trouble: "timeout" };
  assert.deepEqual(await look(late, late), []);
  assert.deepEqual(await look(late), ["watch:page-unseen:checkout"]);
  assert.deepEqual(await look(SEEN), ["settled watch:page-unseen:checkout"]);
});

test("an approved file changed by another hand is told, is not believed, and the policy from before stays", async (t) => {
  const { folder, watch, look, tick, told, clock, plan } = await openStage(t);
  await look(SEEN);
  await watch.desk.approve("checkout", "owner:花子", "開店");
  const before = plan().policy;
  told.length = 0;
  await writeApproved(approvedFileOf(folder, "checkout"), approvedPage(SKIMMED));
  await tick();
  assert.equal(told.length, 0, "the command line writes the file a moment before the journal");
  clock.advance(31_000);
  await tick();
  assert.deepEqual(
    told.filter((one) => one.includes("page-file")),
    ["watch:page-file:checkout urgent"],
  );
  assert.equal(plan().policy, before);
  assert.deepEqual(await look(BAD), ["watch:page:checkout urgent"]);
  assert.equal(
    await watch.desk.note("checkout", "https://shop.example/app.js", { owner: "a", why: "b" }, "x"),
    "unknown",
  );
  writeFileSync(approvedFileOf(folder, "checkout"), "{");
  assert.deepEqual(await look(SEEN), []);
  await watch.desk.approve("checkout", "owner:花子", "戻した");
  assert.ok(told.includes("settled watch:page-file:checkout"));
  rmSync(approvedFileOf(folder, "checkout"));
  await tick();
  clock.advance(31_000);
  await tick();
  assert.equal(told.at(-1), "watch:page-file:checkout urgent");
});

test("an approval by the command line takes effect at the next tick", async (t) => {
  const { folder, tick, journal, plan, policies } = await openStage(t, "enforce");
  const sha256 = await writeApproved(approvedFileOf(folder, "checkout"), approvedPage());
  await journal.write("watch.page-approved", "cli:花子", { page: "checkout", sha256 });
  await tick();
  assert.equal(policies(), 1);
  assert.equal(plan().settings?.header, "Content-Security-Policy");
});

test("who answers for a script is kept with the approval, which stays whose it was", async (t) => {
  const { watch, look } = await openStage(t);
  await look(SEEN);
  await watch.desk.approve("checkout", "owner:花子", "開店");
  const note = { owner: "制作会社", why: "入力の確認 4111111111111111" };
  const [script] = CHECKOUT.scripts;
  assert.equal(await watch.desk.note("checkout", script?.source ?? "", note, "owner:太郎"), "done");
  assert.equal(
    await watch.desk.note("checkout", "https://nowhere.example/x.js", note, "owner:太郎"),
    "unknown",
  );
  const [page] = watch.desk.list().pages;
  assert.equal(page?.scripts[0]?.note?.owner, "制作会社");
  assert.ok(!JSON.stringify(page).includes("4111111111111111"));
  assert.equal(page?.approved?.approvedBy, "owner:花子");
  assert.deepEqual(page?.changes, []);
  assert.match(watch.desk.report("checkout", "ja") ?? "", /制作会社/);
  assert.equal(watch.desk.report("other", "ja"), undefined);
});

test("each script inside the page has its own note; one for all of them from before stays readable", async (t) => {
  const { folder, watch, look, journal, tick } = await openStage(t);
  const [file] = CHECKOUT.scripts;
  assert.ok(file !== undefined);
  const inline = (hash: string) => {
    const words = { source: "inline", sha256: hash.repeat(64), start: `var ${hash}` };
    return { ...file, ...words, kind: "inline" as const };
  };
  const page = { ...CHECKOUT, scripts: [file, inline("a"), inline("b")] };
  // As it was written before: without headers, and one note for all scripts inside the page.
  const shared = { owner: "昔の担当", why: "まとめて" };
  const old = { ...approvedPage(page), notes: { inline: shared } };
  const sha256 = await writeApproved(approvedFileOf(folder, "checkout"), old);
  await journal.write("watch.page-approved", "cli:花子", { page: "checkout", sha256 });
  await tick();
  const seen = { ...page, ends: [page.url], heads: [{ frame: null, fields: [], guardPolicy: null }] };
  assert.deepEqual(
    await look({ report: reportOf(seen, seen, seen) }),
    [],
    "an approval without headers is no alarm",
  );
  const notes = () => watch.desk.list().pages[0]?.scripts.map(({ note }) => note);
  assert.deepEqual(notes(), [null, { ...shared, shared: true }, { ...shared, shared: true }]);
  const note = { owner: "制作会社", why: "計測" };
  assert.equal(await watch.desk.note("checkout", `inline:${"a".repeat(12)}`, note, "owner:花子"), "done");
  assert.deepEqual(notes(), [null, { ...note, shared: false }, { ...shared, shared: true }]);
  assert.equal(await watch.desk.note("checkout", `inline:${"c".repeat(64)}`, note, "owner:花子"), "unknown");
  assert.deepEqual(
    watch.desk.list().pages[0]?.changes?.map(({ kind }) => kind),
    ["headers-unknown"],
  );
  await watch.desk.approve("checkout", "owner:花子", "見出しも");
  assert.deepEqual(watch.desk.list().pages[0]?.changes, []);
  assert.equal(notes()?.[1]?.owner, "制作会社");
  const report = watch.desk.report("checkout", "ja") ?? "";
  assert.match(report, /ページの中：var a[^]*制作会社[^]*ページの中：var b[^]*前の説明/);
});

function withHead(fields: readonly (readonly [string, string])[], guardPolicy: "enforce" | null): LookEnd {
  const page = { ...CHECKOUT, ends: [CHECKOUT.url], heads: [{ frame: null, fields, guardPolicy }] };
  return { report: reportOf(page, page, page) };
}

test("a policy that is gone wakes somebody; one of the guard's own that the owner switches off does not", async (t) => {
  const { watch, look } = await openStage(t);
  const fields = [["content-security-policy", "script-src 'self'"]] as const;
  await look(withHead(fields, "enforce"));
  await watch.desk.approve("checkout", "owner:花子", "開店");
  assert.deepEqual(await look(withHead(fields, null)), []);
  assert.deepEqual(await look(withHead([], "enforce")), ["watch:page:checkout urgent"]);
});

test("what three networks' buyers tell is an alert that wakes nobody and a look of the guard's own", async (t) => {
  const { events, look, told, tick, looks, clock } = await openStage(t);
  await look(SEEN);
  clock.advance(2 * HOUR_MS);
  const before = looks();
  for (const network of ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "10.0.0.0/24"])
    events.emit({
      type: "csp.kept-out",
      directive: "connect-src",
      blocked: "https://evil.example",
      page: "/checkout",
      networks: [network],
      count: 1,
      atMs: clock.nowMs(),
    });
  assert.deepEqual(told, ["watch:csp:https://evil.example"]);
  await tick();
  assert.equal(looks(), before + 1);
  clock.advance(25 * HOUR_MS);
  await tick();
  assert.ok(told.includes("settled watch:csp:https://evil.example"));
});
