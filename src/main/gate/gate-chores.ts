// What the gate's house does again and again: its beat, the copy of what was learned, and forgetting what is old.

import { fadeHonest, type Judge } from "../../gate/index.ts";
import type { Config } from "../../config/index.ts";
import type { Clock } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import type { Chore } from "../chores.ts";

interface ChoreTools {
  readonly config: () => Config;
  readonly store: Pick<Store, "attempts">;
  readonly clock: Clock;
}

const TICK_MS = 1_000;
const SAVE_MS = 20_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function gateChores(
  tools: ChoreTools,
  judge: Judge,
  everySecond: Readonly<Record<"tick" | "site" | "sales", () => Promise<void>>>,
  save: () => Promise<void>,
): readonly Chore[] {
  return [
    { everyMs: TICK_MS, name: "gate.tick", run: everySecond.tick },
    { everyMs: TICK_MS, name: "gate.site", run: everySecond.site },
    { everyMs: TICK_MS, name: "gate.sales", run: everySecond.sales },
    { everyMs: SAVE_MS, name: "gate.save", run: save },
    { everyMs: HOUR_MS, name: "gate.fade", run: async () => fadeHonest(judge.cells) },
    { everyMs: HOUR_MS, name: "gate.trim", run: () => trim(tools) },
  ];
}

async function trim({ config, clock, store }: ChoreTools): Promise<void> {
  const { keepDays, sizeMaxMb } = config().records;
  const keepFromMs = clock.nowMs() - keepDays * DAY_MS;
  await store.attempts.trim({ keepFromMs, bytesMax: sizeMaxMb * 1024 * 1024 });
}
