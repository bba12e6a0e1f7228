// The one place that wires everything: the command line with its acts, on the real clock, terminal and network.

import { writeSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { runCli, systemProbes } from "./cli/index.ts";
import { systemClock } from "./kernel/index.ts";
import { createActs } from "./main/acts.ts";
import { speakLastWordsMasked } from "./main/last-words.ts";
import { openLog } from "./main/log.ts";
import { ownVersion } from "./main/version.ts";

/** Runs one command line and returns its exit code: 0 fine, 1 findings, 2 usage or configuration, 3 failure. */
export async function main(argv: readonly string[]): Promise<number> {
  speakLastWordsMasked(process, (text) => writeSync(2, text));
  const gone = new AbortController();
  const stop = (): void => gone.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Whoever reads the answer has seen enough (head, a closed pager): the verb ends early, without a crash.
  process.stdout.on("error", (error: Error & { readonly code?: string }) => {
    if (error.code !== "EPIPE") throw error;
    stop();
  });
  const clock = systemClock();
  const log = openLog((line) => process.stderr.write(line));
  return runCli(argv, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    terminalColumns: process.stderr.isTTY ? process.stderr.columns : undefined,
    env: process.env,
    folder: process.cwd(),
    clock,
    gone: gone.signal,
    version: ownVersion(),
    ask: process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : undefined,
    acts: createActs({
      log,
      env: process.env,
      language: process.env["LANG"]?.startsWith("en") === true ? "en" : "ja",
    }),
    probes: systemProbes(),
  });
}

/** On stderr: stdout is for the answer. */
async function askAtTerminal(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
