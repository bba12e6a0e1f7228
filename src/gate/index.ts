// The gate's door: what other rooms may know of it, and what the wiring starts.
export type * from "./facts.ts";
export type * from "./now.ts";
export type * from "./ports.ts";
export type * from "./site/contract.ts";
export {
  openSiteBoard,
  openSiteDesk,
  originFrom,
  ORIGIN_KINDS,
  readOrigin,
  SENTENCE_CHARS_MAX,
  SITE_BYTES,
} from "./site/index.ts";
export type { SiteDesk } from "./site/index.ts";
export { shopTraits } from "./attempts/index.ts";
export { CSP_REPORT_PATH } from "./csp/index.ts";
export type { GateKeys, GateSettings } from "./settings.ts";
export type { Budget, BudgetLimits } from "./budget/reserve.ts";
export { openBudget } from "./budget/reserve.ts";
export { openBoard } from "./flow/house.ts";
export type { Board, House } from "./flow/house.ts";
export { freshMemory, openGate } from "./crew/open-gate.ts";
export type { GateMemory, OpenGate } from "./crew/open-gate.ts";
export { startCrew } from "./crew/crew.ts";
export type { Crew } from "./crew/crew.ts";
export { DEFAULT_CELLS } from "./judge/cells.ts";
export { openJudge } from "./judge/judge.ts";
export type { Judge } from "./judge/judge.ts";
export { createEpisodes, type Episodes } from "./house/episodes.ts";
export { createSuspects } from "./house/suspects.ts";
export { keepHouse } from "./house/keeper.ts";
export type { Keeper } from "./house/keeper.ts";
export { openGatehouse, midnightOf } from "./house/gatehouse.ts";
export { fadeHonest, loadLearned, replayRecords, saveLearned } from "./house/remember.ts";
export { createHookDesk } from "./house/hooks.ts";
export type { HookDesk } from "./house/hooks.ts";
export type { WebhookSettings } from "./outcomes/index.ts";
export { triesOf as challengeTries } from "./answers/index.ts";
export { loadOrigins, openOrigins } from "./origin/index.ts";
export type { LookUp } from "./lookup/contract.ts";
export type { OriginBuffers } from "./origin/index.ts";
export { ATTEMPT_WORDS, recogniseShop } from "./attempts/index.ts";
export type { FetchedPage } from "./attempts/index.ts";
