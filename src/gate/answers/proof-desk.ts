// Offers a proof of work to someone and takes his solution for a ticket: what the challenge page and scripts have in
// common. Pages and sealed forms are left to challenges.ts.

import { chooseLanguage, say, type Clock, type Random } from "../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { Ticket } from "./contract.ts";
import { deriveKeys, mac, newest, type MasterKeys } from "./keys.ts";
import { createUsedOnce } from "./once.ts";
import { checkProof, makeProof, type ProofTerms } from "./proof.ts";
import type { Errand } from "./sealed-form.ts";
import { createTickets, networkOf, TICKET_LIFE_SECONDS, type Tickets } from "./tickets.ts";
import { WORDS } from "./words.ts";

/** A challenge fetched by a page is solved at once; five minutes leave room for a slow phone in a pocket. */
const PROOF_LIFE_MS = 5 * 60_000;
/** Used proofs remembered per worker: about 10 MB at worst. */
const USED_MAX = 65_536;

export type Solution =
  | { readonly ok: true; readonly ticket: Ticket; readonly setCookie: string }
  | {
      readonly ok: false;
      readonly why: "unreadable" | "forged" | "expired" | "unsolved" | "foreign" | "used";
    };

type Tags = Pick<ProofTerms, "visitorTag" | "networkTag">;

export interface ProofDesk {
  readonly tickets: Tickets;
  tags(request: ArrivedRequest, visitorId: string | null): Tags;
  /** Made for this visitor; or, when he had no device token yet, for his network. */
  isFor(terms: Tags, request: ArrivedRequest, visitorId: string | null): boolean;
  solve(request: ArrivedRequest, visitorId: string | null, payload: string): Solution;
  /** The challenge as JSON for the widget and for scripts. */
  offer(request: ArrivedRequest, visitorId: string | null, errand: Errand | undefined): Reply;
  /** A script's solution: 200 with the ticket's cookie, or 400 with the reason. */
  accept(request: ArrivedRequest, visitorId: string | null, body: Uint8Array): Reply;
}

export function createProofDesk(tools: {
  readonly keys: MasterKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly unaskedCost: number;
}): ProofDesk {
  const { clock, random } = tools;
  const keys = deriveKeys(tools.keys, "challenge");
  const bindingKey = newest(deriveKeys(tools.keys, "binding"));
  const tickets = createTickets(tools);
  const used = createUsedOnce(clock, PROOF_LIFE_MS, USED_MAX);
  const tag = (text: string): string => mac(bindingKey, text).toString("base64url");
  const tags = (request: ArrivedRequest, visitorId: string | null): Tags => ({
    visitorTag: visitorId === null ? "" : tag(`visitor ${visitorId}`),
    networkTag: tag(`network ${networkOf(request)}`),
  });
  const isFor: ProofDesk["isFor"] = (terms, request, visitorId) => {
    const now = tags(request, visitorId);
    return terms.visitorTag === ""
      ? terms.networkTag === now.networkTag
      : terms.visitorTag === now.visitorTag;
  };
  const solve: ProofDesk["solve"] = (request, visitorId, payload) => {
    const verdict = checkProof(keys, payload, clock.nowMs());
    if (!verdict.ok) return verdict;
    if (!isFor(verdict.terms, request, visitorId)) return { ok: false, why: "foreign" };
    if (!used.use(verdict.nonce)) return { ok: false, why: "used" };
    return { ok: true, ...tickets.issue(request, visitorId, verdict.terms.cost) };
  };
  return {
    tickets,
    tags,
    isFor,
    solve,
    offer: (request, visitorId, errand) => {
      const { visitorTag, networkTag } = errand ?? tags(request, visitorId);
      const cost = errand?.cost ?? tools.unaskedCost;
      const terms = { cost, expiresAtMs: clock.nowMs() + PROOF_LIFE_MS, visitorTag, networkTag };
      return json(200, makeProof(newest(keys), terms, random));
    },
    accept: (request, visitorId, body) => {
      const solution = solve(request, visitorId, payloadOf(request, body));
      if (!solution.ok) {
        const message = say(WORDS, chooseLanguage(request.headers["accept-language"]), "statusFailed");
        return json(400, { error: { code: `misemori.challenge-${solution.why}`, message } });
      }
      const earned = { ok: true, cost: solution.ticket.cost, validForSeconds: TICKET_LIFE_SECONDS };
      return json(200, earned, [["Set-Cookie", solution.setCookie]]);
    },
  };
}

/** The solution in a script's POST: `{"altcha": "…"}` or the form field of the same name. */
function payloadOf(request: ArrivedRequest, body: Uint8Array): string {
  const text = Buffer.from(body).toString("utf8");
  const type = request.headers["content-type"] ?? "";
  if (!type.includes("json")) return new URLSearchParams(text).get("altcha") ?? "";
  try {
    const value = JSON.parse(text) as { altcha?: unknown } | null;
    return typeof value?.altcha === "string" ? value.altcha : "";
  } catch {
    return "";
  }
}

function json(status: number, value: unknown, more: readonly (readonly [string, string])[] = []): Reply {
  return {
    status,
    headers: [
      ["Content-Type", "application/json; charset=utf-8"],
      ["Cache-Control", "no-store"],
      ["X-Content-Type-Options", "nosniff"],
      ...more,
    ],
    body: JSON.stringify(value),
  };
}
