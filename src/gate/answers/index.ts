// The door of the gate's own answers.
export type * from "./contract.ts";
export { createChallenges } from "./challenges.ts";
export type { ChallengesOptions } from "./challenges.ts";
export { createDecoys } from "./decoy/decoys.ts";
export { createDeviceTokens } from "./devices.ts";
export type { MasterKeys } from "./keys.ts";
export type { ShopCard } from "./page.ts";
export { triesOf } from "./proof.ts";
export { createRefusals } from "./refusals.ts";
export { createSlowLane } from "./slow-lane.ts";
export type { LaneTurn, SlowLane } from "./slow-lane.ts";
