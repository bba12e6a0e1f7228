// The papers of an incident through the API: facts, versions, the lint while somebody writes, and how a paper looks. What may be
// written when is the desk's matter; sending is beside it.

import {
  placeWrong,
  PUBLIC_PAPERS,
  type IncidentId,
  type NoticeFacts,
  type PaperDesk,
  type PaperKey,
} from "../../desk/index.ts";
import { idOf, noSuch, refusedBy, type IncidentWiring, type Told } from "./incident-answers.ts";
import * as shapes from "./notice-shapes.ts";
import { operation, type Operation } from "./operations.ts";
import { refused, type Refused } from "./refusals.ts";

/** 200,000 characters of Japanese are 600 KB; the rest is for JSON's own signs. */
const TEXT_BODY_BYTES_MAX = 1024 * 1024;

export function noticeOperations({ papers }: IncidentWiring): readonly Operation[] {
  return papers === undefined
    ? []
    : [...boardOperations(papers), ...paperOperations(papers), ...tryOperations(papers)];
}

function boardOperations(papers: PaperDesk): readonly Operation[] {
  return [
    operation({
      id: "noticeBoard",
      method: "get",
      path: "/v1/incidents/{id}/notices",
      who: "incidents:read",
      summary:
        "All papers of an incident at a glance: versions, open findings, and what a later scope overtook",
      answer: shapes.board,
      run: async ({ params, language }) => {
        const id = idOf(params);
        return id === undefined ? noSuch() : told(await papers.board(id, language));
      },
    }),
    operation({
      id: "noticeFacts",
      method: "get",
      path: "/v1/incidents/{id}/notices/facts",
      who: "incidents:read",
      summary: "What the papers are written from, with the counts of the newest scope",
      answer: shapes.factsView,
      run: async ({ params }) => {
        const id = idOf(params);
        if (id === undefined) return noSuch();
        const found = await papers.facts(id);
        return found.ok
          ? { ...found.value, facts: structuredClone({ ...found.value.facts }) }
          : refusedBy(found);
      },
    }),
    operation({
      id: "keepNoticeFacts",
      method: "post",
      path: "/v1/incidents/{id}/notices/facts",
      who: "incidents:write",
      summary: "Lay the facts down and join the persons of the newest scope with their addresses",
      body: shapes.factsBody,
      bodyBytesMax: TEXT_BODY_BYTES_MAX,
      answer: shapes.board,
      run: async ({ params, caller, body: { facts, before } }) => {
        const id = idOf(params);
        if (id === undefined) return noSuch();
        const where = placeWrong(facts);
        if (where !== undefined) return refused(422, "notice.facts", { where });
        return told(
          await papers.keepFacts(id, caller.by, { facts: facts as unknown as NoticeFacts, before }),
        );
      },
    }),
  ];
}

function paperOperations(papers: PaperDesk): readonly Operation[] {
  return [
    operation({
      id: "noticePaper",
      method: "get",
      path: "/v1/incidents/{id}/notices/paper",
      who: "incidents:read",
      summary: "One paper: a version or the draft, who wrote it, who asked for it, and the lint's findings",
      query: shapes.paperQuery,
      answer: shapes.paperView,
      run: ({ params, language, query: { version = null, ...given } }) =>
        onPaper(params, given, async (id, key) => told(await papers.paper(id, key, version, language))),
    }),
    operation({
      id: "writeNoticePaper",
      method: "post",
      path: "/v1/incidents/{id}/notices/paper",
      who: "incidents:write",
      summary: "Write the next version; refused when somebody has written one meanwhile",
      body: shapes.writeBody,
      bodyBytesMax: TEXT_BODY_BYTES_MAX,
      answer: shapes.paperView,
      run: ({ params, caller, language, body: { key: given, ...wish } }) =>
        onPaper(params, given, async (id, key) =>
          told(await papers.write(id, caller.by, { ...wish, key }, language)),
        ),
    }),
  ];
}

/** Both keep nothing of the text. */
function tryOperations(papers: PaperDesk): readonly Operation[] {
  return [
    operation({
      id: "checkNoticePaper",
      method: "post",
      path: "/v1/incidents/{id}/notices/check",
      who: "incidents:read",
      summary: "The lint's findings on a text that is being written",
      body: shapes.checkBody,
      bodyBytesMax: TEXT_BODY_BYTES_MAX,
      answer: shapes.checkAnswer,
      run: ({ params, language, body: { key: given, text } }) =>
        onPaper(params, given, async (id, key) => {
          const found = await papers.check(id, key, text, language);
          return found.ok ? { findings: structuredClone([...found.value]) } : refusedBy(found);
        }),
    }),
    operation({
      id: "previewNoticePaper",
      method: "post",
      path: "/v1/incidents/{id}/notices/preview",
      who: "incidents:read",
      summary:
        "A text as one person would get it: only for those named, and journalled; without a person, an example",
      body: shapes.previewBody,
      bodyBytesMax: TEXT_BODY_BYTES_MAX,
      answer: shapes.previewAnswer,
      run: ({ params, caller, body: { key: given, ...wish } }) =>
        onPaper(params, given, async (id, key) =>
          told(await papers.preview(id, caller.by, { ...wish, key })),
        ),
    }),
  ];
}

interface GivenKey {
  readonly kind: PaperKey["kind"];
  readonly class: string | null;
  readonly language: PaperKey["language"];
  readonly report: number;
}

/** What is for a person needs a class, what is for everybody has none. */
function onPaper<T>(
  params: Readonly<Record<string, string>>,
  { kind, class: of, language, report }: GivenKey,
  work: (id: IncidentId, key: PaperKey) => Promise<T | Refused>,
): Promise<T | Refused> {
  const id = idOf(params);
  if (id === undefined) return Promise.resolve(noSuch());
  const isForAll = (PUBLIC_PAPERS as readonly string[]).includes(kind);
  if (isForAll !== (of === null)) return Promise.resolve(refused(422, "body.shape", { where: "class" }));
  return work(id, { kind, class: of as PaperKey["class"], language, report });
}

/** Plain copies, as JSON makes them anyway. */
function told<T>(answer: Told<T>): T | Refused {
  return answer.ok ? structuredClone(answer.value) : refusedBy(answer);
}
