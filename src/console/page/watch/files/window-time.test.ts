// A day and two readings of the clock as a window.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dayText, windowTimes } from "./window-time.ts";

const HOUR_MS = 3_600_000;

test("a window lasts from one reading of the clock to the next, over midnight when the end is the earlier one", () => {
  const evening = windowTimes("2026-11-24", "20:00", "22:00");
  assert.equal(evening?.fromMs, new Date(2026, 10, 24, 20).getTime());
  assert.equal((evening?.toMs ?? 0) - (evening?.fromMs ?? 0), 2 * HOUR_MS);
  const night = windowTimes("2026-11-24", "23:00", "01:00");
  assert.equal((night?.toMs ?? 0) - (night?.fromMs ?? 0), 2 * HOUR_MS);
  assert.equal(dayText(evening?.fromMs ?? 0), "2026-11-24");
});

test("a field that is empty or half written makes no window", () => {
  for (const [day, from, to] of [
    ["", "20:00", "22:00"],
    ["2026-11-24", "", "22:00"],
    ["2026-11-24", "20:00", ""],
    ["2026-11", "2", "x"],
  ] as const)
    assert.equal(windowTimes(day, from, to), null);
});
