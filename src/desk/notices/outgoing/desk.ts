// The desk that sends: what stands in the way, trial, start, pause and going on, each written into the incident with a name. Which
// mail or letter goes to whom is the record of ../sending and ../letters; what is at work is ./jobs.

import type { IncidentId } from "../../incidents/contract.ts";
import { inLine } from "../../incidents/in-line.ts";
import { no } from "../../incidents/record.ts";
import { collect, decide, letter } from "./after.ts";
import type { OutgoingDesk, OutgoingRow } from "./contract.ts";
import { look, restore, switchTo } from "./going.ts";
import { createGroundReader, dispatchId, type OutgoingDeps } from "./ground.ts";
import { createJobs } from "./jobs.ts";
import { startedOf, type DeskGround } from "./started.ts";
import { start, trial } from "./starting.ts";
import { createTextsReader } from "./texts.ts";
import { boardOf } from "./views.ts";

/** The desk as the guard runs it. */
export interface RunningOutgoingDesk extends OutgoingDesk {
  /** Something about this incident changed: a later scope, its end, its key. */
  look(incident: IncidentId): Promise<void>;
}

const ROWS_MAX = 200;

export function createOutgoingDesk(deps: OutgoingDeps): RunningOutgoingDesk {
  const desk: DeskGround = {
    deps,
    jobs: createJobs(deps.clock, deps.onTrouble),
    read: createGroundReader(deps),
    textsOf: createTextsReader(deps),
    batches: new Map(),
  };
  const lines = new Map<string, Promise<unknown>>();
  // Commands of one incident, one after the other: two operators who start at once start one sending, with one set of texts.
  const orderly = <T>(incident: IncidentId, work: () => Promise<T>): Promise<T> =>
    inLine(lines, incident, work);
  return {
    board: async (incident) => {
      const view = await deps.record.view(incident);
      if (view === null) return no("incident.unknown");
      if (view.state === "key-destroyed") return no("incident.destroyed");
      return { ok: true, value: await boardOf(desk, view) };
    },
    trial: (incident, by, wish) => orderly(incident, () => trial(desk, incident, by, wish)),
    start: (incident, by, wish) => orderly(incident, () => start(desk, incident, by, wish)),
    pause: (incident, by, { why, ...key }) =>
      orderly(incident, () => switchTo(desk, incident, by, key, "paused", why)),
    resume: (incident, by, { why, ...key }) =>
      orderly(incident, () => switchTo(desk, incident, by, key, "resumed", why)),
    people: async (incident, { state, after, limit, ...key }) => {
      const found = await startedOf(deps, incident, key);
      if (!found.ok) return found;
      const query = { state, after, limit: Math.min(limit, ROWS_MAX) };
      const rows = await deps.dispatches.rows(dispatchId(incident, key), query);
      return {
        ok: true,
        value: rows.map(({ personId, class: of, state: at, tries, note, settledAtMs }): OutgoingRow => {
          return { personId, class: of, state: at, tries, note, settledAtMs };
        }),
      };
    },
    decide: (incident, by, wish) => orderly(incident, () => decide(desk, incident, by, wish)),
    collect: (incident, by, key) => orderly(incident, () => collect(desk, incident, by, key)),
    letter: (incident, by, name) => letter(deps, incident, by, name),
    look: (incident) => orderly(incident, () => look(desk, incident)),
    restore: async () => {
      for (const incident of await deps.record.ids())
        await orderly(incident, () => restore(desk, incident)).catch(deps.onTrouble);
    },
    close: () => desk.jobs.close(),
  };
}
