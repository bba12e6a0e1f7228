// The deadlines of an incident from the command line.

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { stage } from "../stage.ts";

function asked(t: TestContext, ...words: string[]): ReturnType<ReturnType<typeof stage>["run"]> {
  return stage(t, null).run("incident", "clocks", ...words);
}

test("a card leak known on 1 May 2026 is due at the commission on 5 May and in full on 29 June", async (t) => {
  const { out } = await asked(t, "--hint", "2026-05-01T10:00", "--known", "2026-05-01T10:00");
  assert.match(out, /2026-05-05 24:00 .*速報/);
  assert.match(out, /2026-06-29 24:00 .*確報/);
});

test("an unknown type, time, number of persons or zone is refused with what to write", async (t) => {
  for (const words of [
    ["--type", "x"],
    ["--hint", "yesterday"],
    ["--people", "many"],
    ["--zone", "Nowhere/X"],
  ]) {
    assert.equal((await asked(t, ...words)).code, 2, words.join(" "));
  }
});
