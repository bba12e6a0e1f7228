// The card-testing drill on a stage of its own (real gate, shop and gateway on a virtual clock).

import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CliActs, DrillReport } from "../../cli/index.ts";
import { readConfig, type Config } from "../../config/index.ts";
import { loadOrigins } from "../../gate/index.ts";
import {
  MisemoriError,
  refuse,
  say,
  seededRandom,
  systemRandom,
  type Language,
  type Outcome,
} from "../../kernel/index.ts";
import { createAltchaSolver, drillCardTesting, sayAttack, type DrillIssuer } from "../../ready/index.ts";
import { callsByTag, demoGateway } from "./attack.ts";
import { DEMO_CONFIG, openExamples } from "../examples.ts";
import { openStageGate, type StageGate } from "./stage-gate.ts";
import { MAIN_WORDS } from "../words.ts";

type DrillRequest = Parameters<CliActs["drillCardTesting"]>[0];

/** A stage's shop sells 1,135 orders in its hour; its owner sets a budget to match, a fifth of a percent of its sales. */
const STAGE_BUDGET = { perHourYen: 10_000, perDayYen: 100_000 };

export async function drillOnStage(request: DrillRequest, language: Language): Promise<Outcome<DrillReport>> {
  const examples = await openExamples(language);
  if (!examples.ok) return examples;
  if (request.target !== null) return drillLive(request, request.target, examples.value.createIssuer());
  const config = await stageConfig(request.loaded?.config ?? null);
  const origins = await loadOrigins(join(tmpdir(), "misemori-cache"));
  const unit = seededRandom(request.seed).unit;
  let port = 0;
  let gate: StageGate | undefined;
  const stage = await examples.value.openDemoStage({
    feeYen: config.costs.feeYen,
    random: unit,
    openGate: async ({ shopUrl, clock }) => {
      const { requests, background } = clock;
      gate = await openStageGate({
        config,
        shopUrl,
        port,
        origins,
        requests,
        background,
        random: systemRandom(),
      });
      ({ port } = gate);
      return gate;
    },
  });
  try {
    return await drillCardTesting({
      stage,
      solver: createAltchaSolver({ told: (nonce, level) => gate?.told(nonce, level) }),
      seed: request.seed,
      ...choiceOf(request),
      baselines: request.baselines,
      ownTargets: request.loaded?.config.drill.ownTargets ?? [],
      signal: request.gone,
      onProgress: ({ share, front, attack }) =>
        request.onProgress(
          Math.round(share * 1000),
          1000,
          `${front === "gate" ? "Misemori" : front}: ${sayAttack(attack, language)}`,
        ),
    });
  } finally {
    await stage.close();
  }
}

/** Which attacks and how large, as the command line was told. */
function choiceOf({ attackers, scale }: DrillRequest): { only?: readonly string[]; scale?: number } {
  return {
    ...(attackers.length === 0 ? {} : { only: [...new Set(["quiet", ...attackers])] }),
    ...(scale === null ? {} : { scale }),
  };
}

/** Against a running demonstration, in real time: its gateway must be asked, or the figures would be guesses. */
async function drillLive(
  request: DrillRequest,
  target: string,
  issuer: DrillIssuer,
): Promise<Outcome<DrillReport>> {
  const gateway = await demoGateway(target);
  if (gateway === undefined || (await callsByTag(gateway)) === undefined) {
    const word = (key: "liveUnknown" | "liveUnknownHint"): string =>
      say(MAIN_WORDS, request.language, key, { url: target });
    return refuse("drill.no-gateway", word("liveUnknown"), word("liveUnknownHint"));
  }
  return drillCardTesting({
    stage: {
      baseUrl: target,
      issuer,
      feeYen: gateway.feeYen,
      gatewayCalls: async () => {
        const byTag = (await callsByTag(gateway)) ?? {};
        return { total: Object.values(byTag).reduce((sum, calls) => sum + calls, 0), byTag };
      },
      // A running guard remembers: each attack meets it as the one before left it, as in life.
      reset: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
    solver: createAltchaSolver({ inFlightMax: 1, waitingMax: 16 }),
    seed: request.seed,
    ...choiceOf(request),
    baselines: false,
    ownTargets: [...(request.loaded?.config.drill.ownTargets ?? []), target],
    signal: request.gone,
    onProgress: ({ share, attack }) =>
      request.onProgress(Math.round(share * 1000), 1000, sayAttack(attack, request.language)),
  });
}

/** The owner's own costs and answers judged on the demonstration shop's routes. */
async function stageConfig(own: Config | null): Promise<Config> {
  const reading = await readConfig(DEMO_CONFIG, { env: {}, language: "en" });
  if (!reading.ok)
    throw new MisemoriError(
      "demo.config",
      "the demonstration's misemori.yaml is broken",
      "restore it from git",
    );
  const demo = reading.loaded.config;
  const mine = own === null ? {} : { costs: own.costs, answers: own.answers };
  return { ...demo, ...mine, budget: { ...demo.budget, ...STAGE_BUDGET } };
}
