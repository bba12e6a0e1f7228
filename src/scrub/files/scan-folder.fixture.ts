// A folder for tests of scanning, and a scan with everything given but the paths.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { manualClock } from "../../kernel/index.ts";
import type { ScanReport } from "./contract.ts";
import { scanPaths, type ScanRequest } from "./scan-paths.ts";

// Numbers the card networks publish for tests.
export const VISA = "4111111111111111";
export const JCB = "3530111333300000";
export const AMEX = "378282246310005";

export function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-files-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function scan(
  folder: string,
  paths: readonly string[],
  more: Partial<ScanRequest> = {},
): Promise<ScanReport> {
  return scanPaths({
    paths,
    folder,
    key: new Uint8Array(32).fill(7),
    all: false,
    countFirst: true,
    stdin: () => {
      throw new Error("not asked for");
    },
    clock: manualClock(),
    gone: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });
}

/** Found cards, whatever certainty the reader gives published test numbers. */
export function cardsIn(report: { distinctCards: number; distinctTestCards: number }): number {
  return report.distinctCards + report.distinctTestCards;
}
