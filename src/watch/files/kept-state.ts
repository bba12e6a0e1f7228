// The findings of one tree in memory and in its state file: bounded, backdoors before everything else, written whole.

import type { Difference, Trouble } from "./contract.ts";
import { bytesOfName } from "./differ.ts";
import { causeOf, keyOf, merged, NO_STATE, type Finding, type TreeState } from "./findings.ts";
import { isWithin } from "./order.ts";
import { readTextOr, writeWhole, type TreePlaces } from "./places.ts";

export interface KeptState {
  state(): TreeState;
  keys(): readonly string[];
  finding(key: string): Finding | undefined;
  /** Kept, or counted when there is no room. */
  hold(difference: Difference, nowMs: number, lastCleanMs: number | null): void;
  drop(key: string): void;
  dropWithin(folder: Buffer): void;
  set(change: Partial<Pick<TreeState, "passAtMs" | "fullPassAtMs" | "troubles" | "unlisted" | "ever">>): void;
  /** Writes what changed since the last time. */
  save(): void;
}

/** A person reads the first dozens; a deployment nobody announced changes thousands. */
const FINDINGS_MAX = 2_000;

export function openKeptState(places: TreePlaces): KeptState {
  const read = readState(places);
  let { findings: _, ...rest } = read;
  const findings = new Map(read.findings.map((one) => [keyOf(one.difference), one]));
  let isNew = false;
  const changed = (): void => {
    isNew = true;
  };
  const state = (): TreeState => ({ ...rest, findings: [...findings.values()] });
  return {
    state,
    keys: () => [...findings.keys()],
    finding: (key) => findings.get(key),
    hold: (difference, nowMs, lastCleanMs) => {
      const key = keyOf(difference);
      const one = merged(findings, difference, nowMs, lastCleanMs);
      if (!findings.has(key)) {
        const cause = causeOf(one);
        rest = { ...rest, ever: { ...rest.ever, [cause]: (rest.ever[cause] ?? 0) + 1 } };
        if (findings.size >= FINDINGS_MAX && !madeRoom(findings, difference)) {
          rest = { ...rest, unlisted: rest.unlisted + 1 };
          return changed();
        }
      }
      findings.set(key, one);
      changed();
    },
    drop: (key) => {
      if (findings.delete(key)) changed();
    },
    dropWithin: (folder) => {
      for (const [key, { difference }] of findings)
        if (isWithin(bytesOfName(difference), folder)) {
          findings.delete(key);
          changed();
        }
    },
    set: (change) => {
      rest = { ...rest, ...change };
      changed();
    },
    save: () => {
      if (!isNew) return;
      isNew = false;
      writeWhole(places.state, `${JSON.stringify(state())}\n`);
    },
  };
}

/** A state that cannot be read begins anew: times of first sight are lost, nothing is missed. */
export function readState({ state }: TreePlaces): TreeState {
  try {
    const read = JSON.parse(readTextOr(state, "")) as TreeState;
    return read.form === NO_STATE.form ? { ...NO_STATE, ...read } : NO_STATE;
  } catch {
    return NO_STATE;
  }
}

function madeRoom(findings: Map<string, Finding>, wanted: Difference): boolean {
  if (wanted.verdict === "clean") return false;
  for (const [key, { difference }] of findings)
    if (difference.verdict === "clean") return findings.delete(key);
  return false;
}

export function sameTroubles(a: readonly Trouble[], b: readonly Trouble[]): boolean {
  return a.length === b.length && a.every((one, i) => one.path === b[i]?.path && one.reason === b[i]?.reason);
}
