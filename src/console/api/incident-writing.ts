// What people write into an incident through the API: one operation per command of the desk.

import type { z } from "zod";
import type { IncidentId, IncidentView } from "../../desk/index.ts";
import { idOf, noSuch, refusedBy, shown, type IncidentWiring, type Told } from "./incident-answers.ts";
import * as shapes from "./incident-shapes.ts";
import { operation, type Operation } from "./operations.ts";

/** One operation per command of the desk; all answer with the incident as it then is. */
export function writeOperations(wiring: IncidentWiring): readonly Operation[] {
  return [...wordOperations(wiring), ...paperOperations(wiring)];
}

function writerFor(wiring: IncidentWiring) {
  return <B extends z.ZodType>(
    id: string,
    path: string,
    summary: string,
    body: B,
    command: (id: IncidentId, by: string, given: z.output<B>) => Promise<Told<IncidentView>>,
  ): Operation =>
    operation({
      id,
      method: "post",
      path: `/v1/incidents/{id}/${path}`,
      who: "incidents:write",
      summary,
      body,
      answer: shapes.incidentView,
      run: async ({ params, caller, body: given }) => {
        const incident = idOf(params);
        if (incident === undefined) return noSuch();
        const told = await command(incident, caller.by, given as z.output<B>);
        return told.ok ? shown(wiring, told.value) : refusedBy(told);
      },
    });
}

/** What people hear, find out and tell each other. */
function wordOperations(wiring: IncidentWiring): readonly Operation[] {
  const { incidents, clock } = wiring;
  const write = writerFor(wiring);
  return [
    write("addIncidentHint", "hint", "A further hint from outside", shapes.hintBody, (id, by, given) =>
      incidents.hint(id, by, { ...given, hintAtMs: given.hintAtMs ?? clock.nowMs() }),
    ),
    write("noteIncident", "note", "A note, sealed", shapes.noteBody, incidents.note),
    write(
      "stateIncidentFacts",
      "facts",
      "What is known changes the type or the clocks",
      shapes.factsBody,
      (id, by, { type, clock: known }) =>
        incidents.facts(id, by, {
          ...(type === undefined ? {} : { type }),
          ...(known === undefined ? {} : { clock: withoutGaps(known) }),
        }),
    ),
    write(
      "setIncidentWindow",
      "window",
      "First and last moment of the intrusion as far as known",
      shapes.windowBody,
      incidents.window,
    ),
    write("nameOnIncident", "name", "Who may read what is sealed", shapes.personBody, (id, by, { person }) =>
      incidents.name(id, by, { person: personOf(person) }),
    ),
    write(
      "takeOffIncident",
      "unname",
      "Who may read what is sealed no longer",
      shapes.personBody,
      (id, by, { person }) => incidents.unname(id, by, { person: personOf(person) }),
    ),
  ];
}

/** Dates, money, packages and counts. */
function paperOperations(wiring: IncidentWiring): readonly Operation[] {
  const { incidents, clock } = wiring;
  const write = writerFor(wiring);
  return [
    write(
      "addIncidentDemand",
      "demand",
      "A date somebody else set, to the minute",
      shapes.demandBody,
      incidents.demand,
    ),
    write(
      "markIncidentClock",
      "clock",
      "A date was met, or does not apply, because …",
      shapes.markBody,
      (id, by, mark) => incidents.markClock(id, by, { mark }),
    ),
    write(
      "putIncidentCost",
      "cost",
      "A quote or bill; the same costId is the same line in another state",
      shapes.costBody,
      incidents.cost,
    ),
    write(
      "addIncidentEvidence",
      "evidence",
      "A package of evidence made elsewhere",
      shapes.evidenceBody,
      incidents.evidence,
    ),
    write(
      "addIncidentHandOver",
      "handed",
      "Who received which package or paper, when, how and why; the receiver's name is sealed",
      shapes.handedBody,
      (id, by, given) =>
        incidents.handed(id, by, { ...given, handedAtMs: given.handedAtMs ?? clock.nowMs() }),
    ),
    write(
      "addIncidentScope",
      "scope",
      "Who was affected: a run's counts, no person",
      shapes.scopeBody,
      incidents.scope,
    ),
    write("reopenIncident", "reopen", "Go on with a closed incident", shapes.reopenBody, incidents.reopen),
  ];
}

/** What zod leaves as undefined is not said at all. */
function withoutGaps<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** A name alone is a person of the console; tokens are named as they sign. */
function personOf(person: string): string {
  return /^(?:owner|api):/.test(person) ? person : `owner:${person}`;
}
