// The acts of `misemori scrub`: the scan with its key, on the real clock, disk and randomness.

import type { CliActs } from "../cli/index.ts";
import { fine, MisemoriError, refuse, systemClock, systemRandom, type Outcome } from "../kernel/index.ts";
import { openKeyFile, scanPaths } from "../scrub/index.ts";

export function createScrubActs(): Pick<CliActs, "scrubScan" | "forgetCardKey"> {
  return {
    scrubScan: ({ keyFile, language, ...request }) =>
      told(async () => {
        const key = await openKeyFile(keyFile, systemRandom(), language).key();
        return scanPaths({ ...request, key, stdin: () => process.stdin, clock: systemClock() });
      }),
    forgetCardKey: ({ keyFile, language }) =>
      told(() => openKeyFile(keyFile, systemRandom(), language).forget()),
  };
}

async function told<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return fine(await work());
  } catch (error) {
    if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
    throw error;
  }
}
