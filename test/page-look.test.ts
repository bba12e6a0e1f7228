// One look at a page in its own process, with a browser that never answers and with none.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { manualClock, systemClock } from "../src/kernel/index.ts";
import { lookInChild } from "../src/main/watch/page-look.ts";
import { CHECKOUT_URL } from "../src/watch/pages/page.fixture.ts";
import { eventually } from "./gate-stage.ts";

test("a browser that never answers is ended with all it started, and the look says so", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-late-browser-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const chromiumPath = join(folder, "chromium");
  const pidFile = join(folder, "pid");
  writeFileSync(chromiumPath, `#!/bin/sh\necho $$ > ${pidFile}\nexec sleep 60\n`, { mode: 0o700 });
  const wish = {
    name: "checkout",
    url: CHECKOUT_URL,
    stepsFile: null,
    recordsFolder: folder,
    chromiumPath,
    language: "ja" as const,
  };
  const clock = manualClock();
  const end = lookInChild(clock)(wish, new AbortController().signal);
  assert.ok(await eventually(() => existsSync(pidFile) && readFileSync(pidFile, "utf8").endsWith("\n")));
  clock.advance(180_000);
  assert.deepEqual(await end, { trouble: "timeout" });
  const browser = Number(readFileSync(pidFile, "utf8"));
  // Killed, it is there until somebody has taken note of its end.
  assert.ok(await eventually(() => !isThere(browser)));
  const missing = await lookInChild(systemClock())(
    { ...wish, chromiumPath: join(folder, "none") },
    new AbortController().signal,
  );
  assert.ok("trouble" in missing && missing.trouble.includes("Chromium"));
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
