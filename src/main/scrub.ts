// The acts of `misemori scrub`: the scan with its key, on the real clock, disk and randomness.

import type { CliActs } from "../cli/index.ts";
import { fine, MisemoriError, refuse, systemClock, systemRandom, type Outcome } from "../kernel/index.ts";
import { openKeyFile, openScan, openSieve, SCAN_LIMITS, scanPaths, scanTables } from "../scrub/index.ts";
import { openTables } from "../store/index.ts";

/** Findings listed per table; all are counted. */
const FINDINGS_PER_TABLE_MAX = 10_000;

export function createScrubActs(): Pick<CliActs, "scrubScan" | "scrubTables" | "forgetCardKey"> {
  return {
    scrubScan: ({ keyFile, language, placesMax, ...request }) =>
      told(async () => {
        const key = await openKeyFile(keyFile, systemRandom(), language).key();
        const places = placesMax ?? SCAN_LIMITS.placesPerFileMax;
        const limits = {
          ...SCAN_LIMITS,
          placesPerFileMax: places,
          placesMax: Math.max(SCAN_LIMITS.placesMax, places),
        };
        return scanPaths({ ...request, limits, key, stdin: () => process.stdin, clock: systemClock() });
      }),
    scrubTables: ({ url, keyFile, decoys, rowsMax, all, language, gone, onProgress }) =>
      told(async () => {
        const key = await openKeyFile(keyFile, systemRandom(), language).key();
        const source = await openTables(url);
        try {
          return await scanTables(source, {
            scan: openScan(openSieve(), key, decoys),
            ...(rowsMax === null ? {} : { rowsMax }),
            findingsMax: FINDINGS_PER_TABLE_MAX,
            counts: ({ certainty }) => all || certainty !== "possible",
            onProgress,
            gone,
            clock: systemClock(),
          });
        } finally {
          await source.close();
        }
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
