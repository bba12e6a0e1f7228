// Somebody at this machine's command line beside a running guard: a folder with a configuration, and verbs run in this process.

import { runCli, systemProbes } from "../src/cli/index.ts";
import { systemClock } from "../src/kernel/index.ts";
import { createActs } from "../src/main/acts.ts";
import type { DemoStage } from "./demo-stage.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in `folder`; nobody answers questions. */
export async function runIn(folder: string, argv: readonly string[]): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await runCli(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    terminalColumns: undefined,
    env: { LANG: "ja_JP.UTF-8" },
    folder,
    clock: systemClock(),
    gone: new AbortController().signal,
    version: "0.1.0",
    acts: createActs({ log: () => undefined, env: {}, language: "ja" }),
    probes: systemProbes(),
  });
  return { code, out, err };
}

/** The configuration that finds the stage's guard. */
export function configOf(stage: DemoStage): string {
  return [
    `shop: { name: 丸井, url: ${stage.gateUrl}, upstream: "http://127.0.0.1:1" }`,
    "platform: { preset: vendure }",
    `console: { listen: "${new URL(stage.consoleUrl).host}" }`,
    `records: { folder: "${stage.recordsFolder}" }`,
  ].join("\n");
}
