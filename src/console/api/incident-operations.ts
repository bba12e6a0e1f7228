// Incidents through the API: every command is one operation, checked by its shape, and answers with the whole picture. What
// may be done when is the desk's matter.

import type { z } from "zod";
import { TYPE_OF_ALERT, UNDOABLE, type ActView, type IncidentView } from "../../desk/index.ts";
import { windowOfAlert } from "./alert-window.ts";
import { idOf, noSuch, refusedBy, shown, type IncidentWiring, type Told } from "./incident-answers.ts";
import * as shapes from "./incident-shapes.ts";
import { inquiryOperations } from "./inquiry-operations.ts";
import { noticeOperations } from "./notice-operations.ts";
import { writeOperations } from "./incident-writing.ts";
import { sendingOperations } from "./sending-operations.ts";
import { operation, type Operation } from "./operations.ts";
import type { Refused } from "./refusals.ts";

/** An act that takes longer (evidence of a whole server) is answered as begun; the page looks again. */
const ACT_WAIT_MS = 5_000;
const DAY_MS = 24 * 3_600_000;

export function incidentOperations(wiring: IncidentWiring): readonly Operation[] {
  return [
    ...readOperations(wiring),
    openOperation(wiring),
    ...writeOperations(wiring),
    ...actOperations(wiring),
    ...endOperations(wiring),
    ...inquiryOperations(wiring),
    ...noticeOperations(wiring),
    ...sendingOperations(wiring),
  ];
}

function rowOf(view: IncidentView): z.input<typeof shapes.incidentRow> {
  const { id, type, title, state, openedAtMs, changedAtMs, money, clocks, next, clockFacts } = view;
  const overdue = clocks.filter((clock) => clock.state === "overdue").length;
  const { people } = clockFacts;
  const due = clocks.flatMap(({ state: at, dueAtMs }) =>
    (at === "running" || at === "overdue") && dueAtMs !== null ? [dueAtMs] : [],
  );
  const nextDueAtMs = due.length === 0 ? null : Math.min(...due);
  return {
    id,
    type,
    title,
    state,
    openedAtMs,
    changedAtMs,
    people,
    money,
    overdue,
    nextDueAtMs,
    next: next[0] ?? null,
  };
}

function readOperations(wiring: IncidentWiring): readonly Operation[] {
  const { incidents } = wiring;
  return [
    operation({
      id: "listIncidents",
      method: "get",
      path: "/v1/incidents",
      who: "incidents:read",
      summary: "Incidents with their most urgent step, newest first",
      query: shapes.incidentQuery,
      answer: shapes.incidentList,
      run: async ({ query: { state, limit } }) => {
        const views = await incidents.list();
        const wanted = views.filter((view) => state === undefined || view.state === state);
        return { incidents: wanted.slice(0, limit).map(rowOf), timeZone: incidents.timeZone() };
      },
    }),
    operation({
      id: "getIncident",
      method: "get",
      path: "/v1/incidents/{id}",
      who: "incidents:read",
      summary: "One incident whole: clocks, next steps with owner, acts, people, money, timeline",
      answer: shapes.incidentView,
      run: async ({ params }) => {
        const id = idOf(params);
        const view = id === undefined ? null : await incidents.get(id);
        return view === null ? noSuch() : shown(wiring, view);
      },
    }),
    operation({
      id: "readIncidentWords",
      method: "get",
      path: "/v1/incidents/{id}/words/{seq}",
      who: "incidents:read",
      summary: "What people said, sealed with one entry: only for those named; each reading is journalled",
      answer: shapes.wordsView,
      run: async ({ params, caller }) => {
        const id = idOf(params);
        const seq = /^\d{1,6}$/.test(params["seq"] ?? "") ? Number(params["seq"]) : 0;
        if (id === undefined) return noSuch();
        const words = await incidents.words(id, caller.by, seq);
        return words.ok ? words.value : refusedBy(words);
      },
    }),
    operation({
      id: "listIncidentEntries",
      method: "get",
      path: "/v1/incidents/{id}/entries",
      who: "incidents:read",
      summary: "All entries as they were written, each with the hash the journal holds; words stay sealed",
      answer: shapes.entryList,
      run: async ({ params }) => {
        const id = idOf(params);
        const entries = id === undefined ? [] : await incidents.entries(id);
        return entries.length === 0 ? noSuch() : { entries };
      },
    }),
  ];
}

function openOperation(wiring: IncidentWiring): Operation {
  return operation({
    id: "openIncident",
    method: "post",
    path: "/v1/incidents",
    who: "incidents:write",
    summary: "Open an incident from an alert or a hint; the same alert or key opens one",
    body: shapes.openBody,
    answer: shapes.incidentView,
    run: async ({ body, caller, language }) => {
      const alert = body.alert === null ? undefined : await wiring.alerts?.get(body.alert);
      const hintAtMs = body.hintAtMs ?? wiring.clock.nowMs();
      const type = body.type ?? TYPE_OF_ALERT[alert?.kind ?? ""] ?? "suspected";
      const opened = await wiring.incidents.open(caller.by, { ...body, type, hintAtMs });
      if (!opened.ok) return refusedBy(opened);
      const window = alert === undefined ? null : windowOfAlert(alert, language);
      // Set before: a person may know better by now.
      if (window === null || opened.value.window !== null) return shown(wiring, opened.value);
      const filled = await wiring.incidents.window(opened.value.id, caller.by, window);
      return shown(wiring, filled.ok ? filled.value : opened.value);
    },
  });
}

function actOperations(wiring: IncidentWiring): readonly Operation[] {
  const { incidents, acts } = wiring;
  return [
    operation({
      id: "doIncidentAct",
      method: "post",
      path: "/v1/incidents/{id}/acts",
      who: "incidents:write",
      summary: "Do an act: once per key, whoever clicks; answered as begun when it takes long",
      body: shapes.actBody,
      answer: shapes.actView,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        if (id === undefined) return noSuch();
        const isIt = (one: ActView): boolean =>
          one.key === body.key || (one.act === body.act && one.target === body.target);
        return inTime(wiring, acts.act(id, caller.by, body), async () =>
          (await incidents.get(id))?.acts.findLast((one) => isIt(one) && one.state === "begun"),
        );
      },
    }),
    operation({
      id: "undoIncidentAct",
      method: "post",
      path: "/v1/incidents/{id}/acts/{key}/undo",
      who: "incidents:write",
      summary: `Undo an act that has a way back: ${UNDOABLE.join(", ")}`,
      body: shapes.undoBody,
      answer: shapes.actView,
      run: async ({ params, caller, body: { why } }) => {
        const id = idOf(params);
        const key = params["key"] ?? "";
        if (id === undefined) return noSuch();
        return inTime(wiring, acts.undo(id, caller.by, { key, why }), async () =>
          (await incidents.get(id))?.acts.find((one) => one.key === key),
        );
      },
    }),
  ];
}

/** The act's end, or after a while how far it is. It goes on either way. */
async function inTime(
  { clock, log }: IncidentWiring,
  work: Promise<Told<ActView>>,
  meanwhile: () => Promise<ActView | undefined>,
): Promise<ActView | Refused> {
  const over = new AbortController();
  const ended = work.finally(() => over.abort());
  const first = await Promise.race([ended, clock.sleep(ACT_WAIT_MS, over.signal)]);
  const begun = first === "elapsed" ? await meanwhile() : undefined;
  if (begun === undefined) {
    const told = await ended;
    return told.ok ? told.value : refusedBy(told);
  }
  ended.catch((error: unknown) => log("error", "console.act-failed", { error: String(error) }));
  return begun;
}

function endOperations(wiring: IncidentWiring): readonly Operation[] {
  return [
    operation({
      id: "closeIncident",
      method: "post",
      path: "/v1/incidents/{id}/close",
      who: "incidents:write",
      summary: "Close it; keepDays later the key of its personal data is destroyed for good",
      body: shapes.closeBody,
      answer: shapes.incidentClosed,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        if (id === undefined) return noSuch();
        const closed = await wiring.incidents.close(id, caller.by, body);
        if (!closed.ok) return refusedBy(closed);
        const leftMs = (closed.value.destroyAtMs ?? 0) - wiring.clock.nowMs();
        return { incident: shown(wiring, closed.value), daysLeft: Math.max(0, Math.ceil(leftMs / DAY_MS)) };
      },
    }),
  ];
}
