// Plays plans over HTTP: in virtual time (events in order, time steps on when every request has its answer or sleeps on
// the stage clock) or in real time (compressed). It decides nothing; it keeps the log of tries.

import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { MisemoriError } from "../../kernel/index.ts";
import type { ChallengeSolver, DrillStage } from "../ports.ts";
import { createQueue } from "./queue.ts";
import {
  NOTHING_SEEN,
  type Actor,
  type Identity,
  type Paying,
  type Plan,
  type Seen,
  type Step,
  type WireRequest,
} from "./steps.ts";
import { readEnding, type Ending } from "./walk.ts";
import type { Wire } from "./wire.ts";

/** One request that tried to pay, as the log keeps it. */
export interface TryLogged {
  readonly paying: Paying;
  readonly sentAtMs: number;
  readonly status: number;
  readonly tookMs: number;
  /** As its sender can tell. */
  readonly ending: Ending;
}

/** A rule in front of the shop (the baselines): answers itself, or lets the request go and learns from the answer. */
export interface Front {
  before(as: Identity, request: WireRequest, nowMs: number): Seen | undefined;
  after(as: Identity, request: WireRequest, seen: Seen, nowMs: number): void;
}

export interface PlayOptions {
  readonly stage: Pick<DrillStage, "setNow" | "asleep" | "nextWakeMs">;
  readonly wire: Wire;
  readonly solver?: ChallengeSolver;
  readonly front?: Front;
  readonly startMs: number;
  /** Real time only: drill milliseconds per real millisecond. */
  readonly speed?: number;
  /** Real time only: nothing new is begun after this; what is on its way may end. */
  readonly deadlineMs?: number;
  readonly onProgress?: (atMs: number) => void;
  readonly signal?: AbortSignal;
}

export interface Played {
  readonly tries: readonly TryLogged[];
  /** Most attackers' tries that were on their way at once. */
  readonly attackersInFlight: number;
  readonly requests: number;
}

interface Run {
  readonly options: PlayOptions;
  readonly queue: ReturnType<typeof createQueue<{ actor: Actor; seen: Seen }>>;
  readonly tries: TryLogged[];
  readonly clock: () => number;
  nowMs: number;
  inFlight: number;
  /** Sleepers of the stage that belong to no request. */
  background: number;
  /** Proofs of work being done (in real time). */
  solving: number;
  attackers: number;
  attackersMost: number;
  aliveAtMs: number;
  requests: number;
  finished: number;
  failure: unknown;
}

/**
 * Requests that neither end nor are known to sleep are taken to sleep after this long in real time: some part of the
 * stage delays on a clock that does not count. Correct but slow; a solving browser is always waited for.
 */
const STALL_MS = 400;
const BLIND_STEP_MS = 1_000;
/** A stage that gives no answer at all for this long in real time is broken. */
const STUCK_MS = 60_000;

export async function play(plans: readonly Plan[], options: PlayOptions): Promise<Played> {
  const realStartMs = performance.now();
  const speed = options.speed ?? 1;
  const virtual = options.stage.setNow !== undefined;
  const run: Run = {
    options,
    queue: createQueue(),
    tries: [],
    clock: () => (virtual ? run.nowMs : options.startMs + (performance.now() - realStartMs) * speed),
    nowMs: options.startMs,
    inFlight: 0,
    background: 0,
    solving: 0,
    attackers: 0,
    attackersMost: 0,
    aliveAtMs: realStartMs,
    requests: 0,
    finished: 0,
    failure: undefined,
  };
  for (const plan of plans) run.queue.push(plan.atMs, { actor: plan.begin(), seen: NOTHING_SEEN });
  if (virtual) await playVirtually(run);
  else await playLive(run, speed);
  if (run.failure !== undefined) throw run.failure;
  return { tries: run.tries, attackersInFlight: run.attackersMost, requests: run.requests };
}

async function playVirtually(run: Run): Promise<void> {
  const { stage, onProgress } = run.options;
  let lastShownMs = -Infinity;
  while ((run.queue.size() > 0 || run.inFlight > 0) && mayGoOn(run)) {
    // Whoever sleeps while nobody has asked anything is background work of the stage.
    if (run.inFlight === 0) run.background = stage.asleep?.() ?? 0;
    const dueMs = Math.min(run.queue.nextMs() ?? Infinity, stage.nextWakeMs?.() ?? Infinity);
    // Nothing is known to be due, yet somebody has no answer: he sleeps where we cannot see it.
    const toMs = dueMs === Infinity ? run.nowMs + BLIND_STEP_MS : dueMs;
    run.nowMs = Math.max(run.nowMs, Math.ceil(toMs));
    stage.setNow?.(run.nowMs);
    for (let due = run.queue.takeDue(run.nowMs); due !== undefined; due = run.queue.takeDue(run.nowMs)) {
      advance(run, due.actor, due.seen);
    }
    await quiet(run);
    if (run.nowMs - lastShownMs >= 30_000) {
      lastShownMs = run.nowMs;
      onProgress?.(run.nowMs);
    }
  }
}

/** Waits until every request on its way either has its answer or sleeps on the stage's clock. */
async function quiet(run: Run): Promise<void> {
  const { stage } = run.options;
  const waitedFor = (): number => run.inFlight - Math.max(0, (stage.asleep?.() ?? 0) - run.background);
  let turns = 0;
  let quietSinceMs = performance.now();
  let { finished } = run;
  while (waitedFor() > 0 && run.failure === undefined) {
    // The stage lives in this very event loop, or beside it: spin for its sake first, then give the machine back.
    turns += 1;
    await (turns < 2_000 ? nextTurn() : pause(1));
    const realMs = performance.now();
    if (run.finished !== finished || run.solving > 0) {
      ({ finished } = run);
      quietSinceMs = realMs;
      run.aliveAtMs = realMs;
    }
    if (realMs - run.aliveAtMs > STUCK_MS) throw stuck(run);
    if (realMs - quietSinceMs > STALL_MS) return;
  }
  run.aliveAtMs = performance.now();
}

function stuck(run: Run): MisemoriError {
  return new MisemoriError(
    "drill.stuck",
    `${run.inFlight} requests have no answer and do not sleep on the stage's clock`,
    "the stage must run its delays on the clock given by the drill",
  );
}

/** How finely live time is looked at. */
const LIVE_STEP_MS = 5;

async function playLive(run: Run, speed: number): Promise<void> {
  let shownAtMs = -Infinity;
  while ((run.queue.size() > 0 || run.inFlight > 0) && mayGoOn(run)) {
    run.nowMs = run.clock();
    if (run.nowMs > (run.options.deadlineMs ?? Infinity)) {
      if (run.inFlight === 0) return;
      await pause(LIVE_STEP_MS);
      continue;
    }
    for (let due = run.queue.takeDue(run.nowMs); due !== undefined; due = run.queue.takeDue(run.nowMs)) {
      advance(run, due.actor, due.seen);
    }
    if (run.nowMs - shownAtMs > 250 * speed) {
      shownAtMs = run.nowMs;
      run.options.onProgress?.(run.nowMs);
    }
    await pause(LIVE_STEP_MS);
  }
}

function mayGoOn(run: Run): boolean {
  return run.failure === undefined && run.options.signal?.aborted !== true;
}

/** Takes an actor's next step. An answer is queued at the time it came, so a chain of requests takes no time of its own. */
function advance(run: Run, actor: Actor, seen: Seen): void {
  const next = actor.next(seen);
  if (next.done === true) return;
  const step: Step = next.value;
  if (step.do === "wait") {
    run.queue.push(run.clock() + Math.max(0, step.ms), { actor, seen: NOTHING_SEEN });
  } else if (step.do === "until") {
    run.queue.push(Math.max(run.clock(), step.atMs), { actor, seen: NOTHING_SEEN });
  } else {
    void carryOut(run, actor, step);
  }
}

/** Never rejects: what breaks ends the play with `run.failure`. */
async function carryOut(
  run: Run,
  actor: Actor,
  step: Extract<Step, { do: "send" | "solve" }>,
): Promise<void> {
  run.inFlight += 1;
  try {
    const came =
      step.do === "send"
        ? await sendStep(run, step.as, step.request, step.paying)
        : await solveStep(run, step);
    run.queue.push(run.clock() + came.waitMs, { actor, seen: came.seen });
  } catch (error) {
    run.failure ??= error;
  } finally {
    run.inFlight -= 1;
    run.finished += 1;
  }
}

interface Came {
  readonly seen: Seen;
  readonly waitMs: number;
}

async function sendStep(
  run: Run,
  as: Identity,
  request: WireRequest,
  paying: Paying | undefined,
): Promise<Came> {
  const { front, wire } = run.options;
  const sentAtMs = run.clock();
  const attacker = paying?.side === "attacker";
  if (attacker) {
    run.attackers += 1;
    run.attackersMost = Math.max(run.attackersMost, run.attackers);
  }
  run.requests += 1;
  try {
    const refused = front?.before(as, request, sentAtMs);
    const seen = refused ?? (await wire.send(as, request, run.clock));
    if (refused === undefined) front?.after(as, request, seen, run.clock());
    if (paying !== undefined) {
      run.tries.push({
        paying,
        sentAtMs,
        status: seen.status,
        tookMs: seen.tookMs,
        ending: readEnding(seen),
      });
    }
    return { seen, waitMs: 0 };
  } finally {
    if (attacker) run.attackers -= 1;
  }
}

async function solveStep(run: Run, step: Extract<Step, { do: "solve" }>): Promise<Came> {
  run.solving += 1;
  try {
    const solved = await run.options.solver?.solve(parseJson(step.challenge));
    if (solved === undefined) return { seen: NOTHING_SEEN, waitMs: 0 };
    const waitMs = Math.max(1, (solved.tries / step.as.triesPerSecond) * 1_000);
    return { seen: { ...NOTHING_SEEN, status: 200, body: solved.payload }, waitMs };
  } finally {
    run.solving -= 1;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
