// What happens to incidents when nobody writes: reminders of clocks, the end of the keeping time, entries owed to the journal.
// main calls `look` each minute; what is due is decided purely.

import type { Area, Clock, MisemoriEvent } from "../../kernel/index.ts";
import { CLOCK_RULES } from "../clocks/rules.ts";
import type { RunningClock } from "../clocks/clocks.ts";
import type { Vault } from "../vault/contract.ts";
import type { IncidentId, IncidentView } from "./contract.ts";
import { demandsOf } from "./fold.ts";
import { areaOfClock } from "./next.ts";
import { no, type IncidentRecord } from "./record.ts";

export interface Reminder {
  /** "clock:<incident>:<clock>": one alert per clock, however often it is said. */
  readonly cause: string;
  /** "0.5", "0.8" or "1" of its time has gone. */
  readonly stage: string;
  readonly area: Area;
  readonly urgent: boolean;
  readonly facts: Extract<MisemoriEvent, { readonly type: "alert.raised" }>["facts"];
}

/** Told in quiet hours too when so little is left. */
const URGENT_MS = 12 * 3_600_000;

/** The newest reminder of each clock that runs: what was due before it is told with it. Nothing once it is closed. */
export function remindersOf(view: IncidentView, nowMs: number): readonly Reminder[] {
  if (view.state !== "open") return [];
  return view.clocks.flatMap((clock): Reminder[] => {
    const share = clock.reminders.at(-1);
    if (share === undefined || clock.dueAtMs === null) return [];
    const isNear = share === 1 || clock.dueAtMs - nowMs <= URGENT_MS;
    return [
      {
        cause: causeOf(view.id, clock.id),
        stage: String(share),
        area: areaOfClock(clock.id),
        urgent: clock.force !== "advice" && isNear,
        facts: factsOf(view, clock, share),
      },
    ];
  });
}

/** Every cause this incident can ever have raised. */
export function causesOf(view: IncidentView): readonly string[] {
  const ids = [...CLOCK_RULES.map(({ id }) => id), ...demandsOf(view).map(({ id }) => id)];
  return ids.map((id) => causeOf(view.id, id));
}

/** Is the time over for which the sealed things were kept? */
export function isKeepingOver(view: IncidentView, nowMs: number): boolean {
  return view.state === "closed" && view.destroyAtMs !== null && view.destroyAtMs <= nowMs;
}

export interface IncidentWatch {
  /** All incidents; for every minute, and once at start. */
  look(): Promise<void>;
  /** One that has just changed: what was marked is settled at once. */
  lookAt(id: IncidentId): Promise<void>;
}

export interface WatchDeps {
  readonly record: IncidentRecord;
  readonly vault: Pick<Vault, "destroy">;
  readonly clock: Clock;
  readonly emit: (event: MisemoriEvent) => void;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * What was said before a restart is said once more under the same cause and stage: whoever keeps alerts knows it by them, and
 * a reminder that the last process could not tell any more is not lost.
 */
export function createIncidentWatch(deps: WatchDeps): IncidentWatch {
  const { record, clock, emit } = deps;
  const told = new Map<string, string>();
  const seen = new Set<IncidentId>();
  const over = new Set<IncidentId>();

  const remind = (view: IncidentView): void => {
    const atMs = clock.nowMs();
    const wanted = new Map(remindersOf(view, atMs).map((reminder) => [reminder.cause, reminder]));
    for (const { cause, stage, area, urgent, facts } of wanted.values()) {
      if (told.get(cause) === stage) continue;
      told.set(cause, stage);
      emit({ type: "alert.raised", cause, kind: "clock", area, urgent, stage, facts, atMs });
    }
    for (const cause of causesOf(view)) {
      if (wanted.has(cause) || (seen.has(view.id) && !told.has(cause))) continue;
      told.delete(cause);
      emit({ type: "alert.settled", cause, atMs });
    }
    seen.add(view.id);
  };
  const lookAt = async (id: IncidentId): Promise<void> => {
    if (over.has(id)) return;
    const view = await record.view(id);
    if (view === null) return;
    remind(view);
    if (isKeepingOver(view, clock.nowMs())) await destroy(deps, id);
    else if (view.state === "key-destroyed") over.add(id);
  };
  return {
    lookAt,
    look: async () => {
      await record.catchUp();
      for (const id of await record.ids()) {
        // One incident whose key cannot be destroyed must not keep the others from being looked at.
        await lookAt(id).catch(deps.onTrouble);
      }
    },
  };
}

/** First the key, then the entry that says so: a kill in between repeats a destruction, which is harmless. */
async function destroy({ record, vault, clock }: WatchDeps, id: IncidentId): Promise<void> {
  await record.add(id, "misemori", async (view) => {
    if (view === null) return no("incident.unknown");
    if (!isKeepingOver(view, clock.nowMs())) return "nothing";
    await vault.destroy(id);
    return { fact: { kind: "key-destroyed" } };
  });
}

function causeOf(incident: IncidentId, clock: string): string {
  return `clock:${incident}:${clock}`;
}

function factsOf(view: IncidentView, clock: RunningClock, share: number): Reminder["facts"] {
  const demand = demandsOf(view).find(({ id }) => id === clock.id);
  return {
    incident: view.id,
    title: view.title,
    clock: demand === undefined ? clock.id : "demand",
    force: clock.force,
    dueAtMs: clock.dueAtMs,
    share,
    overdue: clock.state === "overdue",
    ...(demand === undefined ? {} : { from: demand.from, what: demand.what, orElse: demand.orElse }),
  };
}
