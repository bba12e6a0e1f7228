// The verbs of watched files through the real acts: a shop from its first approval to quarantine, each step in the journal.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readConfig } from "../../config/index.ts";
import { openJournalEntries } from "../../store/index.ts";
import { createWatchFilesActs } from "./file-acts.ts";
import { treesOf } from "./file-settings.ts";

test("approving, a window, quarantine and the way back work before the guard ever ran, and each stands in the journal", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-watch-acts-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "misemori.yaml");
  const shop = "shop: { name: 店, url: https://a.jp, upstream: http://127.0.0.1:3000 }";
  writeFileSync(
    file,
    `${shop}\nplatform: { preset: eccube4 }\nwatch: { trees: [{ name: shop, path: . }] }\n`,
  );
  mkdirSync(join(folder, "html/upload"), { recursive: true });
  writeFileSync(join(folder, "html/index.php"), "<?php echo 1;");
  const reading = await readConfig(file, { env: {}, language: "ja" });
  assert.ok(reading.ok);
  const { loaded } = reading;
  // The records lie in the tree itself here: the guard's own writing is not watched.
  assert.deepEqual(treesOf(loaded)[0]?.unseen, ["misemori-data"]);
  const acts = createWatchFilesActs();
  const ask = {
    loaded,
    tree: null,
    language: "ja" as const,
    gone: new AbortController().signal,
    onProgress: () => undefined,
  };
  const who = { by: "花子", why: "はじめ 4111 1111 1111 1111" };
  assert.equal((await acts.watchCheck({ ...ask, quick: false, textsMax: 1 })).ok, false);
  const first = await acts.watchBaseline({ ...ask, ...who });
  assert.ok(first.ok && first.value[0]?.approved?.files === 2);
  assert.equal((await acts.watchBaseline({ ...ask, ...who, tree: "other" })).ok, false);
  const path = join(folder, "html/upload/x.php");
  writeFileSync(path, "<?php eval($_POST['x']);");
  const checked = await acts.watchCheck({ ...ask, quick: true, textsMax: 1 });
  assert.ok(checked.ok && checked.value[0]?.malicious === 1);
  assert.equal(checked.value[0].approvals[0]?.why, "はじめ **** **** **** ****");
  const taken = await acts.watchQuarantine({ loaded, path, ...who, language: "ja" });
  assert.ok(taken.ok);
  assert.equal(
    (await acts.watchQuarantine({ loaded, path: "/etc/passwd", ...who, language: "ja" })).ok,
    false,
  );
  assert.ok((await acts.watchRestore({ loaded, id: taken.value.id, by: "花子", language: "ja" })).ok);
  const window = { fromMs: 0, toMs: 1, who: "制作会社", language: "ja" as const };
  assert.ok((await acts.watchWindow({ loaded, ...window, ...who })).ok);
  const wish = { ...ask, ...who, folder, window: null, seen: null };
  const approved = await acts.watchApprove({ ...wish, paths: ["html/upload/x.php"] });
  assert.ok(approved.ok && approved.value[0]?.approved?.approvedCount === 1);
  const { entries, close } = openJournalEntries(loaded.recordsFolder);
  t.after(close);
  const kinds = (await entries.read({ fromSeq: 1, limit: 100 }))
    .filter(({ kind }) => kind.startsWith("watch."))
    .map(({ kind, by }) => `${kind} ${by}`);
  assert.deepEqual(kinds, [
    "watch.baseline 花子",
    "watch.quarantined 花子",
    "watch.restored 花子",
    "watch.window 花子",
    "watch.approved 花子",
  ]);
});
