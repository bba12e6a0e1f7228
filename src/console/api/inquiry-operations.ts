// Questions about an incident and their answers through the API. Words open only for those named on the incident.

import type { InquiryDesk, InquiryId } from "../../desk/index.ts";
import { idOf, noSuch, refusedBy, type IncidentWiring, type Told } from "./incident-answers.ts";
import * as shapes from "./inquiry-shapes.ts";
import { operation, type Operation } from "./operations.ts";
import type { Refused } from "./refusals.ts";

export function inquiryOperations({ inquiries }: IncidentWiring): readonly Operation[] {
  return inquiries === undefined ? [] : [...readOperations(inquiries), ...writeOperations(inquiries)];
}

function readOperations(inquiries: InquiryDesk): readonly Operation[] {
  return [
    operation({
      id: "listInquiries",
      method: "get",
      path: "/v1/incidents/{id}/inquiries",
      who: "incidents:read",
      summary: "Questions about an incident: how many are open, and each without its words",
      query: shapes.inquiryQuery,
      answer: shapes.inquiryList,
      run: async ({ params, query: { state = null, after, limit } }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await inquiries.list(id, { state, after, limit }));
      },
    }),
    operation({
      id: "showInquiry",
      method: "get",
      path: "/v1/incidents/{id}/inquiries/{inquiry}",
      who: "incidents:read",
      summary:
        "One inquiry with its words and the published answer that fits: only for those named; journalled",
      answer: shapes.inquiryView,
      run: async ({ params, caller, language }) => {
        const id = idOf(params);
        const inquiry = inquiryOf(params);
        if (id === undefined || inquiry === undefined) return noSuch();
        return told(await inquiries.show(id, caller.by, inquiry, language));
      },
    }),
    operation({
      id: "exportInquiries",
      method: "get",
      path: "/v1/incidents/{id}/inquiries-export",
      who: "incidents:read",
      summary: "Inquiries with their words, page by page: only for those named; each reading is journalled",
      query: shapes.exportQuery,
      answer: shapes.inquiryExport,
      run: async ({ params, caller, query }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await inquiries.export(id, caller.by, query));
      },
    }),
  ];
}

function writeOperations(inquiries: InquiryDesk): readonly Operation[] {
  return [
    operation({
      id: "addInquiry",
      method: "post",
      path: "/v1/incidents/{id}/inquiries",
      who: "incidents:write",
      summary: "Write down what somebody asked; the same key is one inquiry, `inquiry` adds to one",
      body: shapes.askedBody,
      answer: shapes.inquiryRow,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await inquiries.ask(id, caller.by, body));
      },
    }),
    operation({
      id: "answerInquiry",
      method: "post",
      path: "/v1/incidents/{id}/inquiries/{inquiry}/answer",
      who: "incidents:write",
      summary: "Write down what was answered and done; nothing is sent",
      body: shapes.answerBody,
      answer: shapes.inquiryRow,
      run: async ({ params, caller, body }) => {
        const id = idOf(params);
        const inquiry = inquiryOf(params);
        if (id === undefined || inquiry === undefined) return noSuch();
        return told(await inquiries.answer(id, caller.by, inquiry, body));
      },
    }),
  ];
}

/** Plain copies, as JSON makes them anyway. */
function told<T>(answer: Told<T>): T | Refused {
  return answer.ok ? structuredClone(answer.value) : refusedBy(answer);
}

function inquiryOf(params: Readonly<Record<string, string>>): InquiryId | undefined {
  const given = shapes.inquiryId.safeParse(params["inquiry"]);
  return given.success ? given.data : undefined;
}
