// The attack to watch: plays it against one's own shop, asks the demonstration's gateway what came through, and keeps the
// one that the console's button started.

import type { AttackReport, CliActs, Progress } from "../../cli/index.ts";
import { readConfig } from "../../config/index.ts";
import type { SampleAttack, SampleAttackState } from "../../console/index.ts";
import {
  fine,
  MisemoriError,
  refuse,
  say,
  type Clock,
  type Language,
  type Outcome,
} from "../../kernel/index.ts";
import {
  checkTarget,
  createAltchaSolver,
  playWatched,
  sayAttack,
  type DrillIssuer,
} from "../../ready/index.ts";
import { DEMO_CONFIG, openExamples } from "../examples.ts";
import { MAIN_WORDS } from "../words.ts";

type AttackRequest = Parameters<CliActs["attack"]>[0];

/** The demonstration's gateway as an attack may ask it. */
interface Gateway {
  readonly url: string;
  readonly feeYen: number;
}

export async function attackToWatch(
  request: AttackRequest,
  language: Language,
): Promise<Outcome<AttackReport>> {
  const examples = await openExamples(language);
  if (!examples.ok) return examples;
  return playAgainst({
    ...request,
    language,
    issuer: examples.value.createIssuer(),
    gateway: await demoGateway(request.target),
  });
}

interface Play {
  readonly target: string;
  readonly seconds: number;
  readonly perSecond: number;
  readonly language: Language;
  readonly issuer: DrillIssuer;
  /** Undefined for a shop whose gateway is not ours to ask. */
  readonly gateway: Gateway | undefined;
  readonly ownTargets?: readonly string[];
  readonly gone: AbortSignal;
  readonly onProgress: Progress;
  readonly onMethod?: (method: string) => void;
}

async function playAgainst(given: Play): Promise<Outcome<AttackReport>> {
  const target = await checkTarget(given.target, [given.target]);
  if (!target.ok) return target;
  const before = await callsByTag(given.gateway);
  try {
    const seen = await playWatched({
      target: target.value,
      issuer: given.issuer,
      // One puzzle at a time: the attack shares the machine with the guard it is to show.
      solver: createAltchaSolver({ inFlightMax: 1, waitingMax: 8, triesMax: 20_000 }),
      seconds: given.seconds,
      perSecond: given.perSecond,
      seed: Date.now() % 1_000_000,
      nowMs: () => performance.timeOrigin + performance.now(),
      signal: given.gone,
      onProgress: (seconds, method) => {
        given.onMethod?.(method);
        given.onProgress(
          Math.min(given.seconds, Math.floor(seconds)),
          given.seconds,
          sayAttack(method, given.language),
        );
      },
    });
    const { tags, ...figures } = seen;
    const after = await callsByTag(given.gateway);
    const reached =
      before === undefined || after === undefined
        ? null
        : tags.filter((tag) => (after[tag] ?? 0) > (before[tag] ?? 0)).length;
    return fine({
      target: given.target,
      ...figures,
      reachedGateway: reached,
      stopped: reached === null ? null : figures.attempts - reached,
      feesYen: reached === null ? null : reached * (given.gateway?.feeYen ?? 0),
    });
  } catch (error) {
    if (!(error instanceof MisemoriError)) throw error;
    if (error.code !== "drill.wire") return refuse(error.code, error.message, error.hint);
    const word = (key: "shopSilent" | "shopSilentHint"): string =>
      say(MAIN_WORDS, given.language, key, { url: given.target });
    return refuse(error.code, word("shopSilent"), word("shopSilentHint"));
  }
}

/** The demonstration's gateway stands one port above its shop; it is asked only when its own gate is the target. */
export async function demoGateway(target: string): Promise<Gateway | undefined> {
  const reading = await readConfig(DEMO_CONFIG, { env: {}, language: "en" });
  if (!reading.ok) return undefined;
  const { gate, shop, costs } = reading.loaded.config;
  const url = new URL(target);
  const isDemo = url.port === gate.listen.slice(gate.listen.lastIndexOf(":") + 1);
  if (!isDemo || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname)) return undefined;
  const upstream = new URL(shop.upstream);
  return { url: `http://${upstream.hostname}:${Number(upstream.port) + 1}`, feeYen: costs.feeYen };
}

/** Undefined when nobody answers there as a gateway would. */
export async function callsByTag(
  gateway: Gateway | undefined,
): Promise<Readonly<Record<string, number>> | undefined> {
  if (gateway === undefined) return undefined;
  try {
    const response = await fetch(new URL("/stats?tags=1", gateway.url), {
      signal: AbortSignal.timeout(5_000),
    });
    return ((await response.json()) as { byTag?: Readonly<Record<string, number>> }).byTag;
  } catch {
    return undefined;
  }
}

const SAMPLE_SECONDS = 75;
const SAMPLE_PER_SECOND = 10;

/** The console's own: at most one at a time, ended with the demonstration. */
export function createSampleAttack(tools: {
  readonly target: () => string;
  readonly gateway: Gateway;
  readonly issuer: DrillIssuer;
  readonly clock: Clock;
  readonly gone: AbortSignal;
  readonly onEnd: (by: string, report: Outcome<AttackReport>) => void;
}): SampleAttack {
  let running: { readonly endsAtMs: number; method: string } | undefined;
  const state = (): SampleAttackState =>
    running === undefined
      ? { running: false, secondsLeft: 0, method: null }
      : {
          running: true,
          secondsLeft: Math.max(0, Math.ceil((running.endsAtMs - tools.clock.monoMs()) / 1_000)),
          method: running.method,
        };
  const run = async (by: string, now: { method: string }): Promise<void> => {
    const report = await playAgainst({
      target: tools.target(),
      seconds: SAMPLE_SECONDS,
      perSecond: SAMPLE_PER_SECOND,
      language: "ja",
      issuer: tools.issuer,
      gateway: tools.gateway,
      gone: tools.gone,
      onProgress: () => undefined,
      onMethod: (method) => (now.method = method),
    });
    running = undefined;
    tools.onEnd(by, report);
  };
  return {
    state,
    start: (by) => {
      if (running !== undefined) return Promise.resolve(state());
      const now = { endsAtMs: tools.clock.monoMs() + SAMPLE_SECONDS * 1_000, method: "one-address" };
      running = now;
      run(by, now).catch((error: unknown) => {
        running = undefined;
        tools.onEnd(by, refuse("attack.failed", String(error), ""));
      });
      return Promise.resolve(state());
    },
  };
}
