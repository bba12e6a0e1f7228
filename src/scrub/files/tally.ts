// Counts findings per file and over all files, lists them while there is room, and tells different cards apart. Pure; takes what
// the scan says and forgets it at the file's end, so that memory does not grow with what is found.

import type { Finding } from "../finding.ts";
import { openCardSet } from "./card-set.ts";
import type { Counts, FileReport, ScanLimits } from "./contract.ts";
import type { ShownName } from "./names.ts";

export interface Tally {
  found(finding: Finding): void;
  /** The file's end. Its report, or null when nothing was found in it. */
  endFile(name: ShownName, bytes: number): FileReport | null;
  totals(): Counts & {
    readonly files: readonly FileReport[];
    readonly unlistedFiles: number;
    readonly filesWithFindings: number;
    readonly possibleFindings: number;
    readonly distinctExact: boolean;
  };
}

interface Sum {
  findings: number;
  testFindings: number;
  decoyFindings: number;
  readonly byKind: Record<string, number>;
  readonly byBrand: Record<string, number>;
}

export function openTally(limits: ScanLimits, all: boolean): Tally {
  const whole = {
    real: openCardSet(limits.distinctMax),
    test: openCardSet(limits.distinctMax),
    sum: emptySum(),
  };
  const file = {
    real: openCardSet(limits.distinctMax),
    test: openCardSet(limits.distinctMax),
    sum: emptySum(),
  };
  let places: Finding[] = [];
  const files: FileReport[] = [];
  let placesListed = 0;
  let filesWithFindings = 0;
  let possibleFindings = 0;

  return {
    found(finding) {
      if (finding.certainty === "possible") {
        possibleFindings += 1;
        if (!all) return;
      }
      for (const count of [whole, file]) add(count, finding);
      if (places.length >= limits.placesPerFileMax || placesListed >= limits.placesMax) return;
      places.push(finding);
      placesListed += 1;
    },
    endFile(name, bytes) {
      const { findings, testFindings, decoyFindings } = file.sum;
      const count = findings + testFindings + decoyFindings;
      if (count === 0) return null;
      const report: FileReport = {
        ...name,
        ...countsOf(file),
        bytes,
        places,
        unlisted: count - places.length,
      };
      filesWithFindings += 1;
      if (files.length < limits.filesMax) files.push(report);
      places = [];
      file.sum = emptySum();
      file.real.clear();
      file.test.clear();
      return report;
    },
    totals: () => ({
      ...countsOf(whole),
      files,
      unlistedFiles: filesWithFindings - files.length,
      filesWithFindings,
      possibleFindings,
      distinctExact: !whole.real.full() && !whole.test.full(),
    }),
  };
}

function emptySum(): Sum {
  return { findings: 0, testFindings: 0, decoyFindings: 0, byKind: {}, byBrand: {} };
}

interface Count {
  readonly real: ReturnType<typeof openCardSet>;
  readonly test: ReturnType<typeof openCardSet>;
  sum: Sum;
}

function add({ real, test, sum }: Count, { certainty, kind, brand, cardHash }: Finding): void {
  if (certainty === "decoy") {
    sum.decoyFindings += 1;
    return;
  }
  if (certainty === "test-number") {
    sum.testFindings += 1;
    if (cardHash !== null) test.add(cardHash);
    return;
  }
  sum.findings += 1;
  sum.byKind[kind] = (sum.byKind[kind] ?? 0) + 1;
  if (kind === "pan" && brand !== null) sum.byBrand[brand] = (sum.byBrand[brand] ?? 0) + 1;
  if (cardHash !== null && certainty !== "possible") real.add(cardHash);
}

function countsOf({ real, test, sum }: Count): Counts {
  return {
    findings: sum.findings,
    testFindings: sum.testFindings,
    decoyFindings: sum.decoyFindings,
    distinctCards: real.size(),
    distinctTestCards: test.size(),
    byKind: sum.byKind,
    byBrand: sum.byBrand,
  };
}
