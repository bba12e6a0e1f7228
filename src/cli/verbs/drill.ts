// `drill card-testing`: asks for the drill and lays its figures out; the playing is the rooms' part.

import { sayYen } from "../../kernel/index.ts";
import { ATTACKERS, sayAttack } from "../../ready/index.ts";
import type { DrillAttacker, DrillHonest, DrillReport } from "../ports.ts";
import { table } from "../text.ts";
import {
  isOwnTarget,
  needConfig,
  numberFrom,
  readVerbConfig,
  refuseTarget,
  urlFrom,
  type Verb,
  type VerbEnd,
} from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";

/** Where `misemori demo` stands. */
const DEMO_GATE = "http://127.0.0.1:8080";

export async function drillCardTesting(
  verb: Verb,
  options: {
    readonly target?: string;
    readonly live?: boolean;
    readonly seed: string;
    readonly scale?: string;
    readonly attacker: readonly string[];
    readonly only: readonly string[];
    readonly baselines: boolean;
  },
): VerbEnd {
  const { deps, voice } = verb;
  const seed = numberFrom(options.seed, "--seed", [0, 999_999_999], voice);
  if (typeof seed !== "number") return seed.exit;
  const scale = options.scale === undefined ? null : scaleFrom(options.scale, voice);
  if (scale !== null && typeof scale !== "number") return scale.exit;
  const names = [...options.attacker, ...options.only];
  const known = ["quiet", ...Object.keys(ATTACKERS)];
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    const message = voice.tell("unknownAttacker", { name: stranger.slice(0, 40) });
    const hint = voice.tell("unknownAttacker.hint", { names: known.join(", ") });
    return voice.fail({ code: "usage.attacker", message, hint }, EXIT.usage);
  }
  let target: string | null = null;
  const wanted = options.target ?? (options.live === true ? DEMO_GATE : undefined);
  if (wanted !== undefined) {
    const url = urlFrom(wanted, "--target", voice);
    if (!(url instanceof URL)) return url.exit;
    const loaded = await needConfigIfForeign(verb, url);
    if (typeof loaded === "number") return loaded;
    target = url.origin;
  }
  const reading = await readVerbConfig(verb);
  const progress = voice.progress();
  const report = await deps.acts.drillCardTesting({
    target,
    loaded: reading.ok ? reading.loaded : null,
    seed,
    attackers: names,
    baselines: options.baselines,
    scale,
    language: voice.language,
    gone: deps.gone,
    onProgress: progress.step,
  });
  progress.end();
  if (!report.ok) return voice.fail(report);
  voice.result(report.value, reportText(report.value, voice));
  return EXIT.fine;
}

/** Less than a hundredth is nobody; more than one only takes longer. */
function scaleFrom(text: string, voice: Voice): number | { readonly exit: number } {
  const scale = /^\d(?:\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (scale >= 0.01 && scale <= 2) return scale;
  const message = voice.tell("badScale", { name: "--scale" });
  return {
    exit: voice.fail({ code: "usage.number", message, hint: voice.tell("badScale.hint") }, EXIT.usage),
  };
}

async function needConfigIfForeign(verb: Verb, url: URL): Promise<number | undefined> {
  if (isOwnTarget(url, [])) return undefined;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  return isOwnTarget(url, loaded.config.drill.ownTargets) ? undefined : refuseTarget(url, verb.voice);
}

function reportText(report: DrillReport, voice: Voice): string {
  const part = (attackers: readonly DrillAttacker[], honest: DrillHonest): string =>
    `${attackersTable(attackers, voice)}\n${voice.tell("drillHonest", { ...honest })}`;
  return [
    part(report.attackers, report.honest),
    ...report.baselines.map(
      (base) => `\n${voice.tell("drillBaseline", { name: base.name })}\n${part(base.attackers, base.honest)}`,
    ),
  ].join("\n");
}

function attackersTable(attackers: readonly DrillAttacker[], voice: Voice): string {
  const right = "right" as const;
  const withHonest = attackers.some(({ honest }) => honest !== undefined);
  return table(
    [
      { title: voice.tell("drillAttackers") },
      { title: voice.tell("drillAttempts"), align: right },
      { title: voice.tell("drillReached"), align: right },
      { title: voice.tell("drillBound"), align: right },
      { title: voice.tell("drillYen"), align: right },
      { title: voice.tell("drillStopped"), align: right },
      ...(withHonest
        ? [
            { title: voice.tell("drillTurnedAway"), align: right },
            { title: voice.tell("drillChallenged"), align: right },
          ]
        : []),
    ],
    attackers.map((a) => [
      sayAttack(a.name, voice.language),
      a.attempts,
      a.reachedGateway,
      a.boundAttempts === null ? "–" : Math.round(a.boundAttempts * 10) / 10,
      sayYen(a.yen, voice.language),
      a.stoppedAfterSeconds === null
        ? voice.tell("drillNever")
        : voice.tell("drillSeconds", { seconds: Math.round(a.stoppedAfterSeconds * 10) / 10 }),
      ...(withHonest ? [honestShare(a, "turnedAway"), honestShare(a, "challenged")] : []),
    ]),
  );
}

/** "2 / 1135": of the honest buyers who came during the attack. */
function honestShare({ honest }: DrillAttacker, what: "turnedAway" | "challenged"): string {
  return honest === undefined ? "–" : `${honest[what]} / ${honest.buyers}`;
}
