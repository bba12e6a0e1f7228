// Answers in the shop's place: the try is recorded, the judge told, and the bank never called.

import type { Answer, AttemptRecord, Judgement } from "../facts.ts";
import type { PaymentRoute } from "../attempts/contract.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { Case } from "../judge/judge.ts";
import type { AttemptDesk, AttemptWay } from "./attempt.ts";

/** Everything about one try while it is under way. */
export interface Try {
  readonly request: ArrivedRequest;
  /** The order as the buyer's request names it: good enough until the shop says better. */
  readonly claimedRef: string | null;
  readonly route: PaymentRoute;
  readonly body: Uint8Array;
  readonly of: Case;
  /** Set when it is not known how the buyer pays: where he can choose again. */
  readonly chooseAt: string | undefined;
}

/** Milliseconds after which a decoy is sent whatever the bank's habit: an attacker's patience is not our memory. */
const DECOY_DELAY_MS_MAX = 15_000;

/** What letting it through was expected to cost; a lone doubt (an honest buyer challenged) saves nothing. */
function savedYenOf(judgement: Judgement): number {
  return judgement.probability < 0.5 ? 0 : Math.round(judgement.costsYen.pass ?? 0);
}

/** Answers in the shop's place; the gateway is not called. */
export async function stop(
  desk: AttemptDesk,
  one: Try,
  judgement: Judgement,
  gone: AbortSignal,
): Promise<AttemptWay> {
  const { facts } = one.of;
  desk.judge.stopped(one.of, judgement, desk.clock.nowMs());
  const record: AttemptRecord = {
    facts,
    judgement,
    reachedGateway: false,
    feeYen: 0,
    savedYen: savedYenOf(judgement),
    outcome: null,
    declineCode: null,
    orderRef: null,
    holdId: null,
    shopMs: null,
  };
  desk.house.record(record);
  return {
    kind: "answer",
    reply: await replyFor(desk, one, judgement.answer, judgement.challengeCost, gone),
  };
}

async function replyFor(
  desk: AttemptDesk,
  one: Try,
  answer: Answer,
  cost: number,
  gone: AbortSignal,
): Promise<Reply> {
  const { request, route, body, of } = one;
  switch (answer) {
    case "challenge":
      return withDevice(desk, one, desk.challenges.ask({ facts: of.facts, route, request, body, cost }));
    case "decoy": {
      const decoy = desk.decoys.make(route, request, body);
      await desk.clock.sleep(Math.min(decoy.delayMs, DECOY_DELAY_MS_MAX), gone);
      return decoy.reply;
    }
    case "block":
      return desk.refusals.block(request, route, one.chooseAt);
    case "pause":
    case "slow":
    case "pass":
    case "hold":
    case "step-up":
      return desk.refusals.pause(request, route, one.chooseAt);
  }
}

/** Who has no token yet gets one along with the puzzle: the ticket he earns is then his own, wherever his phone roams. */
function withDevice(desk: AttemptDesk, { of, request }: Try, reply: Reply): Reply {
  if (of.facts.visitor !== null) return reply;
  const { setCookie } = desk.devices.issue(request.scheme);
  return { ...reply, headers: [...reply.headers, ["Set-Cookie", setCookie]] };
}
