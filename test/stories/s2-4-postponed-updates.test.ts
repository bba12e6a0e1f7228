// S2-4, S3-5: an old EC-CUBE with published weaknesses is named in the console with what an attacker can do; putting the update off
// takes a reason, a name and a day, stands in the journal, and ends when it is ticked off.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { until } from "../faults/place.ts";
import { misemori } from "./command.ts";
import { consoleOf, openShop, startStoryGuard } from "./guard.ts";

interface Versions {
  readonly lookedAtMs: number | null;
  readonly weak: readonly {
    readonly name: string;
    readonly version: string;
    readonly advisories: readonly {
      readonly id: string;
      readonly effect: string;
      readonly fixed: string | null;
    }[];
    readonly postponed: { readonly by: string; readonly why: string; readonly untilMs: number } | null;
  }[];
  readonly updated: readonly { readonly what: string; readonly by: string }[];
}

test("a weak version is named with what it means, and an update is put off only with a reason, a name and a day", async (t) => {
  const shop = await mkdtemp(join(tmpdir(), "misemori-shop-"));
  t.after(() => rm(shop, { recursive: true, force: true }));
  await mkdir(join(shop, "src/Eccube/Common"), { recursive: true });
  await writeFile(
    join(shop, "src/Eccube/Common/Constant.php"),
    "<?php\nnamespace Eccube\\Common;\nclass Constant\n{\n    const VERSION = '4.0.5';\n}\n",
  );
  const more = `watch: { trees: [{ name: shop, path: "${shop}" }] }`;
  const story = await startStoryGuard({ upstream: await openShop(t), preset: "eccube4", more });
  t.after(() => story.close());
  const ask = await consoleOf(story);
  const versions = async (): Promise<Versions> => (await ask("/v1/watch/versions")) as Versions;
  await ask("/v1/watch/versions/look", {});
  const weak = await until("EC-CUBE was looked at", async () =>
    (await versions()).weak.find(({ version }) => version === "4.0.5"),
  );
  // CVE-2021-20717: the cross-site scripting that emptied shops in 2021.
  const known = weak.advisories.find(({ id }) => id.includes("2021"));
  assert.ok(known !== undefined && known.fixed !== null && known.effect.length > 10, JSON.stringify(weak));
  const alerts = async (): Promise<readonly { readonly kind: string; readonly state: string }[]> =>
    ((await ask("/v1/alerts?limit=20")) as { alerts: readonly { kind: string; state: string }[] }).alerts;
  await until("an alert is open", async () =>
    (await alerts()).find(({ kind, state }) => kind === "weak-parts" && state === "open"),
  );

  const refused = await misemori(story.folder, ["watch", "postpone", weak.name, "--until", "2026-12-31"]);
  assert.equal(refused.code, 2, refused.err);
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const why = "決済プラグインの確認が終わるまで";
  const put = ["watch", "postpone", weak.name, "--why", why, "--until", day, "--by", "店長"];
  const { code, err } = await misemori(story.folder, put);
  assert.equal(code, 0, err);
  const decided = await until("the console knows it", async () => {
    const { postponed } = (await versions()).weak.find(({ name }) => name === weak.name) ?? {};
    return postponed ?? undefined;
  });
  assert.deepEqual([decided.by, decided.why], ["店長", why]);
  await ask("/v1/watch/versions/updated", { what: weak.name });
  assert.ok((await versions()).updated.some(({ what }) => what === weak.name));
  const { entries } = (await ask("/v1/journal?limit=50")) as { entries: readonly { kind: string }[] };
  const kinds = entries.map(({ kind }) => kind);
  assert.ok(kinds.includes("watch.postponed") && kinds.includes("watch.updated"), kinds.join(" "));
});
