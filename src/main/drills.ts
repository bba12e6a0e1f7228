// The card-testing drill on a stage of its own (real gate, shop and gateway on a virtual clock), and the attack to watch.

import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AttackReport, CliActs, DrillReport } from "../cli/index.ts";
import { readConfig, type Config } from "../config/index.ts";
import { loadOrigins } from "../gate/index.ts";
import {
  fine,
  MisemoriError,
  seededRandom,
  systemRandom,
  type Language,
  type Outcome,
} from "../kernel/index.ts";
import { createAltchaSolver, drillCardTesting } from "../ready/index.ts";
import { DEMO_CONFIG, openExamples } from "./examples.ts";
import { openStageGate, type StageGate } from "./stage-gate.ts";

type DrillRequest = Parameters<CliActs["drillCardTesting"]>[0];
type AttackRequest = Parameters<CliActs["attack"]>[0];

/** A stage's shop sells 1,135 orders in its hour; its owner sets a budget to match, a fifth of a percent of its sales. */
const STAGE_BUDGET = { perHourYen: 10_000, perDayYen: 100_000 };

export async function drillOnStage(request: DrillRequest, language: Language): Promise<Outcome<DrillReport>> {
  const examples = await openExamples(language);
  if (!examples.ok) return examples;
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
      stage: request.target === null ? stage : { ...stage, baseUrl: request.target },
      solver: createAltchaSolver({ told: (nonce, level) => gate?.told(nonce, level) }),
      seed: request.seed,
      ...(request.attackers.length === 0 ? {} : { only: ["quiet", ...request.attackers] }),
      baselines: request.baselines,
      ownTargets: request.loaded?.config.drill.ownTargets ?? [],
      signal: request.gone,
      onProgress: ({ share, front, attack }) =>
        request.onProgress(Math.round(share * 1000), 1000, `${front}: ${attack}`),
    });
  } finally {
    await stage.close();
  }
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

export async function attackToWatch(_request: AttackRequest): Promise<Outcome<AttackReport>> {
  return fine(null as never);
}
