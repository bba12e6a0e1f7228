// Notices on their way through the API: how far they are, trial, start, pause, what a person decides, what came back, and printed
// letters. What may be done when is the desk's matter.

import type { OutgoingDesk } from "../../desk/index.ts";
import { idOf, noSuch, refusedBy, type IncidentWiring, type Told } from "./incident-answers.ts";
import { operation, type Operation } from "./operations.ts";
import type { Refused } from "./refusals.ts";
import * as shapes from "./sending-shapes.ts";

export function sendingOperations({ outgoing }: IncidentWiring): readonly Operation[] {
  if (outgoing === undefined) return [];
  return [...readOperations(outgoing), ...goOperations(outgoing), ...afterOperations(outgoing)];
}

function readOperations(outgoing: OutgoingDesk): readonly Operation[] {
  return [
    operation({
      id: "showSendings",
      method: "get",
      path: "/v1/incidents/{id}/sendings",
      who: "incidents:read",
      summary: "Notices on their way with counts and trouble, and what stands in the way of the next",
      answer: shapes.outgoingBoard,
      run: async ({ params }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await outgoing.board(id));
      },
    }),
    operation({
      id: "listSendingPeople",
      method: "get",
      path: "/v1/incidents/{id}/sendings/people",
      who: "incidents:read",
      summary: "Persons of a notice in one state, by their ids: those that need a person's word",
      query: shapes.peopleQuery,
      answer: shapes.peopleAnswer,
      run: async ({ params, query }) => {
        const id = idOf(params);
        if (id === undefined) return noSuch();
        const rows = told(await outgoing.people(id, query));
        return "kind" in rows ? rows : { people: rows };
      },
    }),
    operation({
      id: "takeLetters",
      method: "get",
      path: "/v1/incidents/{id}/sendings/letters/{name}",
      who: "incidents:read",
      summary: "One file of a printed batch: only for those named on the incident; journalled",
      answer: shapes.letterFile,
      run: async ({ params, caller }) => {
        const id = idOf(params);
        if (id === undefined) return noSuch();
        const name = params["name"] ?? "";
        const file = await outgoing.letter(id, caller.by, name);
        return file.ok ? download(name, file.value) : refusedBy(file);
      },
    }),
  ];
}

function goOperations(outgoing: OutgoingDesk): readonly Operation[] {
  return [
    operation({
      id: "trySending",
      method: "post",
      path: "/v1/incidents/{id}/sendings/trial",
      who: "incidents:write",
      summary: "One copy per class for a made-up person, to your own address or as a PDF in the vault",
      body: shapes.trialBody,
      answer: shapes.trialAnswer,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await outgoing.trial(id, caller.by, body));
      },
    }),
    operation({
      id: "startSending",
      method: "post",
      path: "/v1/incidents/{id}/sendings/start",
      who: "incidents:write",
      summary:
        "Start it; again it changes nothing. Open errors, or no trial, need a reason kept with your name",
      body: shapes.startBody,
      answer: shapes.sendingView,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await outgoing.start(id, caller.by, body));
      },
    }),
    ...(["pause", "resume"] as const).map((verb) =>
      operation({
        id: `${verb}Sending`,
        method: "post",
        path: `/v1/incidents/{id}/sendings/${verb}`,
        who: "incidents:write",
        summary: verb === "pause" ? "Stop between two persons; nothing is lost" : "Go on where it stopped",
        body: shapes.pauseBody,
        answer: shapes.sendingView,
        run: async ({ params, caller, body }) => {
          const id = idOf(params);
          return id === undefined ? noSuch() : told(await outgoing[verb](id, caller.by, body));
        },
      }),
    ),
  ];
}

function afterOperations(outgoing: OutgoingDesk): readonly Operation[] {
  return [
    operation({
      id: "decideSending",
      method: "post",
      path: "/v1/incidents/{id}/sendings/decide",
      who: "incidents:write",
      summary: "Your word about one person: it arrived, it came back, or it is to be sent again",
      body: shapes.decideBody,
      answer: shapes.decideAnswer,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        if (id === undefined) return noSuch();
        const decided = await outgoing.decide(id, caller.by, body);
        return decided.ok ? { decided: true as const } : refusedBy(decided);
      },
    }),
    operation({
      id: "collectReplies",
      method: "post",
      path: "/v1/incidents/{id}/sendings/collect",
      who: "incidents:write",
      summary: "Read returned mails and replies out of the configured mailbox; each counts once",
      body: shapes.collectBody,
      answer: shapes.collectAnswer,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await outgoing.collect(id, caller.by, body));
      },
    }),
  ];
}

function told<T>(answer: Told<T>): T | Refused {
  return answer.ok ? structuredClone(answer.value) : refusedBy(answer);
}

/** Nothing of it may stay in a cache, and no browser may show it as a page of ours. */
function download(name: string, pieces: AsyncIterable<Uint8Array>): Response {
  const type = name.endsWith(".pdf") ? "application/pdf" : "text/csv";
  return new Response(ReadableStream.from(pieces), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
