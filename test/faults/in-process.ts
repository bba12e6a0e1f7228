// The real guard in this process, for faults that no other process can cause: a killed worker thread, a clock set back.

import { readConfig } from "../../src/config/index.ts";
import { systemClock, systemRandom, type Clock } from "../../src/kernel/index.ts";
import { startGuard, type Guard } from "../../src/main/guard.ts";
import { openLog } from "../../src/main/log.ts";
import { STRIPE_SECRET, type Cleanup, type Place } from "./place.ts";

export interface GuardHere extends Guard {
  readonly gateUrl: string;
  readonly lines: readonly string[];
}

/** Without a `pageFolder` it has no page. */
export async function startHere(
  t: Cleanup,
  place: Place,
  clock: Clock = systemClock(),
  pageFolder: string = `${place.folder}/no-page`,
): Promise<GuardHere> {
  const env = { TEST_STRIPE: STRIPE_SECRET, TEST_HOOK: "hook-secret-for-tests" };
  const reading = await readConfig(`${place.folder}/misemori.yaml`, { env, language: "ja" });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const lines: string[] = [];
  const guard = await startGuard({
    loaded: reading.loaded,
    language: "ja",
    clock,
    random: systemRandom(),
    env,
    log: openLog((line) => lines.push(line)),
    pageFolder,
  });
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await guard.close();
  };
  t.after(close);
  return { ...guard, close, lines, gateUrl: `http://127.0.0.1:${guard.gatePort}` };
}
