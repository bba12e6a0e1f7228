// One try to pay, from facts to record: judged, answered, forwarded if it may, learned from. The order of steps is the
// money's: wait for the turn, reserve the fee durably, write a hold durably, only then call the shop.

import { newId, OUTCOME_BODY_BYTES_MAX, type Clock, type Random } from "../../kernel/index.ts";
import type { Challenges, Decoys, DeviceTokens, Refusals } from "../answers/contract.ts";
import type { SlowLane } from "../answers/index.ts";
import type { AttemptReading, PaymentChoices, PaymentRoute } from "../attempts/contract.ts";
import type { IsDecoyPaid } from "../baits/index.ts";
import { pressureOf, withinRation } from "../budget/ration.ts";
import type { Judgement } from "../facts.ts";
import type { ArrivedRequest, Forward, Reply, ShopAnswer } from "../http/way.ts";
import { labelOf } from "../judge/crowds.ts";
import { passes, type Case, type Judge } from "../judge/judge.ts";
import { kindIndex } from "../judge/kinds.ts";
import type { Hold } from "../ports.ts";
import type { ChoiceMemory, NotCard } from "./choices.ts";
import type { Gatherer } from "./gather.ts";
import type { Board, House } from "./house.ts";
import { laneOf, type InFlight } from "./lanes.ts";
import { stop, type Try } from "./stop.ts";

export interface AttemptDesk {
  readonly clock: Clock;
  readonly random: Random;
  readonly judge: Judge;
  readonly board: Board;
  readonly house: House;
  readonly lane: SlowLane;
  readonly inFlight: InFlight;
  readonly gatherer: Gatherer;
  readonly challenges: Challenges;
  readonly decoys: Decoys;
  readonly refusals: Refusals;
  readonly devices: Pick<DeviceTokens, "issue">;
  /** Of platforms whose paying request does not say how it pays: reading choices, and remembering them. */
  readonly choices: PaymentChoices | undefined;
  readonly chosen: ChoiceMemory | undefined;
  readonly home: string;
  readonly feeYen: number;
  readonly mode: "judge" | "watch";
  /** A try with one of the owner's decoy cards; asking tells of it. */
  readonly isDecoyPaid: IsDecoyPaid;
}

export type AttemptWay = Forward | { readonly kind: "answer"; readonly reply: Reply };

const MAKE_ORIGIN = kindIndex("make-origin");

export async function attend(
  desk: AttemptDesk,
  request: ArrivedRequest,
  route: PaymentRoute,
  body: Uint8Array,
  gone: AbortSignal,
  resume: Forward | undefined,
): Promise<AttemptWay> {
  const reading = route.readAttempt(request, body);
  const forward: Forward = resume ?? { kind: "forward" };
  const role = desk.choices?.roleOf(request);
  if (role === "makes" && reading.noAttempt === true) return choosing(desk, request, body, forward);
  if (role === "makes") desk.chosen?.forget(request);
  if (reading.payment === "other") return forward;
  const isUnsure = role === "follows" && reading.payment === "unknown";
  const leave = isUnsure ? desk.chosen?.notCard(request) : undefined;
  if (leave !== undefined)
    return withoutCard(desk, { request, claimedRef: reading.orderRef, route, body, reading }, forward, leave);
  if (role === "follows") desk.chosen?.forget(request);
  const isDecoy = desk.isDecoyPaid(request, reading.pan);
  const of = desk.judge.open(desk.gatherer.gather(request, route, reading), route.speaks);
  const chooseAt = isUnsure ? desk.choices?.chooseAt(request) : undefined;
  const one: Try = { request, claimedRef: reading.orderRef, route, body, of, chooseAt };
  const first = decide(desk, of);
  if (desk.mode === "watch") return letThrough(desk, one, first, forward, undefined, false);
  // Whoever types it has read what nobody was given: he is declined as the shop would, and learns nothing.
  if (isDecoy) return stop(desk, one, { ...first, answer: "decoy", forced: "decoy-card" }, gone);
  if (!passes(first.answer)) return stop(desk, one, first, gone);

  const turn = await desk.lane.enter(laneFor(desk, of, first.probability), gone);
  if (turn.kind === "gone" || turn.kind === "full") {
    // No room to wait in a burst: whoever can be challenged gets a way on that solves itself, not a shut door.
    const mayAsk =
      turn.kind === "full" && of.facts.ticketUses === null && first.costsYen.challenge !== undefined;
    const forced = turn.kind === "full" ? "no-room" : "gone";
    return stop(desk, one, { ...first, answer: mayAsk ? "challenge" : "slow", forced }, gone);
  }
  const done = turn.kind === "go" ? turn.leave : (): void => undefined;
  const judged = decide(desk, of);
  const waited = desk.clock.nowMs() - of.facts.atMs > 20;
  const judgement = waited && judged.answer === "pass" ? { ...judged, answer: "slow" as const } : judged;
  if (!passes(judgement.answer)) {
    done();
    return stop(desk, one, judgement, gone);
  }
  const paid = await pay(desk, one, judgement);
  if (paid.kind === "refused") {
    done();
    return stop(desk, one, paid.judgement, gone);
  }
  return letThrough(desk, one, judgement, forward, paid.hold, paid.reserved, done);
}

/** Not a try: the buyer says how he will pay, and the shop's answer tells whether it agreed. */
function choosing(desk: AttemptDesk, request: ArrivedRequest, body: Uint8Array, forward: Forward): Forward {
  const ended = desk.chosen?.begin(request, body);
  if (ended === undefined) return forward;
  return { ...forward, watch: { bodyBytesMax: OUTCOME_BODY_BYTES_MAX, holdAnswer: false, seen: ended } };
}

/**
 * Lets a try pass unjudged whose session chose cash on delivery or the like. Should it end as only a card does, it is
 * recorded, paid and learned from after all.
 */
function withoutCard(
  desk: AttemptDesk,
  one: Omit<Try, "of" | "chooseAt"> & { readonly reading: AttemptReading },
  forward: Forward,
  leave: NotCard,
): Forward {
  const { request, claimedRef, route, body, reading } = one;
  const seen = (answer: ShopAnswer | undefined): void => {
    const isTouched = !leave.stillHolds();
    const read = answer === undefined ? undefined : route.readOutcome(request, answer);
    const atBank = read?.outcome === "pending" && read.awaitPage === null;
    if (read?.outcome === "declined" || atBank) {
      if (!isTouched) leave.distrust();
    } else if (!isTouched) {
      if (read?.outcome === "approved") desk.chosen?.forget(request);
      return;
    }
    const of = desk.judge.open(desk.gatherer.gather(request, route, reading), route.speaks);
    const judgement: Judgement = { ...decide(desk, of), answer: "pass" };
    desk.house.reserve(of.facts.id, desk.feeYen).catch(() => undefined);
    settle(
      desk,
      { request, claimedRef, route, body, of, chooseAt: undefined },
      judgement,
      answer,
      undefined,
      false,
    );
  };
  return { ...forward, watch: { bodyBytesMax: OUTCOME_BODY_BYTES_MAX, holdAnswer: false, seen } };
}

/** The judge's word, hardened by the card switch and the budget's ration. A judge that fails lets pages flow, not money. */
function decide(desk: AttemptDesk, of: Case): Judgement {
  const usedShare = desk.board.usedShare();
  let judgement: Judgement;
  try {
    judgement = desk.judge.judge(of, { nowMs: desk.clock.nowMs(), pressure: pressureOf(usedShare) });
  } catch {
    judgement = {
      answer: "pass",
      probability: 0,
      proven: false,
      costsYen: {},
      reasons: [],
      challengeCost: 1,
      forced: "judge-failed",
    };
  }
  if (desk.board.cardsPaused()) return { ...judgement, answer: "pause", forced: "cards-paused" };
  const spends = passes(judgement.answer) && !judgement.proven;
  if (spends && !withinRation(judgement.probability, usedShare)) {
    // A question costs no fee: who answers it may well be within the ration, and he is not sent away for a lone doubt.
    const mayAsk = of.facts.ticketUses === null && judgement.costsYen.challenge !== undefined;
    return { ...judgement, answer: mayAsk ? "challenge" : "pause", forced: "budget" };
  }
  return judgement;
}

function laneFor(desk: AttemptDesk, of: Case, probability: number): string {
  const { facts } = of;
  return laneOf({
    seat: facts.visitor?.id ?? `${facts.origin.ip} ${facts.device.fingerprint}`,
    ip: facts.origin.ip,
    make: labelOf(facts, desk.home, MAKE_ORIGIN) ?? "",
    probability,
    inFlightFromIp: desk.inFlight.fromIp(facts.origin.ip),
    inFlight: desk.inFlight.total(),
  });
}

type Paid =
  | { readonly kind: "paid"; readonly reserved: boolean; readonly hold: Hold | undefined }
  | { readonly kind: "refused"; readonly judgement: Judgement };

/** Reserves the fee and writes the hold, both durably; anything that goes wrong here means: not now. */
async function pay(desk: AttemptDesk, one: Try, judgement: Judgement): Promise<Paid> {
  const refused: Paid = { kind: "refused", judgement: { ...judgement, answer: "pause", forced: "budget" } };
  const { facts } = one.of;
  try {
    // A proven buyer's fee is booked too, so that a proof buys no free tries; only he may go on when nothing is left.
    const reserved = await mayReserve(desk, one);
    if (!reserved && !judgement.proven) return refused;
    if (judgement.answer !== "hold") return { kind: "paid", reserved, hold: undefined };
    const hold: Hold = {
      id: newId("hold", desk.clock.nowMs(), desk.random),
      attemptId: facts.id,
      createdAtMs: desk.clock.nowMs(),
      orderRef: null,
      claimedRef: one.claimedRef,
      amountYen: facts.amountYen,
      country: facts.origin.country,
      probability: judgement.probability,
      state: "held",
      decidedAtMs: null,
      decidedBy: null,
      note: null,
    };
    await desk.house.createHold(hold);
    return { kind: "paid", reserved, hold };
  } catch {
    return refused;
  }
}

async function mayReserve(desk: AttemptDesk, one: Try): Promise<boolean> {
  try {
    return (await desk.house.reserve(one.of.facts.id, desk.feeYen)).granted;
  } catch {
    return false;
  }
}

/** Lets the try through to the shop and learns from what comes back. */
function letThrough(
  desk: AttemptDesk,
  one: Try,
  judgement: Judgement,
  forward: Forward,
  hold: Hold | undefined,
  reserved: boolean,
  leave: () => void = () => undefined,
): Forward {
  const land = desk.inFlight.enter(one.of.facts.origin.ip);
  const headers: [string, string][] = [["Misemori-Attempt", one.of.facts.id]];
  if (hold !== undefined) headers.push(["Misemori-Hold", hold.id]);
  if (judgement.answer === "step-up") headers.push(["Misemori-Step-Up", "3ds"]);
  return {
    ...forward,
    requestHeaders: headers,
    watch: {
      bodyBytesMax: OUTCOME_BODY_BYTES_MAX,
      // A page's buyer goes on to the next one at once: what this one showed must be known before he can.
      holdAnswer: one.route.speaks === "page",
      seen: (answer) => {
        land();
        settle(desk, one, judgement, answer, hold, reserved);
        leave();
      },
    },
  };
}

function settle(
  desk: AttemptDesk,
  one: Try,
  judgement: Judgement,
  answer: ShopAnswer | undefined,
  hold: Hold | undefined,
  reserved: boolean,
): void {
  const { facts } = one.of;
  const read = answer === undefined ? undefined : one.route.readOutcome(one.request, answer);
  // A client that hangs up before the answer hides the decline: counted like one who leaves at the bank's door.
  const outcome = read?.outcome ?? "abandoned";
  desk.judge.learn(one.of, judgement, outcome, desk.clock.nowMs());
  if (outcome === "approved" && reserved && judgement.probability < 0.5)
    desk.house.giveBack(facts.id, desk.feeYen);
  // A shop that broke down may have taken the order all the same: then its hold stays.
  const isBroken = outcome === "error" && (answer?.status ?? 500) >= 500;
  if (hold !== undefined)
    desk.house.endHold(hold.id, read?.orderRef ?? null, isBroken ? "abandoned" : outcome);
  if (outcome === "declined" && answer !== undefined)
    desk.decoys.learn(one.route, one.request, one.body, answer);
  desk.house.record({
    facts: read?.amountYen == null ? facts : { ...facts, amountYen: facts.amountYen ?? read.amountYen },
    judgement,
    reachedGateway: true,
    feeYen: desk.feeYen,
    savedYen: 0,
    outcome,
    declineCode: read?.declineCode ?? null,
    orderRef: read?.orderRef ?? one.claimedRef,
    ...(read?.orderRef == null ? {} : { shopNamed: true }),
    holdId: hold?.id ?? null,
    shopMs: answer?.shopMs ?? null,
  });
  if (read?.awaitPage != null && facts.visitor !== null)
    desk.house.expect(facts.visitor.id, facts.id, read.awaitPage);
}
