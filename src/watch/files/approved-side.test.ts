// How a tree stands, as people are told: never approved, approved, or approved and not to be believed.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openApprovedSide, standingOf } from "./approved-side.ts";
import { asideOf } from "./manifest.ts";
import { smallShop } from "./tree.fixture.ts";

async function standing(
  t: TestContext,
  change: (shop: ReturnType<typeof smallShop>) => void,
  approved = true,
) {
  const shop = smallShop(t);
  if (approved) await shop.baseline();
  change(shop);
  const { recordsFolder, language } = shop.ground;
  const side = openApprovedSide(shop.places, {
    tree: "shop",
    recordsFolder,
    key: shop.key,
    language,
    monoMs: () => 0,
    expected: () => undefined,
  });
  t.after(() => side.close());
  await side.reload();
  return standingOf(side, shop.places);
}

test("an approved tree names who approved it, and why", async (t) => {
  const { state, files, approval } = await standing(t, () => undefined);
  assert.deepEqual([state, files, approval?.by, approval?.why], ["approved", 2, "花子", "はじめ"]);
});

test("a manifest that was changed or taken away is another thing than one that never was", async (t) => {
  const changed = await standing(t, ({ places }) => writeFileSync(places.manifest, "changed"));
  const taken = await standing(t, ({ places }) => rmSync(places.manifest));
  assert.deepEqual([changed.state, taken.state], ["foreign", "foreign"]);
  const killed = await standing(
    t,
    ({ places }) => {
      mkdirSync(places.folder, { recursive: true });
      writeFileSync(asideOf(places.manifest), "half");
      writeFileSync(join(places.folder, "texts-1.pack"), "half");
    },
    false,
  );
  assert.equal(killed.state, "none");
});
