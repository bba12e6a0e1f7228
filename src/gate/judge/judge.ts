// One try to pay, weighed and answered: facts and crowds in, a judgement in yen and words out. Keeps what it learns in
// shared cells and knows nothing of requests, money kept or clocks.

import { ANSWERS_THAT_PASS, type Answer, type AttemptFacts, type Judgement } from "../facts.ts";
import { openCells, cellsBytes, type Cells, type CellSizes } from "./cells.ts";
import { conductOf, forgetTry, hasSolved, noteEnd, noteSolved, noteTry } from "./conduct.ts";
import { cheapest, costsOf, type CostPolicy } from "./costs.ts";
import { crowdsOf, findUnsolved, seatsOf, unsolvedOf, type Crowds } from "./crowds.ts";
import { beginErrand, cameBack, renewErrand, takeErrand } from "./errands.ts";
import { makeScratch, weigh, type Scratch } from "./evidence.ts";
import { reasonsOf } from "./explain.ts";
import { kindIndex } from "./kinds.ts";
import { learnOutcome, learnStopped, noteArrival } from "./learning.ts";
import { portraitOf, priorsOf, rareVisit } from "./portrait.ts";
import { openRates, RATE_INTS, type Ending } from "./rates.ts";

const SEAT = kindIndex("seat");
const TICKET = kindIndex("ticket");

export interface JudgePolicy {
  readonly home: string;
  readonly costs: CostPolicy;
}

/** A try ready to be judged: hashed once, judged (again after a wait), then taught with its end. */
export interface Case {
  readonly facts: AttemptFacts;
  readonly crowds: Crowds;
  readonly priors: Float64Array;
  readonly speaks: "page" | "json" | "graphql";
  readonly rare: boolean;
  /** Did this seat try without success before? */
  readonly retry: boolean;
  /** Comes back from the bank, to end an earlier try that was judged. */
  readonly returning: boolean;
}

export interface Conditions {
  readonly nowMs: number;
  readonly pressure: number;
}

export interface Judge {
  /** Notes the arrival (conduct, bursts) and hashes the crowds. Once per try. */
  open(facts: AttemptFacts, speaks: Case["speaks"]): Case;
  /** The case of a try noted before (a late outcome): leaves no trace. */
  reopen(facts: AttemptFacts): Case;
  /** Reads only; may be called again for the same case when more is known. */
  judge(of: Case, conditions: Conditions): Judgement;
  /** What became of a try that was let through. Returns the probability of attack after it. */
  learn(of: Case, judgement: Judgement, outcome: Ending, nowMs: number): number;
  /** A try that was stopped before the gateway. */
  stopped(of: Case, judgement: Judgement, nowMs: number): void;
  readonly cells: Cells;
}

export function judgeBytes(sizes: CellSizes): number {
  return RATE_INTS * 4 + cellsBytes(sizes);
}

/** Opens a judge over shared memory of `judgeBytes(sizes)`; any number of threads may share it. */
export function openJudge(memory: SharedArrayBuffer, sizes: CellSizes, policy: JudgePolicy): Judge {
  const cells = openCells(memory, sizes);
  const rates = openRates(new Int32Array(memory, cellsBytes(sizes), RATE_INTS));
  const scratch = makeScratch();
  return {
    cells,
    open: (facts, speaks) => {
      const named = crowdsOf(facts, policy.home);
      const nowSec = Math.floor(facts.atMs / 1000);
      const seat = cells.find(SEAT, named.keys[SEAT * 2] ?? 0, named.keys[SEAT * 2 + 1] ?? 0);
      const before = conductOf(cells.view, seat, facts.visitor !== null);
      const seats = seatsOf(facts, named);
      const errand = takeErrand(cells, seats, named, nowSec);
      const crowds = errand ?? named;
      if (facts.ticketUses !== null) noteSolved(cells, seats, nowSec);
      if (errand === undefined) {
        noteTry(cells, crowds, nowSec);
        noteArrival(cells, crowds, nowSec);
      }
      return {
        facts,
        crowds,
        priors: priorsOf(facts, policy.home),
        speaks,
        rare: rareVisit(facts),
        retry: before.streak > (errand === undefined ? 0 : 1),
        returning: errand !== undefined,
      };
    },
    reopen: (facts) => ({
      facts,
      crowds: crowdsOf(facts, policy.home),
      priors: priorsOf(facts, policy.home),
      speaks: "page",
      rare: rareVisit(facts),
      retry: false,
      returning: false,
    }),
    judge: (of, conditions) => judgeCase(cells, policy, of, conditions, scratch),
    learn: (of, judgement, told, nowMs) => {
      const nowSec = Math.floor(nowMs / 1000);
      if (isOver(cells, of, told)) return judgement.probability;
      const outcome = endingOf(of, judgement, told);
      cells.locate(of.crowds.keys, scratch.places);
      const portraitNats = portraitOf(
        cells.view,
        scratch.places,
        of.crowds,
        of.priors,
        unsolvedFor(cells, of.crowds),
      );
      if (outcome === "pending") {
        if (of.returning) renewErrand(cells, seatsOf(of.facts, of.crowds), nowSec);
        else beginErrand(cells, of.crowds, nowSec);
      }
      noteEnd(cells, of.crowds, outcome, judgement.probability, nowSec);
      rates.learn(outcome, of.retry, 1 - judgement.probability);
      if (judgement.proven) return judgement.probability;
      weigh(cells.view, scratch, of.crowds, portraitNats, nowSec, of.rare);
      const lesson = { outcome, probability: judgement.probability, portraitNats, retry: of.retry };
      const crowds = outcome === "unsolved" ? unsolvedOf(of.crowds) : of.crowds;
      return learnOutcome(cells, scratch, crowds, lesson, rates, nowSec);
    },
    stopped: (of, judgement, nowMs) => {
      // A challenged buyer comes back with the same try: it must not count as a second one.
      if (judgement.answer === "challenge") forgetTry(cells, of.crowds);
      learnStopped(cells, of.crowds, judgement, Math.floor(nowMs / 1000));
    },
  };
}

function judgeCase(
  cells: Cells,
  policy: JudgePolicy,
  of: Case,
  conditions: Conditions,
  scratch: Scratch,
): Judgement {
  const nowSec = Math.floor(conditions.nowMs / 1000);
  const { places, parts } = scratch;
  cells.locate(of.crowds.keys, places);
  const unsolved = unsolvedFor(cells, of.crowds);
  const portraitNats = portraitOf(cells.view, places, of.crowds, of.priors, unsolved);
  const weighed = weigh(cells.view, scratch, of.crowds, portraitNats, nowSec, of.rare);
  const { proven } = conductOf(cells.view, places[SEAT] ?? -1, of.facts.visitor !== null);
  const probability = proven ? weighed.own : weighed.probability;
  const costsYen = costsOf(policy.costs, {
    probability,
    refusable: proven ? 0 : weighed.refusable,
    amountYen: of.facts.amountYen,
    ticketUses: ticketUsesFor(of.facts, probability),
    speaks: of.speaks,
    pressure: conditions.pressure,
  });
  const answer = proven || of.returning ? "pass" : cheapest(costsYen);
  const plain = answer === "pass" && probability < 0.02;
  return {
    answer,
    probability,
    proven,
    costsYen,
    reasons: plain ? [] : reasonsOf(cells.view, places, of, policy.home, parts, portraitNats, unsolved),
    challengeCost: challengeCostOf(probability, ticketUsesFor(of.facts, probability)),
    forced: null,
  };
}

/** Without the bank's consent, back from 3-D Secure or never back: who holds a stolen card cannot know the password. */
function endingOf(of: Case, judgement: Judgement, told: Ending): Ending {
  const unproven = of.returning ? told === "error" : told === "abandoned" && judgement.answer === "step-up";
  return unproven ? "unproven" : told;
}

/** A silence that was broken under another seat (a token was given meanwhile) teaches nothing. */
function isOver(cells: Cells, of: Case, outcome: Ending): boolean {
  const sinceSec = Math.floor(of.facts.atMs / 1000);
  if (outcome === "abandoned") return cameBack(cells, of.crowds, sinceSec);
  return outcome === "unsolved" && hasSolved(cells, of.crowds, sinceSec);
}

/** The cell of unsolved challenges: looked up only for who brings a solved one. */
function unsolvedFor(cells: Cells, crowds: Crowds): number {
  return crowds.keys[TICKET * 2 + 1] === 0 ? -1 : findUnsolved(cells);
}

/** What a first challenge costs at this doubt. */
function firstCostOf(probability: number): number {
  return probability > 0.9 ? 3 : probability > 0.5 ? 2 : 1;
}

/**
 * A ticket earned by a lighter challenge than this doubt asks for counts as none: light work buys no heavy trust. One class
 * lighter is enough, because the doubt may have grown while the buyer was solving.
 */
function ticketUsesFor(facts: AttemptFacts, probability: number): number | null {
  const { ticketUses, ticketCost } = facts;
  return ticketCost !== undefined && ticketCost < firstCostOf(probability) - 1 ? null : ticketUses;
}

/** 1 (light) for a first doubt, up to 5 for those who keep solving. */
function challengeCostOf(probability: number, ticketUses: number | null): number {
  return Math.min(5, firstCostOf(probability) + (ticketUses === null ? 0 : 1 + Math.min(2, ticketUses)));
}

export function passes(answer: Answer): boolean {
  return ANSWERS_THAT_PASS.includes(answer);
}
