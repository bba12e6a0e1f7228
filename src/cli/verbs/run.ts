// `up`, `demo` and `attack`: what runs until it is ended, and the attack to watch.

import { sayYen } from "../../kernel/index.ts";
import type { AttackReport, DemoAddresses, UpAddresses } from "../ports.ts";
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

export async function up(verb: Verb): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const onReady = (at: UpAddresses): void =>
    voice.result(
      { ...at },
      [voice.tell("upReady"), ...addressLines(verb, at), voice.tell("stopHow")].join("\n"),
    );
  const end = await deps.acts.up({ loaded, language: voice.language, gone: deps.gone, onReady });
  if (!end.ok) return voice.fail(end);
  voice.note(voice.tell("stopped"));
  return EXIT.fine;
}

export async function demo(verb: Verb): VerbEnd {
  const { deps, voice } = verb;
  const onReady = (at: DemoAddresses): void => {
    const lines = [
      voice.tell("upReady"),
      ...addressLines(verb, at),
      voice.tell("shopAt", { url: at.shopUrl }),
      "",
      voice.tell("demoNext", { url: at.gateUrl }),
      "",
      voice.tell("stopHow"),
    ];
    voice.result({ ...at }, lines.join("\n"));
  };
  const end = await deps.acts.demo({ language: voice.language, gone: deps.gone, onReady });
  if (!end.ok) return voice.fail(end);
  voice.note(voice.tell("stopped"));
  return EXIT.fine;
}

export async function attack(
  verb: Verb,
  options: { readonly target: string; readonly seconds: string; readonly perSecond: string },
): VerbEnd {
  const { deps, voice } = verb;
  const url = urlFrom(options.target, "--target", voice);
  if (!(url instanceof URL)) return url.exit;
  const seconds = numberFrom(options.seconds, "--seconds", [1, 3_600], voice);
  if (typeof seconds !== "number") return seconds.exit;
  const perSecond = numberFrom(options.perSecond, "--per-second", [1, 500], voice);
  if (typeof perSecond !== "number") return perSecond.exit;
  if (!isOwnTarget(url, await ownTargets(verb))) return refuseTarget(url, voice);
  const progress = voice.progress();
  const report = await deps.acts.attack({
    target: url.origin,
    seconds,
    perSecond,
    gone: deps.gone,
    language: voice.language,
    onProgress: progress.step,
  });
  progress.end();
  if (!report.ok) return voice.fail(report);
  voice.result(report.value, attackText(report.value, voice));
  return EXIT.fine;
}

function attackText(report: AttackReport, voice: Voice): string {
  const { honest, reachedGateway, stopped, feesYen, ...seen } = report;
  return [
    voice.tell("attackDone", seen),
    voice.tell("attackSeen", seen),
    ...(reachedGateway === null
      ? []
      : [
          voice.tell("attackReached", {
            reached: reachedGateway,
            stopped: stopped ?? 0,
            fees: sayYen(feesYen ?? 0, voice.language),
          }),
        ]),
    ...(honest.buyers === 0 ? [] : [voice.tell("attackHonest", honest)]),
    voice.tell("attackNext"),
  ].join("\n");
}

/** The owner's list if there is a lawful configuration; a broken or missing one lists nothing. */
export async function ownTargets(verb: Verb): Promise<readonly string[]> {
  const reading = await readVerbConfig(verb);
  return reading.ok ? reading.loaded.config.drill.ownTargets : [];
}

function addressLines({ voice }: Verb, at: UpAddresses): string[] {
  return [
    voice.tell("gateAt", { url: at.gateUrl }),
    voice.tell("consoleAt", { url: at.consoleUrl }),
    ...(at.firstOwnerUrl === null ? [] : [voice.tell("firstOwner", { url: at.firstOwnerUrl })]),
  ];
}
