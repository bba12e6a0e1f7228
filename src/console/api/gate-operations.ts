// The gate seen and steered through the API: now, attempts, holds, the card switch, outcomes.

import { say, type Clock } from "../../kernel/index.ts";
import type { Gatehouse } from "../../gate/index.ts";
import type { JournalWriter } from "../ports.ts";
import { apiWords } from "../words.ts";
import { operation, type Call, type Operation } from "./operations.ts";
import { recorded } from "./recorded.ts";
import { refused, type Refused } from "./refusals.ts";
import * as shapes from "./shapes.ts";
import { siteOperations } from "./site-operations.ts";
import type { NowStream } from "./stream.ts";

/** A hold is made within moments of its attempt. */
const HOLD_NEAR_ATTEMPT_MS = 120_000;
const DAY_MS = 24 * 3_600_000;

export interface GateWiring {
  readonly gatehouse: Gatehouse;
  readonly journal: JournalWriter;
  readonly stream: NowStream;
  readonly clock: Clock;
  readonly log: (level: "warn" | "error", event: string, facts: Readonly<Record<string, unknown>>) => void;
}

export function gateOperations(wiring: GateWiring): readonly Operation[] {
  return [
    ...nowOperations(wiring),
    ...holdOperations(wiring),
    ...cardOperations(wiring),
    ...siteOperations(wiring),
    outcomeOperation(wiring),
  ];
}

function nowOperations({ gatehouse, stream, clock }: GateWiring): readonly Operation[] {
  return [
    operation({
      id: "getNow",
      method: "get",
      path: "/v1/now",
      who: "now:read",
      summary: "Everything the first page shows",
      answer: shapes.nowView,
      run: () => gatehouse.now(),
    }),
    operation({
      id: "streamNow",
      method: "get",
      path: "/v1/now/stream",
      who: "now:read",
      summary: "Server-sent events: 'now' with the same shape as /v1/now, at most two a second",
      answer: "events",
      run: async ({ signal, stillAllowed }) => {
        const body = stream.open(signal, stillAllowed);
        if (body === "busy") return refused(503, "busy");
        return new Response(body, {
          headers: {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store, no-transform",
            "x-accel-buffering": "no",
          },
        });
      },
    }),
    operation({
      id: "listAttempts",
      method: "get",
      path: "/v1/attempts",
      who: "now:read",
      summary: "Attempts to pay with their decisions and reasons, newest first; the last day unless told",
      query: shapes.attemptQuery,
      answer: shapes.attemptList,
      run: async ({ query }) => {
        const { answer, beforeId, limit } = query;
        const toMs = query.toMs ?? clock.nowMs() + 1;
        const attempts = await gatehouse.attempts({
          fromMs: query.fromMs ?? toMs - DAY_MS,
          toMs,
          limit,
          ...(answer === undefined ? {} : { answer }),
          ...(beforeId === undefined ? {} : { beforeId }),
        });
        // Records carry no card or secret by contract; JSON makes plain copies of them.
        return { attempts: attempts as never };
      },
    }),
  ];
}

function holdOperations(wiring: GateWiring): readonly Operation[] {
  const { gatehouse } = wiring;
  return [
    operation({
      id: "listHolds",
      method: "get",
      path: "/v1/holds",
      who: "holds:read",
      summary: "Orders on hold, newest first",
      query: shapes.holdQuery,
      answer: shapes.holdList,
      run: async ({ query: { state, limit } }) => ({
        holds: await gatehouse.holds({ limit, ...(state === undefined ? {} : { state }) }),
      }),
    }),
    operation({
      id: "getHold",
      method: "get",
      path: "/v1/holds/{id}",
      who: "holds:read",
      summary: "One order on hold and why it is held",
      answer: shapes.holdDetail,
      run: async ({ params }) => {
        const hold = await gatehouse.hold(params["id"] ?? "");
        if (hold === undefined) return refused(404, "hold.unknown");
        const near = await gatehouse.attempts({
          fromMs: hold.createdAtMs - HOLD_NEAR_ATTEMPT_MS,
          toMs: hold.createdAtMs + HOLD_NEAR_ATTEMPT_MS,
          answer: "hold",
          limit: 1_000,
        });
        const attempt = near.find((a) => a.facts.id === hold.attemptId);
        return { hold, reasons: [...(attempt?.judgement.reasons ?? [])] };
      },
    }),
    holdDecision(wiring, "release", "released", "The order may ship"),
    holdDecision(wiring, "cancel", "cancelled", "The order will not ship"),
    holdNaming(wiring),
    operation({
      id: "isShippable",
      method: "get",
      path: "/v1/orders/{ref}/shippable",
      who: "holds:read",
      summary:
        "May this order ship? False while it is held, after it was cancelled, and while a hold without a name may be it",
      answer: shapes.shippable,
      run: async ({ params }) => {
        const { shippable, reason, hold, mayBe } = await gatehouse.shippable(params["ref"] ?? "");
        return { shippable, reason, hold: hold ?? null, mayBe: [...mayBe] };
      },
    }),
  ];
}

function holdDecision(
  wiring: GateWiring,
  verb: "release" | "cancel",
  decision: "released" | "cancelled",
  summary: string,
): Operation {
  return operation({
    id: `${verb}Hold`,
    method: "post",
    path: `/v1/holds/{id}/${verb}`,
    who: "holds:write",
    summary,
    body: shapes.holdDecision,
    answer: shapes.holdView,
    run: async ({ params, body: { note, noOrder }, caller, language }) => {
      const id = params["id"] ?? "";
      const hold = await wiring.gatehouse.decideHold(id, decision, caller.by, note, noOrder);
      if (hold === undefined) return whyNotDecided(wiring, id, language);
      if (hold === "unnamed") return refused(409, "hold.unnamed");
      const facts = { hold: hold.id, order: hold.orderRef, note, ...(noOrder ? { noOrder } : {}) };
      return (await recorded(wiring, `hold.${decision}`, caller.by, facts)) ?? hold;
    },
  });
}

/** Which order a hold is, said by a person: the shop's answer did not tell. */
function holdNaming(wiring: GateWiring): Operation {
  return operation({
    id: "nameHold",
    method: "post",
    path: "/v1/holds/{id}/name",
    who: "holds:write",
    summary: "Say which order this hold is, when the shop's answer did not tell",
    body: shapes.holdName,
    answer: shapes.holdView,
    run: async ({ params, body: { orderRef }, caller, language }) => {
      const id = params["id"] ?? "";
      const hold = await wiring.gatehouse.nameHold(id, orderRef, caller.by);
      if (hold === undefined) return whyNotDecided(wiring, id, language);
      return (await recorded(wiring, "hold.named", caller.by, { hold: hold.id, order: orderRef })) ?? hold;
    },
  });
}

async function whyNotDecided(
  { gatehouse }: GateWiring,
  id: string,
  language: Call<never, never>["language"],
): Promise<Refused> {
  const hold = await gatehouse.hold(id);
  if (hold === undefined || hold.state === "held") return refused(404, "hold.unknown");
  return refused(409, "hold.decided", {
    by: (hold.decidedBy ?? "").replace(/^[a-z]+:/, ""),
    decision: say(apiWords, language, `decision.${hold.state}`),
  });
}

function cardOperations(wiring: GateWiring): readonly Operation[] {
  const both = [
    {
      verb: "pause",
      to: "paused",
      kind: "cards.paused",
      summary: "Pause card payments; other ways to pay stay open",
    },
    { verb: "resume", to: "open", kind: "cards.resumed", summary: "Take card payments again" },
  ] as const;
  return both.map(({ verb, to, kind, summary }) =>
    operation({
      id: `${verb}Cards`,
      method: "post",
      path: `/v1/cards/${verb}`,
      who: "cards:write",
      summary,
      body: shapes.cardsWhy,
      answer: shapes.cardsView,
      run: async ({ body, caller }) => {
        const state = await wiring.gatehouse.switchCards(to, caller.by, body.why);
        return (await recorded(wiring, kind, caller.by, { why: body.why })) ?? state;
      },
    }),
  );
}

function outcomeOperation({ gatehouse }: GateWiring): Operation {
  return operation({
    id: "reportOutcome",
    method: "post",
    path: "/v1/outcomes",
    who: "outcomes:write",
    summary: "Tell how an attempt ended when the shop's answer does not show it",
    body: shapes.outcomeReport,
    answer: shapes.outcomeTaken,
    run: async ({ body }) => {
      const result = await gatehouse.reportOutcome(body);
      return result === "unknown-attempt" ? refused(404, "attempt.unknown") : { result };
    },
  });
}
