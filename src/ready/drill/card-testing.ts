// `misemori drill card-testing`: the honest world and every attacker, through the gate and through the baselines, on the
// same seeds. The stage is given; the target must be one's own.

import { MisemoriError, type Outcome, fine, refuse, say } from "../../kernel/index.ts";
import type { ChallengeSolver, DrillStage } from "../ports.ts";
import type { Attack } from "./attack-parts.ts";
import { ATTACKERS, DAY_LONG } from "./attackers.ts";
import { BASELINES } from "./baselines.ts";
import { createHonestWorld, DAY_MS, HOUR_MS, type HonestWorld } from "./honest.ts";
import { play, type Front, type Played } from "./player.ts";
import type { Plan } from "./steps.ts";
import { sumHonest, tallyAttack, tallyHonest, type AttackerFigures, type HonestFigures } from "./tally.ts";
import { checkTarget, type LookUp, type Target } from "./target.ts";
import { USUAL_RATES, type ErrorRates } from "./wald.ts";
import { openWire } from "./wire.ts";
import { WORDS } from "./words.ts";

export interface DrillOptions {
  readonly stage: DrillStage;
  /** Without a solver a challenge turns everybody away. */
  readonly solver?: ChallengeSolver;
  readonly seed?: number;
  /** 1 = 1,135 buyers an hour and attacks of 600–9,000 tries. Default 1; 0.1 in real time, where banks take their time. */
  readonly scale?: number;
  /** Names of ATTACKERS; "quiet" plays the honest world alone. All of them when absent. */
  readonly only?: readonly string[];
  readonly baselines?: boolean;
  /** Error rates the bound is counted for; the judge's own when main knows them. */
  readonly rates?: ErrorRates;
  /** drill.ownTargets of the configuration. */
  readonly ownTargets?: readonly string[];
  readonly lookUp?: LookUp;
  /** Real time: seconds an hour is pressed into (default 75). Used when the stage has no `setNow`. */
  readonly liveSeconds?: number;
  readonly onProgress?: (progress: DrillProgress) => void;
  readonly signal?: AbortSignal;
}

export interface DrillProgress {
  /** "gate" or a baseline's name. */
  readonly front: string;
  readonly attack: string;
  /** Of the whole drill, 0–1. */
  readonly share: number;
  readonly done: boolean;
}

export interface GuardFigures {
  readonly attackers: readonly AttackerFigures[];
  /** All plays added up; figures of each stand with its attacker. */
  readonly honest: HonestFigures;
}

export interface CardTestingReport extends GuardFigures {
  readonly baselines: readonly ({ readonly name: string } & GuardFigures)[];
  /** The honest world without an attack, through the gate. */
  readonly quiet: HonestFigures | null;
  readonly seed: number;
  readonly scale: number;
  readonly feeYen: number;
  readonly rates: ErrorRates;
  readonly requests: number;
  readonly seconds: number;
}

/** A Friday evening in Japan; the day before it is the warm-up. */
export const VIRTUAL_START_MS = Date.UTC(2026, 10, 20, 10, 0, 0);
/** 「1」 of a day's drill begins at midnight in Japan. */
const VIRTUAL_DAY_START_MS = Date.UTC(2026, 10, 20, 15, 0, 0);
const LIVE_SECONDS = 75;
const LIVE_SCALE = 0.1;

/**
 * Plays everything and reports the shape of DESIGN §5 with more beside it. Refuses a target that is not one's own
 * ("drill.target-foreign") and unknown names ("drill.unknown-attack"). Throws MisemoriError when the stage breaks.
 */
export async function drillCardTesting(options: DrillOptions): Promise<Outcome<CardTestingReport>> {
  const { stage } = options;
  const names = options.only ?? ["quiet", ...Object.keys(ATTACKERS)];
  for (const name of names) {
    if (name === "quiet" || Object.hasOwn(ATTACKERS, name)) continue;
    const values = { name, names: ["quiet", ...Object.keys(ATTACKERS)].join(", ") };
    return refuse("drill.unknown-attack", say(WORDS, "en", "unknownAttack", values), values.names);
  }
  for (const guarded of [true, false]) {
    const target = await targetOf(options, guarded);
    if (!target.ok) return target;
  }
  const fronts: readonly GuardInPlay[] = [
    { name: "gate", create: undefined },
    ...(options.baselines === false || stage.shopUrl === undefined || stage.setNow === undefined
      ? []
      : BASELINES),
  ];
  const startedMs = performance.now();
  const plays = fronts.flatMap((front) => names.map((name) => ({ front, name })));
  const results: PlayResult[] = [];
  for (const [i, { front, name }] of plays.entries()) {
    if (options.signal?.aborted === true) break;
    const report = (share: number): void =>
      options.onProgress?.({
        front: front.name,
        attack: name,
        share: (i + share) / plays.length,
        done: i === plays.length - 1 && share === 1,
      });
    report(0);
    results.push(await playOne(options, front, name, report));
    report(1);
  }
  return fine(
    reportOf(
      options,
      fronts.map(({ name }) => name),
      results,
      startedMs,
    ),
  );
}

/** The gate itself (nothing to create: it stands there), or a baseline in front of the bare shop. */
interface GuardInPlay {
  readonly name: string;
  readonly create: (() => Front) | undefined;
}

function scaleOf(options: DrillOptions): number {
  return options.scale ?? (options.stage.setNow === undefined ? LIVE_SCALE : 1);
}

function targetOf(options: DrillOptions, guarded: boolean): Promise<Outcome<Target>> {
  const { stage, ownTargets = [], lookUp } = options;
  const url = guarded ? stage.baseUrl : (stage.shopUrl ?? stage.baseUrl);
  return checkTarget(url, ownTargets, lookUp);
}

interface PlayResult {
  readonly front: string;
  readonly attacker: AttackerFigures | null;
  readonly honest: HonestFigures;
  readonly requests: number;
}

async function playOne(
  options: DrillOptions,
  front: GuardInPlay,
  name: string,
  report: (share: number) => void,
): Promise<PlayResult> {
  const { stage } = options;
  const virtual = stage.setNow !== undefined;
  const span = DAY_LONG.includes(name) ? "day" : "hour";
  const startMs = virtual ? (span === "day" ? VIRTUAL_DAY_START_MS : VIRTUAL_START_MS) : Date.now();
  const endMs = startMs + (span === "day" ? DAY_MS : HOUR_MS);
  await stage.reset(virtual ? startMs - DAY_MS : startMs);
  // A fresh gate may stand at a fresh address: what is attacked is checked each time.
  const target = await targetOf(options, front.create === undefined);
  if (!target.ok) throw new MisemoriError(target.code, target.message, target.hint);
  const common = {
    seed: options.seed ?? 1,
    scale: scaleOf(options),
    issuer: stage.issuer,
    origin: target.value.url,
    startMs,
  };
  const attack = ATTACKERS[name]?.(common);
  const world = createHonestWorld({ ...common, span, lean: front.create !== undefined });
  const wire = openWire(target.value);
  try {
    const terms = { options, wire, front: front.create?.(), endMs, startMs, report };
    if (virtual && front.create === undefined) {
      await playPart(world.warmUp, { ...terms, startMs: startMs - DAY_MS });
    }
    const before = await stage.gatewayCalls();
    const played = await playPart([...world.plans, ...(attack?.plans ?? [])], terms);
    const counts = without(await stage.gatewayCalls(), before);
    return tally(options, front.name, { attack, world, played, counts });
  } finally {
    wire.close();
  }
}

function playPart(
  plans: readonly Plan[],
  terms: {
    readonly options: DrillOptions;
    readonly wire: ReturnType<typeof openWire>;
    readonly front: Front | undefined;
    readonly startMs: number;
    readonly endMs: number;
    readonly report: (share: number) => void;
  },
): Promise<Played> {
  const { options, startMs, endMs } = terms;
  const speed = (endMs - startMs) / 1_000 / (options.liveSeconds ?? LIVE_SECONDS);
  return play(plans, {
    stage: options.stage,
    wire: terms.wire,
    startMs,
    speed,
    deadlineMs: endMs + (endMs - startMs) / 5,
    ...(options.solver === undefined ? {} : { solver: options.solver }),
    ...(terms.front === undefined ? {} : { front: terms.front }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onProgress: (atMs) => terms.report(Math.min(0.99, Math.max(0, (atMs - startMs) / (endMs - startMs)))),
  });
}

type Counts = Awaited<ReturnType<DrillStage["gatewayCalls"]>>;

function without(now: Counts, before: Counts): Counts {
  const total = now.total - before.total;
  if (now.byTag === undefined) return { total };
  const byTag = Object.fromEntries(
    Object.entries(now.byTag).map(([tag, count]) => [tag, count - (before.byTag?.[tag] ?? 0)]),
  );
  return { total, byTag };
}

function tally(
  options: DrillOptions,
  front: string,
  scene: {
    readonly attack: Attack | undefined;
    readonly world: HonestWorld;
    readonly played: Played;
    readonly counts: Counts;
  },
): PlayResult {
  const { attack, world, played, counts } = scene;
  const honest = tallyHonest(world.buyers, counts);
  const terms = { feeYen: options.stage.feeYen, rates: options.rates ?? USUAL_RATES };
  const attacker = attack === undefined ? null : tallyAttack(attack, played, counts, terms, honest);
  return { front, attacker, honest, requests: played.requests };
}

function reportOf(
  options: DrillOptions,
  fronts: readonly string[],
  results: readonly PlayResult[],
  startedMs: number,
): CardTestingReport {
  const figuresOf = (front: string): GuardFigures => {
    const own = results.filter((result) => result.front === front);
    return {
      attackers: own.flatMap(({ attacker }) => (attacker === null ? [] : [attacker])),
      honest: sumHonest(own.map(({ honest }) => honest)),
    };
  };
  const gate = figuresOf("gate");
  if (gate.honest.buyers === 0 && options.signal?.aborted !== true) {
    throw new MisemoriError("drill.empty", "nobody came to the drill", "use a larger --scale");
  }
  return {
    ...gate,
    baselines: fronts.slice(1).map((name) => {
      const { attackers, honest } = figuresOf(name);
      return { name, attackers, honest };
    }),
    quiet: results.find(({ front, attacker }) => front === "gate" && attacker === null)?.honest ?? null,
    seed: options.seed ?? 1,
    scale: scaleOf(options),
    feeYen: options.stage.feeYen,
    rates: options.rates ?? USUAL_RATES,
    requests: results.reduce((sum, { requests }) => sum + requests, 0),
    seconds: Math.round((performance.now() - startedMs) / 100) / 10,
  };
}
