// The attack to watch: a minute or so of real requests in real time, in acts of rising skill, with honest buyers among
// them, so that a person sees crowds, answers and the budget move. Figures come from the sender's side alone.

import { seededRandom } from "../../kernel/index.ts";
import type { ChallengeSolver, DrillIssuer } from "../ports.ts";
import { ATTACKERS } from "./attackers.ts";
import type { Buyer } from "./buyer.ts";
import { createHonestWorld, BUYERS_PER_HOUR } from "./honest.ts";
import { play, type TryLogged } from "./player.ts";
import type { Plan } from "./steps.ts";
import type { Target } from "./target.ts";
import { openWire, type Wire } from "./wire.ts";

/** Attackers in the order they come, with their share of the time and of the usual pace (driven browsers are slow). */
const ACTS = [
  { name: "one-address", share: 0.18, pace: 0.8 },
  { name: "one-network", share: 0.2, pace: 1 },
  { name: "many-countries", share: 0.24, pace: 1.2 },
  { name: "challenge-solver", share: 0.24, pace: 0.4 },
  { name: "direct-api", share: 0.14, pace: 1.5 },
] as const;
/** People look around for a minute or two before they pay; a watched one passes four times as fast. */
const SPEED = 4;
/** A try waits about a second for the bank: so many hands keep the pace. */
const HANDS_PER_TRY_A_SECOND = 2;
const HONEST_PER_SECOND = 0.4;
/** The last buyers must have time to get through their visit. */
const HONEST_ARRIVE_SHARE = 0.75;

export interface WatchedOptions {
  /** Checked: one's own (checkTarget). */
  readonly target: Target;
  readonly issuer: DrillIssuer;
  readonly solver?: ChallengeSolver;
  readonly seconds: number;
  /** Attackers' tries. */
  readonly perSecond: number;
  readonly seed: number;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
  readonly onProgress: (seconds: number, method: string) => void;
}

export interface WatchedFigures {
  readonly seconds: number;
  readonly attempts: number;
  /** Answered as declined or approved: a decoy looks the same from outside. */
  readonly declined: number;
  readonly approved: number;
  readonly challenged: number;
  readonly refused: number;
  /** Anything else: a page that is none of these, an order half paid. */
  readonly other: number;
  /** Tags of the attackers' cards, so that who may ask the gateway can count what reached it. */
  readonly tags: readonly string[];
  readonly honest: { readonly buyers: number; readonly completed: number; readonly challenged: number };
}

/** Throws MisemoriError "drill.wire" when the target does not answer. Ends early, with what was seen, on `signal`. */
export async function playWatched(options: WatchedOptions): Promise<WatchedFigures> {
  const { target, signal } = options;
  const wire = openWire(target);
  const startedMs = options.nowMs();
  // One side's failure ends the other.
  const broken = new AbortController();
  const together = { ...options, signal: AbortSignal.any([signal, broken.signal]) };
  const guardedly = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      broken.abort();
      throw error;
    }
  };
  try {
    const [tries, honest] = await Promise.all([
      guardedly(playActs(together, wire, startedMs)),
      guardedly(playBuyers(together, wire, startedMs)),
    ]);
    return figuresOf(tries, honest, (options.nowMs() - startedMs) / 1_000);
  } finally {
    wire.close();
  }
}

async function playActs(options: WatchedOptions, wire: Wire, startedMs: number): Promise<TryLogged[]> {
  const tries: TryLogged[] = [];
  let beganShare = 0;
  for (const [index, act] of ACTS.entries()) {
    if (options.signal.aborted) break;
    const seconds = options.seconds * act.share;
    const perSecond = options.perSecond * act.pace;
    const startMs = options.nowMs();
    const attack = ATTACKERS[act.name]?.({
      seed: options.seed + index,
      issuer: options.issuer,
      origin: options.target.url,
      startMs,
      scale: 1,
      act: {
        attempts: Math.max(5, Math.round(perSecond * seconds)),
        spanMs: seconds * SPEED * 1_000,
        lanes: Math.max(2, Math.ceil(perSecond * HANDS_PER_TRY_A_SECOND)),
      },
    });
    const endsMs = startedMs + (beganShare + act.share) * options.seconds * 1_000;
    const played = await playLive(options, wire, attack?.plans ?? [], startMs, endsMs, () => {
      options.onProgress((options.nowMs() - startedMs) / 1_000, act.name);
    });
    tries.push(...played);
    beganShare += act.share;
  }
  return tries;
}

async function playBuyers(options: WatchedOptions, wire: Wire, startMs: number): Promise<readonly Buyer[]> {
  const random = seededRandom(options.seed ^ 0xb0b);
  const world = createHonestWorld({
    seed: options.seed,
    startMs,
    span: "hour",
    scale: (options.seconds * HONEST_PER_SECOND) / BUYERS_PER_HOUR,
    origin: options.target.url,
    issuer: options.issuer,
    lean: false,
  });
  const arriveMs = options.seconds * SPEED * 1_000 * HONEST_ARRIVE_SHARE;
  const plans = world.plans.map((plan) => ({ ...plan, atMs: startMs + random.unit() * arriveMs }));
  await playLive(options, wire, plans, startMs, startMs + options.seconds * 1_000, () => undefined);
  return world.buyers;
}

/** `endsMs` in real time: nothing new is begun after it. */
async function playLive(
  options: WatchedOptions,
  wire: Wire,
  plans: readonly Plan[],
  startMs: number,
  endsMs: number,
  onProgress: () => void,
): Promise<readonly TryLogged[]> {
  const played = await play(plans, {
    stage: {},
    wire,
    ...(options.solver === undefined ? {} : { solver: options.solver }),
    startMs,
    speed: SPEED,
    deadlineMs: startMs + Math.max(0, endsMs - startMs) * SPEED,
    onProgress,
    signal: options.signal,
  });
  return played.tries;
}

function figuresOf(tries: readonly TryLogged[], buyers: readonly Buyer[], seconds: number): WatchedFigures {
  // A try that was challenged and sent on counts once, by its last answer.
  const last = new Map<string, TryLogged>();
  for (const one of tries) last.set(one.paying.tag, one);
  const count = (...endings: TryLogged["ending"][]): number =>
    [...last.values()].filter(({ ending }) => endings.includes(ending)).length;
  const came = buyers.filter(({ visits }) => visits.some(({ ended }) => ended));
  return {
    seconds: Math.round(seconds),
    attempts: last.size,
    declined: count("declined"),
    approved: count("approved"),
    challenged: count("challenged"),
    refused: count("refused", "paused"),
    other: count("other", "secure"),
    tags: [...last.keys()],
    honest: {
      buyers: came.length,
      completed: came.filter(({ visits }) => visits.some(({ completed }) => completed)).length,
      challenged: came.filter(({ visits }) => visits.some(({ challenged }) => challenged)).length,
    },
  };
}
