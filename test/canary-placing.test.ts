// `misemori canary plant --place` and `retire --remove` at the terminal, on a real EC-CUBE 4 database: shown, placed, counted as nobody,
// taken out.

import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { guardStage, oneObject } from "../src/cli/stage.ts";
import { openSigningKey } from "../src/journal/index.ts";
import { secret, systemClock } from "../src/kernel/index.ts";
import { createActs } from "../src/main/acts.ts";
import { createScopeActs } from "../src/main/desk/scope.ts";
import { plantedIn } from "../src/main/canary/planted.ts";
import { openLog } from "../src/main/log.ts";
import { openSqliteStore } from "../src/store/index.ts";
import { PLACING_LAYOUTS } from "../src/store/placing/layouts.fixture.ts";
import { REAL_DATABASES } from "./real-databases.ts";

const [mariadb] = REAL_DATABASES;

test(
  "a set is shown, placed once, no person to the scope, and taken out with its watch",
  { skip: mariadb?.lacking ?? false },
  async (t) => {
    const database = await mariadb?.open();
    const layout = PLACING_LAYOUTS["EC-CUBE 4"];
    assert.ok(database !== undefined && layout !== undefined);
    t.after(() => database.close());
    database.run("GRANT ALL ON shop.* TO guard@'127.0.0.1';");
    database.run(layout.sql("MariaDB"));
    const acts = createActs({ log: openLog(() => undefined), env: {}, language: "ja" });
    const { folder: home, run } = await guardStage(t, {}, 0o600, { acts, clock: systemClock() });
    const recordsFolder = join(home, "misemori-data");
    await (await openSqliteStore({ folder: recordsFolder })).close();
    await openSigningKey(join(recordsFolder, "journal.key"));
    const bare = new URL(database.url);
    bare.password = "";
    writeFileSync(join(home, "password"), "p:w/\n");
    const at = [bare.href, "--format", "eccube4", "--password-file", "password"];
    const set = ["--system", "お店", "--period", "2026-W47"];
    const plant = ["canary", "plant", ...set, "--domain", "leak.example.jp", "--place", ...at];

    const shown = await run(...plant, "--dry-run");
    assert.equal(shown.code, 0, shown.err);
    assert.match(shown.out, /入れるのは 3 件です（0 件はもう入っています）。何も書いていません/);
    assert.deepEqual(
      (oneObject((await run("canary", "list", "--json")).out) as { canaries: [] }).canaries,
      [],
    );

    const wrong = await run(
      "canary",
      "plant",
      ...set,
      "--domain",
      "leak.example.jp",
      "--out",
      "x.csv",
      "--place",
      ...at,
    );
    assert.equal(wrong.code, 2);
    assert.equal(existsSync(join(home, "x.csv")), false);
    const other = await run(...plant, "--format", "generic");
    assert.equal(other.code, 2);

    assert.match((await run(...plant)).out, /カナリア 3 件を .+EC-CUBE 4.+ に入れました（0 件は/);
    const again = oneObject((await run(...plant, "--json")).out) as { placed: string[]; there: string[] };
    assert.deepEqual([again.placed.length, again.there.length], [0, 3]);
    assert.doesNotMatch(JSON.stringify(again), /p:w/);

    const isPlanted = await plantedIn(recordsFolder);
    assert.ok(again.there.every(isPlanted));
    const done = await createScopeActs().scopeIncident({
      request: {
        inputs: [],
        question: {
          zone: "Asia/Tokyo",
          fromDay: "2026-01-01",
          toDay: "2026-12-31",
          payment: "card",
          cardMethods: [],
          page: null,
          statuses: [200],
          origins: [],
          sessions: [],
          cardFile: null,
          items: [],
        },
        preset: "eccube4",
        columns: {},
        csvZone: null,
        version: "0",
        gone: new AbortController().signal,
        onProgress: () => undefined,
      },
      database: secret(database.url),
      ownRecords: null,
      keepIn: null,
      recordsFolder,
      earlier: undefined,
      language: "ja",
    });
    assert.ok(done.ok);
    assert.deepEqual(
      [...done.value.answer.people()].map(({ email }) => email),
      ["own@example.jp"],
    );

    const out = await run("canary", "retire", ...set, "--remove", ...at);
    assert.equal(out.code, 0, out.err);
    assert.match(out.out, /3 件を消し、見張りをやめました（0 件は/);
    const { canaries } = oneObject((await run("canary", "list", "--json")).out) as {
      canaries: { retiredAtMs: number | null }[];
    };
    assert.ok(canaries.length === 3 && canaries.every(({ retiredAtMs }) => retiredAtMs !== null));
    assert.equal((await run("canary", "retire", ...set, "--remove", ...at)).code, 0, "a second time is fine");
  },
);
