// The guard raises one alert per overdue postponement and settles it when somebody has decided anew or updated.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createEvents, manualClock } from "../../kernel/index.ts";
import { NO_UPDATES, writeUpdateBook } from "../../watch/index.ts";
import { lookAtPostponed } from "./version-postponed.ts";

test("an overdue postponement is raised, and settled once it was ticked off, also after a restart", async (t) => {
  const recordsFolder = mkdtempSync(join(tmpdir(), "misemori-postponed-"));
  t.after(() => rmSync(recordsFolder, { recursive: true }));
  const clock = manualClock();
  const events = createEvents(() => undefined);
  const seen: string[] = [];
  events.on("alert.raised", ({ cause, kind, urgent }) => void seen.push(`${cause} ${kind} ${urgent}`));
  events.on("alert.settled", ({ cause }) => void seen.push(`settled ${cause}`));
  const tools = { recordsFolder, events, clock, log: () => undefined };
  const told = new Set<string>();
  await lookAtPostponed(tools, told);
  assert.deepEqual(seen, []);
  const one = { component: "wordpress", why: "w", by: "b", atMs: 0, untilMs: clock.nowMs() + 1_000 };
  await writeUpdateBook(recordsFolder, { ...NO_UPDATES, postponed: [one] });
  await lookAtPostponed(tools, told);
  assert.deepEqual(seen, ["settled postponed:wordpress"]);
  seen.length = 0;
  clock.advance(2_000);
  await lookAtPostponed(tools, told);
  assert.deepEqual(seen, ["postponed:wordpress postponed false"]);
  seen.length = 0;
  await writeUpdateBook(recordsFolder, {
    ...NO_UPDATES,
    updated: [{ what: "wordpress", by: "b", atMs: clock.nowMs() }],
  });
  await lookAtPostponed(tools, new Set());
  assert.deepEqual(seen, ["settled postponed:wordpress"]);
});
