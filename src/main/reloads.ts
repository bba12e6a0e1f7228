// misemori.yaml changing under the running guard: a broken one is refused whole, one that looks cut off waits for a person,
// a good one takes effect, and what needs a restart is named. Noticing and reading are config's part.

import { isDeepStrictEqual } from "node:util";
import {
  looksCutOff,
  readConfig,
  sayProblem,
  watchConfig,
  type Config,
  type LoadedConfig,
} from "../config/index.ts";
import type { Journal } from "../journal/index.ts";
import { say, type Clock, type Events, type Language } from "../kernel/index.ts";
import type { Log } from "./log.ts";
import { MAIN_WORDS } from "./words.ts";

export interface ReloadTools {
  readonly loaded: LoadedConfig;
  readonly language: Language;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly events: Events;
  readonly journal: Journal;
  readonly current: () => LoadedConfig;
  /** From now on this one is in force. */
  readonly take: (next: LoadedConfig) => void;
}

/** Read once, at the start: ports, threads, folders. */
const AT_START: Readonly<Record<string, (config: Config) => unknown>> = {
  "gate.listen": ({ gate }) => gate.listen,
  "gate.workers": ({ gate }) => gate.workers,
  "console.listen": ({ console }) => console.listen,
  "console.url": ({ console }) => console.url,
  "records.folder": ({ records }) => records.folder,
};

/** Keys whose change shows only after the guard was started again. */
export function restartKeys(before: Config, after: Config): readonly string[] {
  return Object.entries(AT_START)
    .filter(([, read]) => !isDeepStrictEqual(read(before), read(after)))
    .map(([key]) => key);
}

/** @returns the way to stop. SIGHUP is a person's word that the file is whole. */
export async function watchReloads(tools: ReloadTools): Promise<() => void> {
  // One after the other: two readings of one file must not overtake each other.
  let line = Promise.resolve();
  const read = (isOrdered: boolean): void => {
    line = line
      .then(() => reload(tools, isOrdered))
      .catch((error: unknown) => tools.log("error", "config.failed", { error: String(error) }));
  };
  const watch = await watchConfig(tools.loaded.file, () => read(false), { clock: tools.clock });
  const onHangUp = (): void => read(true);
  process.on("SIGHUP", onHangUp);
  return () => {
    process.off("SIGHUP", onHangUp);
    watch.close();
  };
}

async function reload(tools: ReloadTools, isOrdered: boolean): Promise<void> {
  const { clock, log, env, language, loaded, events, journal, current } = tools;
  const reading = await readConfig(loaded.file, { env, language });
  const atMs = clock.nowMs();
  if (!reading.ok) {
    const errors = reading.problems.map((problem) => sayProblem(problem, language).message);
    log("error", "config.refused", { errors });
    events.emit({ type: "config.refused", atMs, errors });
    return;
  }
  const next = reading.loaded;
  const cut = isOrdered ? undefined : looksCutOff(current().text, next.text);
  if (cut !== undefined) {
    const lost = cut.lost.join(", ");
    const key = lost === "" ? "configCutOff" : "configCutOffLost";
    log("error", "config.waiting", { lost: cut.lost, message: say(MAIN_WORDS, language, key, { lost }) });
    events.emit({ type: "config.waiting", atMs, lost: cut.lost });
    await journal.write("config.waiting", "misemori", { digest: next.digest, lost });
    return;
  }
  // The file says again what is in force: whatever was wrong with it is over.
  if (next.digest === current().digest) return events.emit({ type: "config.reloaded", atMs });
  const needsRestart = restartKeys(loaded.config, next.config);
  tools.take(next);
  const { digest } = next;
  log("info", "config.reloaded", { digest });
  if (needsRestart.length > 0) {
    const message = say(MAIN_WORDS, language, "configRestart", { keys: needsRestart.join(", ") });
    log("warn", "config.restart-needed", { keys: needsRestart, message });
  }
  events.emit({ type: "config.reloaded", atMs });
  await journal.write("config.reloaded", "misemori", { digest, needsRestart: needsRestart.join(", ") });
}
