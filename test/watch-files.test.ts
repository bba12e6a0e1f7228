// Watched files through the API over a real tree, with the real threads: from the first approval to a dropped backdoor, a change that
// moves on while somebody looks, quarantine and the way back. Each act stands in the running guard's journal.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import { openGround } from "../src/console/api/ground.ts";
import type { LoadedConfig } from "../src/config/index.ts";
import { openJournal } from "../src/journal/index.ts";
import { createEvents, systemClock, systemRandom } from "../src/kernel/index.ts";
import { createWatchGuard } from "../src/main/watch/file-guard.ts";
import { maskText } from "../src/scrub/index.ts";
import { openMemoryStore } from "../src/store/index.ts";
import type { DifferencePage, Quarantined, WatchedTree } from "../src/watch/index.ts";

const BACKDOOR = "<?php eval($_POST['x']); // 4111 1111 1111 1111\n";

/** The watch looks every two seconds. */
async function eventually(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!(await isTrue())) {
    assert.ok(performance.now() < endMs, what);
    await setTimeout(50);
  }
}

async function openStage(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-watch-files-"));
  const shop = join(folder, "shop");
  const write = (path: string, text: string): void => {
    mkdirSync(join(shop, path, ".."), { recursive: true });
    writeFileSync(join(shop, path), text);
  };
  write("app/index.php", "<?php\necho 1;\n");
  write("app/style.css", "a {}\n");
  const tree = { name: "shop", path: "shop", writable: ["upload"], generated: [], ignore: [], unseen: [] };
  const config = {
    watch: { trees: [tree], fullPassHours: 24, bytesPerSecond: 50_000_000 },
    platform: { preset: "custom" },
    alerts: { language: "ja" },
  } as unknown as LoadedConfig["config"];
  const recordsFolder = join(folder, "records");
  mkdirSync(join(recordsFolder, "keys"), { recursive: true });
  const loaded = { config, recordsFolder, file: join(folder, "misemori.yaml") } as LoadedConfig;
  const store = openMemoryStore();
  const clock = systemClock();
  const journal = await openJournal({ entries: store.journal, clock, mask: maskText });
  const events = createEvents((error) => assert.fail(String(error)));
  const troubles: string[] = [];
  const guard = createWatchGuard({
    current: () => loaded,
    events,
    journal,
    entries: store.journal,
    clock,
    random: systemRandom(),
    log: (level, event, facts) =>
      void (level === "error" && troubles.push(`${event} ${JSON.stringify(facts)}`)),
  });
  const end = await guard.begin();
  const ground = await openGround({ files: guard.desk });
  t.after(async () => {
    await ground.console.close();
    await end();
    rmSync(folder, { recursive: true });
  });
  await ground.nameOwner();
  const reader = await ground.tokenFor("watch:read");
  const writer = await ground.tokenFor("watch:write");
  const get = async <T>(path: string): Promise<T> =>
    (await (await ground.get(`/v1/watch/files${path}`, reader)).json()) as unknown as T;
  const post = async <T = { result: string }>(path: string, body: object, status = 200): Promise<T> => {
    const answer = await ground.post(`/v1/watch/files${path}`, body, writer);
    const json = await answer.json();
    assert.equal(answer.status, status, JSON.stringify(json));
    return json as unknown as T;
  };
  const view = async (): Promise<WatchedTree> => {
    const [only] = (await get<{ trees: WatchedTree[] }>("")).trees;
    assert.ok(only !== undefined);
    return only;
  };
  const waiting = async (): Promise<DifferencePage["differences"]> =>
    (await get<DifferencePage>("/shop/differences")).differences;
  const until = async (total: number): Promise<void> =>
    eventually(async () => (await view()).waiting.total === total, `${total} waiting`);
  const kinds = async () =>
    (await store.journal.read({ fromSeq: 1, limit: 100 }))
      .filter(({ kind }) => !["watch.found", "watch.settled"].includes(kind))
      .map(({ kind, by }) => `${kind} ${by.split(":")[0]}`);
  return { ground, reader, writer, folder, shop, write, get, post, view, waiting, until, kinds, troubles };
}

test("a dropped backdoor is shown with its reasons, taken out as it was shown, and comes back when it was none", async (t) => {
  const { ground, reader, shop, write, get, post, view, waiting, until, kinds, troubles } =
    await openStage(t);
  await eventually(async () => (await view()).state === "none", "the thread has looked");
  assert.equal((await ground.post("/v1/watch/files/shop/baseline", { why: "x" }, reader)).status, 403);
  await post("/shop/approve", { why: "x", window: "none" }, 422);
  assert.deepEqual(await post("/shop/baseline", { why: "開店 4111 1111 1111 1111" }), { result: "done" });
  await eventually(async () => (await view()).state === "approved", "approved");
  assert.equal((await view()).approval?.why, "開店 **** **** **** ****");
  await post("/shop/baseline", { why: "again" }, 409);
  await eventually(async () => (await view()).fullPassAtMs !== null, "read once");

  write("app/x.php", BACKDOOR);
  write("app/style.css", "a { color: red }\n");
  await until(2);
  const [bad, changed] = await waiting();
  assert.ok(bad !== undefined && changed !== undefined);
  assert.deepEqual([bad.path, bad.verdict, bad.change], ["app/x.php", "malicious", "added"]);
  assert.ok(bad.reasons.length > 0);
  assert.match(bad.explained?.text?.lines.join("\n") ?? "", /\+<\?php eval.*\*{4}/);
  assert.deepEqual(changed.explained?.text?.lines.slice(1), ["-a {}", "+a { color: red }"]);

  // It becomes another one while somebody looks at it: neither approved nor taken away.
  write("app/style.css", "a { color: blue }\n");
  await eventually(async () => (await waiting())[1]?.mark !== changed.mark, "seen anew");
  await post("/shop/approve", { why: "制作会社", seen: [changed.mark] }, 409);
  const now = (await waiting())[1]?.mark ?? "";
  assert.deepEqual(await post("/shop/approve", { why: "制作会社", seen: [now] }), { result: "done" });
  assert.deepEqual((await view()).lastWork?.approved, 1);
  await until(1);

  const taken = await post<Quarantined>("/shop/quarantine", { seen: bad.mark, why: "裏口" });
  assert.equal(existsSync(join(shop, "app/x.php")), false);
  await until(0);
  await post("/shop/quarantine", { seen: bad.mark, why: "裏口" }, 409);
  write("app/x.php", "something else");
  await post(`/quarantined/${taken.id}/restore`, {}, 409);
  rmSync(join(shop, "app/x.php"));
  await post(`/quarantined/${taken.id}/restore`, {});
  assert.equal(readFileSync(join(shop, "app/x.php"), "utf8"), BACKDOOR);
  const list = await get<{ quarantined: Quarantined[] }>("/quarantined");
  assert.ok(list.quarantined[0]?.restoredAtMs !== null);
  assert.deepEqual(await kinds(), [
    "watch.baseline api",
    "watch.approved api",
    "watch.quarantined api",
    "watch.restored api",
  ]);
  assert.deepEqual(troubles, []);
});

test("what was made in a window is approved in one step, a look now reads everything, and a tree that is gone says so", async (t) => {
  const { folder, shop, write, get, post, view, waiting, until, kinds } = await openStage(t);
  await eventually(async () => (await view()).state === "none", "the thread has looked");
  await post("/shop/baseline", { why: "開店" });
  await eventually(async () => (await view()).state === "approved", "approved");
  const nowMs = Date.now();
  await post("/windows", { fromMs: nowMs, toMs: nowMs - 1, who: "制作会社", why: "更新" }, 422);
  await post("/windows", { fromMs: nowMs, toMs: nowMs + 80 * 3_600_000, who: "制作会社", why: "更新" }, 422);
  const wish = { fromMs: nowMs - 60_000, toMs: nowMs + 3_600_000, who: "制作会社", why: "更新" };
  const { id } = await post<{ id: string }>("/windows", wish);
  assert.equal((await get<{ windows: unknown[] }>("/windows")).windows.length, 1);
  write("app/new.php", "<?php\necho 2;\n");
  write("app/x.php", BACKDOOR);
  await until(2);
  assert.deepEqual((await view()).waiting.byWindow, { [id]: 1 });
  await post("/shop/approve", { why: "更新", window: id });
  await eventually(
    async () => (await waiting()).map(({ path }) => path).join() === "app/x.php",
    "the backdoor stays",
  );
  // By its own mark even that is approved: the shop's own tool, said by a person.
  await post("/shop/approve", { why: "自社の道具", seen: [(await waiting())[0]?.mark ?? ""] });
  await until(0);

  await eventually(async () => (await view()).work === null, "at rest");
  assert.deepEqual(await post("/shop/check", {}), { result: "running" });
  await post("/shop/check", {}, 409);
  await post("/other/check", {}, 404);
  await eventually(async () => (await view()).lastWork?.kind === "check", "every file was read");

  renameSync(shop, join(folder, "moved"));
  await post("/shop/check", {});
  await eventually(async () => (await view()).blind[0]?.reason === "missing", "blind");
  await post("/shop/approve", { why: "更新", window: id }, 409);
  renameSync(join(folder, "moved"), shop);
  assert.deepEqual(await kinds(), [
    "watch.baseline api",
    "watch.window api",
    "watch.approved api",
    "watch.approved api",
  ]);
});
