// Killed twenty times in one run, hard and anywhere: nobody gets the notice twice, nobody is forgotten, and what is not known
// is shown.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../../../kernel/index.ts";
import { openSqliteStore } from "../../../store/index.ts";
import { openSink } from "./sink.fixture.ts";

const PEOPLE = 900;
const KILLS = 20;
const AT_ONCE = 8;
const ID = "incident_1:1:email";
const CHILD = join(import.meta.dirname, "kill.fixture.ts");

test("twenty kills: each person gets the notice exactly once, or is shown as unknown", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-send-"));
  let killAfter = Number.POSITIVE_INFINITY;
  let child: ReturnType<typeof spawn> | undefined;
  let taken = 0;
  const sink = await openSink({
    text: () => {
      taken++;
      // In the middle of a delivery: the text is in, the answer is not out.
      if (taken === killAfter) child?.kill("SIGKILL");
      return null;
    },
  });
  t.after(async () => {
    child?.kill("SIGKILL");
    await sink.close();
    rmSync(folder, { recursive: true });
  });
  const run = (): Promise<string> =>
    new Promise((resolve, reject) => {
      child = spawn(process.execPath, [CHILD, folder, String(sink.port), String(PEOPLE), String(AT_ONCE)]);
      let out = "";
      child.stdout?.on("data", (piece: Buffer) => (out += piece.toString()));
      child.on("error", reject);
      child.on("exit", () => resolve(out));
    });
  for (let kill = 0; kill < KILLS; kill++) {
    killAfter = taken + 1 + ((kill * 7) % 40);
    assert.equal(await run(), "", "killed before its end");
    // A record a dead process left behind is opened by the next one; give the system its moment to see it is dead.
    await systemClock().sleep(1);
  }
  killAfter = Number.POSITIVE_INFINITY;
  assert.match(await run(), /^done /);

  const store = await openSqliteStore({ folder });
  const { sent, unknown, ...others } = await store.dispatches.counts(ID);
  const shown = new Set(
    (await store.dispatches.rows(ID, { state: "unknown", after: "", limit: 1_000 })).map(
      ({ personId }) => personId,
    ),
  );
  await store.close();
  assert.deepEqual(others, { waiting: 0, claimed: 0, refused: 0, bounced: 0 });
  assert.equal(sent + unknown, PEOPLE);
  assert.ok(unknown <= KILLS * AT_ONCE, `${unknown} unknown`);

  const got = new Map<string, number>();
  for (const { to } of sink.mails) got.set(to, (got.get(to) ?? 0) + 1);
  assert.deepEqual(
    [...got].filter(([, times]) => times > 1),
    [],
    "nobody twice",
  );
  for (let n = 0; n < PEOPLE; n++) {
    const personId = `p${String(n).padStart(7, "0")}`;
    if (!shown.has(personId))
      assert.equal(got.get(`p${n}@d${n % 500}.example.jp`), 1, `${personId} is not forgotten`);
  }
});
