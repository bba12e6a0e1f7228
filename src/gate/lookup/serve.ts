// Serves the look-up page in a worker: language, method, where the form came from, size and fields. The question itself goes to
// the house, and nothing of it stays here.

import { chooseLanguage, networksOfIp, type Clock, type Language, type Random } from "../../kernel/index.ts";
import { pageNonce, type ShopCard } from "../answers/page.ts";
import type { ArrivedRequest, Reply, Way } from "../http/way.ts";
import { LOOK_UP_PATH, type LookUp, type LookUpAnswer, type LookUpEntered } from "./contract.ts";
import { isFromElsewhere, LOOK_UP_BODY_BYTES_MAX, readForm, type ReadForm } from "./form.ts";
import type { LookUpPage } from "./forms.ts";
import { lookUpReply, NO_FIELDS } from "./page.ts";

export interface LookUpTools {
  readonly lookUp: LookUp;
  readonly shop: ShopCard;
  readonly clock: Clock;
  readonly random: Random;
}

/** Undefined: not this page's. */
export type ServeLookUp = (request: ArrivedRequest) => Way | undefined;

/** The empty page asks the house once in this time, whoever comes: a flood of visitors must not reach the ledger's thread. */
const FORM_LIFE_MS = 1_000;
/** Forms passed on at once per worker; the house answers one in well under a millisecond. */
const UNDER_WAY_MAX = 64;

export function createLookUpPage(tools: LookUpTools): ServeLookUp {
  let form: { readonly answer: Promise<LookUpPage["answer"]>; readonly atMs: number } | undefined;
  let underWay = 0;
  const ask = async (request: ArrivedRequest, entered: LookUpEntered): Promise<LookUpPage["answer"]> => {
    const { host, subnet } = networksOfIp(request.clientIp);
    const language = languageOf(request);
    try {
      return await tools.lookUp({ ...entered, language, from: { host, subnet } });
    } catch {
      return { kind: "away" };
    }
  };
  const emptyForm = (request: ArrivedRequest): Promise<LookUpPage["answer"]> => {
    const nowMs = tools.clock.monoMs();
    if (form === undefined || nowMs - form.atMs > FORM_LIFE_MS)
      form = { answer: ask(request, { kind: "open" }), atMs: nowMs };
    return form.answer;
  };
  const posted = async (request: ArrivedRequest, body: Uint8Array): Promise<Reply> => {
    const read = isFromElsewhere(request) ? undefined : readForm(request, body);
    if (read === undefined) return reply(tools, request, { kind: "refused" });
    if (read.faults.length > 0) return reply(tools, request, await faulty(request, read), read);
    if (underWay >= UNDER_WAY_MAX) return reply(tools, request, { kind: "away" }, read);
    underWay += 1;
    try {
      return reply(tools, request, await ask(request, read.entered), read);
    } finally {
      underWay -= 1;
    }
  };
  /** The page the form stood on, whatever is known. */
  const faulty = async (request: ArrivedRequest, { kind }: ReadForm): Promise<LookUpPage["answer"]> => {
    const shown = await emptyForm(request);
    return kind === "code" && shown.kind === "form" ? { kind: "code-wrong", sign: shown.sign } : shown;
  };
  return (request) => {
    if (request.path !== LOOK_UP_PATH) return undefined;
    if (request.method === "GET" || request.method === "HEAD")
      return {
        kind: "read",
        bodyBytesMax: 0,
        proceed: async () => answer(reply(tools, request, await emptyForm(request))),
      };
    if (request.method !== "POST")
      return answer({ status: 405, headers: [["Allow", "GET, HEAD, POST"]], body: "" });
    return {
      kind: "read",
      bodyBytesMax: LOOK_UP_BODY_BYTES_MAX,
      proceed: async (body) => answer(await posted(request, body)),
    };
  };
}

function reply(
  { shop, random }: LookUpTools,
  request: ArrivedRequest,
  told: LookUpPage["answer"],
  read?: ReadForm,
): Reply {
  return lookUpReply({
    shop,
    language: languageOf(request),
    nonce: pageNonce(random),
    answer: told,
    fields: read?.fields ?? NO_FIELDS,
    faults: read?.faults ?? [],
    sent: read?.kind ?? null,
  });
}

/** As chosen on the page, else as the browser says. */
function languageOf({ query, headers }: ArrivedRequest): Language {
  const chosen = /(?:^|&)lang=(ja|en)(?:&|$)/.exec(query.slice(0, 200))?.[1];
  return chosen === "ja" || chosen === "en" ? chosen : chooseLanguage(headers["accept-language"]);
}

function answer(made: Reply): { readonly kind: "answer"; readonly reply: Reply } {
  return { kind: "answer", reply: made };
}

/** A house without a desk: nothing is ever looked up. */
export const closedLookUp: LookUp = async (): Promise<LookUpAnswer> => ({ kind: "closed" });
