// S2-3, S3-4: a backdoor is written into the shop's folder of pictures. In seconds, not ten months, its keeper hears of it with the
// reasons; the incident opened from the alert knows since when; and one that came while the guard was down is found at its start.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { until } from "../faults/place.ts";
import { misemori } from "./command.ts";
import { consoleOf, openShop, startStoryGuard, type AskConsole } from "./guard.ts";

interface Alert {
  readonly id: string;
  readonly kind: string;
  readonly said: { readonly subject: string; readonly lines: readonly string[] };
}
interface Incident {
  readonly type: string;
  readonly window: { readonly fromMs: number; readonly toMs: number; readonly how: string };
}

const toldOf = (name: string, ask: AskConsole): Promise<Alert> =>
  until(`the console has an alert about ${name}`, async () => {
    const { alerts } = (await ask("/v1/alerts?limit=20")) as { alerts: readonly Alert[] };
    return alerts.find(
      ({ kind, said }) => kind === "watch-malicious" && said.lines.some((line) => line.includes(name)),
    );
  });

test("a backdoor among the pictures is told with its reasons, dates its incident, and is moved away with a way back", async (t) => {
  const shop = await mkdtemp(join(tmpdir(), "misemori-shop-"));
  t.after(() => rm(shop, { recursive: true, force: true }));
  const pictures = join(shop, "html/upload/save_image");
  await mkdir(pictures, { recursive: true });
  await writeFile(join(shop, "index.php"), "<?php require __DIR__ . '/html/shop.php';\n");
  await writeFile(join(shop, "html/shop.php"), "<?php echo htmlspecialchars($_GET['page'] ?? '');\n");
  const more = `watch: { trees: [{ name: shop, path: "${shop}" }] }`;
  const upstream = await openShop(t);
  const story = await startStoryGuard({ upstream, preset: "eccube4", more });
  t.after(() => story.close());
  const ask = await consoleOf(story);
  const said = async (...words: string[]): Promise<never> => {
    const { code, out, err } = await misemori(story.folder, [...words, "--json"]);
    assert.ok(code === 0 || code === 1, err);
    return JSON.parse(out.toString()) as never;
  };
  const approvedMs = Date.now();
  await said("watch", "baseline", "--by", "制作会社", "--why", "公開時のまま");

  const backdoor = join(pictures, "banner.php");
  await writeFile(backdoor, "GIF89a<?php @eval(base64_decode($_POST['x'])); ?>");
  const alert = await toldOf("banner.php", ask);
  assert.match([alert.said.subject, ...alert.said.lines].join("\n"), /banner\.php/);

  const opened = (await ask("/v1/incidents", { title: "バックドア", alert: alert.id })) as Incident;
  assert.equal(opened.type, "backdoor");
  const { fromMs, toMs, how } = opened.window;
  assert.ok(fromMs >= approvedMs - 1_000 && fromMs <= toMs && toMs <= Date.now(), `${fromMs}–${toMs}`);
  assert.match(how, /banner\.php/);

  const { id } = (await said("watch", "quarantine", backdoor, "--by", "花子", "--why", "見覚えがない")) as {
    id: string;
  };
  await assert.rejects(readFile(backdoor), { code: "ENOENT" });
  await said("watch", "restore", id, "--by", "花子");
  assert.match(await readFile(backdoor, "latin1"), /^GIF89a/);
});

test("a backdoor that came while the guard was down is told at its next start", async (t) => {
  const upstream = await openShop(t);
  const shop = await mkdtemp(join(tmpdir(), "misemori-shop-"));
  const records = await mkdtemp(join(tmpdir(), "misemori-kept-"));
  t.after(() => Promise.all([shop, records].map((folder) => rm(folder, { recursive: true, force: true }))));
  await writeFile(join(shop, "index.php"), "<?php echo 1;\n");
  const more = `watch: { trees: [{ name: shop, path: "${shop}" }] }\nrecords: { folder: "${records}" }`;
  const before = await startStoryGuard({ upstream, preset: "eccube4", more });
  const { code, err } = await misemori(before.folder, ["watch", "baseline", "--by", "店", "--why", "公開"]);
  assert.equal(code, 0, err);
  await before.close();
  // The stage lays the tables of networks there anew.
  await rm(join(records, "cache"));

  await writeFile(join(shop, "cache.php"), "<?php system($_GET['c']);\n");
  const after = await startStoryGuard({ upstream, preset: "eccube4", more });
  t.after(() => after.close());
  await toldOf("cache.php", await consoleOf(after, records));
});
