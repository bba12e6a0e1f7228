// `misemori canary` as its reader meets it: words, JSON, exit codes.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bracket, mailsFrom, plantingsFrom } from "../canary/index.ts";
import { fine } from "../kernel/index.ts";
import { oneObject, stage } from "./stage.ts";

const weeks = Array.from({ length: 16 }, (_, week) =>
  new Date(Date.UTC(2026, 0, 5) + week * 7 * 86_400_000).toISOString(),
);
const PLANTED = `canary,system,plantedAt\n${weeks
  .flatMap((at, week) => [`m${week},メール配信サービス,${at}`, `s${week},お店,${at}`])
  .join("\n")}\n`;
const MAILS = `receivedAt,canary\n${weeks
  .slice(0, 9)
  .map((_, week) => `2026-04-20T10:00:00Z,m${week}`)
  .join("\n")}\n`;

function files(t: Parameters<typeof stage>[0], planted: string, mails: string): ReturnType<typeof stage> {
  const set = stage(t, null, {
    bracketCanaries: async ({ planted: from, mailsFile, zone, language }) => {
      assert.ok("file" in from);
      const settings = { name: "x.csv", zone, language };
      const plantings = plantingsFrom(readFileSync(from.file), settings);
      const found = bracket(plantings.rows, mailsFrom(readFileSync(mailsFile ?? ""), settings).rows);
      return fine({ found, unreadable: [] });
    },
  });
  writeFileSync(join(set.folder, "planted.csv"), planted);
  writeFileSync(join(set.folder, "mails.csv"), mails);
  return set;
}

test("bracket says in plain words when and where from, and ends with 1", async (t) => {
  const { run } = files(t, PLANTED, MAILS);
  const { code, out } = await run("canary", "bracket", "--from-files", "planted.csv", "mails.csv");
  assert.equal(code, 1);
  assert.match(
    out,
    /2026年3月2日から2026年3月\d+日の間に、「メール配信サービス」の名簿から取られました（(?:> )?9\d %）/,
  );
});

test("bracket --json has the shape scripts rely on", async (t) => {
  const { run } = files(t, PLANTED, MAILS);
  const { code, out } = await run("canary", "bracket", "--from-files", "planted.csv", "mails.csv", "--json");
  assert.equal(code, 1);
  const { leaks } = oneObject(out) as {
    leaks: { from: string; to: string; system: string; probability: number }[];
  };
  assert.equal(leaks.length, 1);
  assert.equal(leaks[0]?.system, "メール配信サービス");
  assert.equal(leaks[0]?.from, "2026-03-02T09:00:00+09:00");
  assert.ok(Date.parse(leaks[0].to) > Date.parse("2026-03-02"));
  assert.ok(leaks[0].probability > 0.9);
});

test("no mail at all: nothing is claimed, and it ends with 0", async (t) => {
  const { run } = files(t, PLANTED, "receivedAt,canary\n");
  const { code, out } = await run("canary", "bracket", "--from-files", "planted.csv", "mails.csv");
  assert.equal(code, 0);
  assert.match(out, /どのカナリアにもメールは届いていません/);
});

test("one file, or a time zone nobody knows, is refused with how to ask", async (t) => {
  const { run } = files(t, PLANTED, MAILS);
  for (const more of [["planted.csv"], ["planted.csv", "mails.csv", "--zone", "Asia/Tokio"]]) {
    const { code, err } = await run("canary", "bracket", "--from-files", ...more);
    assert.equal(code, 2);
    assert.match(err, /→/);
  }
});
