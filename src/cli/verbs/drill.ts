// `drill card-testing`: asks for the drill and lays its figures out; the playing is the rooms' part.

import { sayYen } from "../../kernel/index.ts";
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

export async function drillCardTesting(
  verb: Verb,
  options: {
    readonly target?: string;
    readonly seed: string;
    readonly attacker: readonly string[];
    readonly baselines: boolean;
  },
): VerbEnd {
  const { deps, voice } = verb;
  const seed = numberFrom(options.seed, "--seed", [0, 999_999_999], voice);
  if (typeof seed !== "number") return seed.exit;
  let target: string | null = null;
  if (options.target !== undefined) {
    const url = urlFrom(options.target, "--target", voice);
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
    attackers: options.attacker,
    baselines: options.baselines,
    gone: deps.gone,
    onProgress: progress.step,
  });
  progress.end();
  if (!report.ok) return voice.fail(report);
  voice.result(report.value, reportText(report.value, voice));
  return EXIT.fine;
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
  return table(
    [
      { title: voice.tell("drillAttackers") },
      { title: voice.tell("drillAttempts"), align: right },
      { title: voice.tell("drillReached"), align: right },
      { title: voice.tell("drillBound"), align: right },
      { title: voice.tell("drillYen"), align: right },
      { title: voice.tell("drillStopped"), align: right },
    ],
    attackers.map((a) => [
      a.name,
      a.attempts,
      a.reachedGateway,
      a.boundAttempts === null ? "–" : Math.round(a.boundAttempts * 10) / 10,
      sayYen(a.yen, voice.language),
      a.stoppedAfterSeconds === null
        ? voice.tell("drillNever")
        : voice.tell("drillSeconds", { seconds: Math.round(a.stoppedAfterSeconds * 10) / 10 }),
    ]),
  );
}
