// The door of readiness: drills that prove the guard before an attacker does.
export type { ChallengeSolver, DrillCard, DrillIssuer, DrillStage } from "./ports.ts";
export { createAltchaSolver, type AltchaSolverOptions } from "./drill/altcha.ts";
export { ATTACKERS } from "./drill/attackers.ts";
export {
  drillCardTesting,
  VIRTUAL_START_MS,
  type CardTestingReport,
  type DrillOptions,
  type DrillProgress,
  type GuardFigures,
} from "./drill/card-testing.ts";
export { createStageClock, type StageClock } from "./drill/clock.ts";
export { renderCardTesting, sayAttack } from "./drill/table.ts";
export { checkTarget, type Target } from "./drill/target.ts";
export type { AttackerFigures, HonestFigures } from "./drill/tally.ts";
export type { ErrorRates } from "./drill/wald.ts";
export { playWatched, type WatchedFigures, type WatchedOptions } from "./drill/watched.ts";
