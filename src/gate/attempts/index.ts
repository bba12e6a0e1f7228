// The door of attempts: which requests are tries to pay, what they carry, how they end.
export type { AttemptReading, OutcomeReading, PaymentChoices, PaymentRoute, RouteTable } from "./contract.ts";
export { createRouteTable } from "./table.ts";
export { presetNamed } from "./presets/index.ts";
export { PRESET_NAMES } from "./rules.ts";
export type { AnswerPattern, Preset, PresetName, RouteFields, RouteRule } from "./rules.ts";
export { cardFactsOf, emailKeyOf, emailShapeOf } from "./cardfacts.ts";
export { deviceFactsOf } from "./device.ts";
export { recogniseShop } from "./recognise.ts";
export type { FetchedPage, FetchPage, Recognition } from "./recognise.ts";
export { createRouteLearner } from "./learner.ts";
export type { RouteLearner, RouteProposal } from "./learner.ts";
export { shopTraits } from "./shop-traits.ts";
export type { ShopTraits } from "./shop-traits.ts";
export { ATTEMPT_WORDS } from "./words.ts";
export type { AttemptWord } from "./words.ts";
