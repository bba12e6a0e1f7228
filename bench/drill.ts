// Measures the drill: every attacker against the gate, Wald's bound and the baselines, in one replay.
// Command: node bench/drill.ts [--seed 1] [--scale 1]; it runs `misemori drill card-testing --json` and prints the figures.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { renderCardTesting, type CardTestingReport } from "../src/ready/index.ts";

const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, scale: { type: "string", default: "1" } },
});
const launcher = fileURLToPath(new URL("../bin/misemori.js", import.meta.url));
const child = spawn(
  process.execPath,
  [launcher, "drill", "card-testing", "--json", "--seed", values.seed, "--scale", values.scale],
  { stdio: ["ignore", "pipe", "inherit"] },
);
let text = "";
child.stdout.setEncoding("utf8");
child.stdout.on("data", (part: string) => {
  text += part;
});
const code = await new Promise<number | null>((resolve) => {
  child.once("close", resolve);
});
if (text === "") {
  process.stderr.write(`the drill ended with ${String(code)} and said nothing\n`);
  process.exitCode = 3;
} else {
  const report = JSON.parse(text) as CardTestingReport;
  process.stdout.write(renderCardTesting(report, "en"));
  const { turnedAway, challenged, buyers } = report.honest;
  const overBound = report.attackers
    .filter(({ boundAttempts }) => boundAttempts !== null)
    .map(({ name, reachedGateway, boundAttempts, inFlight }) => {
      const reach = 1.25 * (boundAttempts ?? 0) + inFlight;
      return `${name}: ${reachedGateway} of at most ${reach.toFixed(1)} (1.25 × ${String(boundAttempts)} + ${inFlight} in flight)`;
    });
  process.stdout.write(`\n${overBound.join("\n")}\n`);
  process.stdout.write(
    `honest: ${turnedAway} turned away, ${challenged} of ${buyers} challenged; ${report.requests} requests in ${report.seconds} s\n`,
  );
}
