// A file taken out of the shop comes back as it was, and never over something else.

import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock, systemRandom } from "../../kernel/index.ts";
import { openPace } from "./pace.ts";
import { listQuarantine, quarantineFile, restoreFile } from "./quarantine.ts";
import { BACKDOOR, smallShop, type SmallShop } from "./tree.fixture.ts";

function toolsOf({ ground }: SmallShop) {
  const clock = systemClock();
  const { recordsFolder } = ground;
  return {
    recordsFolder,
    clock,
    random: systemRandom(),
    pace: openPace(clock, null, ground.gone),
    language: "ja" as const,
  };
}

const who = { by: "花子", why: "裏口" };

test("a quarantined file is out of the shop, unreadable to others, and comes back with its rights and times", async (t) => {
  const shop = smallShop(t);
  const tools = toolsOf(shop);
  shop.write("app/x.php", BACKDOOR);
  chmodSync(shop.at("app/x.php"), 0o751);
  utimesSync(shop.at("app/x.php"), 1_000_000, 2_000_000);
  const { id } = await quarantineFile(Buffer.from(shop.at("app/x.php")), who, tools);
  assert.equal(existsSync(shop.at("app/x.php")), false);
  const folder = join(tools.recordsFolder, "watch/quarantine", id);
  assert.deepEqual(
    [statSync(folder).mode & 0o777, statSync(join(folder, "file")).mode & 0o777],
    [0o700, 0o600],
  );
  assert.deepEqual(
    listQuarantine(tools.recordsFolder).map((one) => [one.id, one.why]),
    [[id, "裏口"]],
  );
  await restoreFile(id, tools);
  const { mode, mtimeMs } = statSync(shop.at("app/x.php"));
  assert.deepEqual([mode & 0o777, mtimeMs], [0o751, 2_000_000_000]);
  assert.equal(readFileSync(shop.at("app/x.php"), "utf8"), BACKDOOR);
  await assert.rejects(restoreFile(id, tools), { code: "watch.back" });
});

test("nothing is put over another file, nothing that was tampered with comes back, no folder and no foreign id is taken", async (t) => {
  const shop = smallShop(t);
  const tools = toolsOf(shop);
  shop.write("app/x.php", BACKDOOR);
  await assert.rejects(quarantineFile(Buffer.from(shop.at("app")), who, tools), { code: "watch.no-file" });
  await assert.rejects(restoreFile("../../keys", tools), { code: "watch.unknown" });
  const other = { ...who, shown: "0".repeat(64) };
  await assert.rejects(quarantineFile(Buffer.from(shop.at("app/x.php")), other, tools), {
    code: "watch.seen",
  });
  assert.ok(existsSync(shop.at("app/x.php")));
  const { id } = await quarantineFile(Buffer.from(shop.at("app/x.php")), who, tools);
  shop.write("app/x.php", "another");
  await assert.rejects(restoreFile(id, tools), { code: "watch.taken" });
  assert.equal(readFileSync(shop.at("app/x.php"), "utf8"), "another");
  const { id: second } = await quarantineFile(Buffer.from(shop.at("app/x.php")), who, tools);
  writeFileSync(join(tools.recordsFolder, "watch/quarantine", second, "file"), "changed");
  await assert.rejects(restoreFile(second, tools), { code: "watch.spoilt" });
  assert.equal(existsSync(shop.at("app/x.php")), false);
});
