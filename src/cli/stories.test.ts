// The stories of docs/cli.md, played as they stand: each console block's commands must print and exit as written there.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fine, manualClock, systemRandom } from "../kernel/index.ts";
import { openKeyFile, scanPaths } from "../scrub/index.ts";
import type { CliActs } from "./index.ts";
import { shopConfig, stage } from "./stage.ts";

const page = readFileSync(fileURLToPath(new URL("../../docs/cli.md", import.meta.url)), "utf8");

const ACTS: Partial<CliActs> = {
  recogniseShop: async () =>
    fine({ preset: "eccube4", certainty: 0.95, evidence: ["eccube-csrf-token"], title: "丸井帽子店" }),
  drillCardTesting: async () =>
    fine({
      attackers: [
        {
          name: "one-address",
          attempts: 600,
          reachedGateway: 4,
          boundAttempts: 3,
          yen: 80,
          stoppedAfterSeconds: 2,
        },
      ],
      honest: { buyers: 1135, turnedAway: 0, challenged: 3 },
      baselines: [],
    }),
  scrubScan: async ({ keyFile, language, ...request }) =>
    fine(
      await scanPaths({
        ...request,
        key: await openKeyFile(keyFile, systemRandom(), language).key(),
        stdin: () => process.stdin,
        clock: manualClock(),
      }),
    ),
  forgetCardKey: async ({ keyFile, language }) =>
    fine(await openKeyFile(keyFile, systemRandom(), language).forget()),
  verifyJournal: async () => fine({ entries: 120, ok: false, firstBad: { seq: 57, why: "hash" } }),
};

interface Step {
  readonly words: readonly string[];
  readonly expected: readonly string[];
  readonly code: number;
}

function stepsOf(block: string): Step[] {
  return block
    .split(/^\$ misemori /m)
    .slice(1)
    .map((text) => {
      const lines = text.trimEnd().split("\n");
      const code = /^\[exit (\d)\]$/.exec(lines.at(-1) ?? "")?.[1];
      assert.ok(code !== undefined, `a step without its exit code: ${text}`);
      return { words: (lines[0] ?? "").split(" "), expected: lines.slice(1, -1), code: Number(code) };
    });
}

/** "…" alone stands for any lines, within a line for any text. */
function patternOf(expected: readonly string[]): RegExp {
  const source = expected.map((line) =>
    line === "…"
      ? "(?:[^\\n]*\\n)*?"
      : `${line
          .split("…")
          .map((part) => RegExp.escape(part))
          .join("[^\\n]*")}\\n`,
  );
  return new RegExp(`^${source.join("")}$`);
}

const sections = page.split(/^## /m).filter((section) => section.includes("```console"));

test("the page tells six stories", () => {
  assert.equal(sections.length, 6);
});

for (const section of sections) {
  const title = section.slice(0, section.indexOf("\n"));
  test(`the page's story happens as told: ${title}`, async (t) => {
    const file = /```yaml\n# misemori\.yaml\n([\s\S]*?)```/.exec(section)?.[1];
    const fresh = section.includes("$ misemori init");
    const { run, folder } = stage(t, fresh ? null : shopConfig(), ACTS);
    // The heading line is part of the file as shown, so that line numbers agree with what a reader counts.
    if (file !== undefined) writeFileSync(join(folder, "misemori.yaml"), `# misemori.yaml\n${file}`);
    for (const [, name = "", text = ""] of section.matchAll(/```text\n# (\S+)\n([\s\S]*?)```/g)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    for (const block of section.matchAll(/```console\n([\s\S]*?)```/g)) {
      for (const step of stepsOf(block[1] ?? "")) {
        const { code, out, err } = await run(...step.words);
        assert.match(err + out, patternOf(step.expected), step.words.join(" "));
        assert.equal(code, step.code, step.words.join(" "));
      }
    }
  });
}
