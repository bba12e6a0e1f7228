// The door of the gate's own answers.
export type * from "./contract.ts";
export {
  CHALLENGE_BODY_BYTES_MAX,
  CHALLENGE_JSON_PATH,
  CHALLENGE_PATH,
  createChallenges,
} from "./challenges.ts";
export type { ChallengesOptions } from "./challenges.ts";
export { createDecoys } from "./decoy/decoys.ts";
export { createDeviceTokens, DEVICE_COOKIE } from "./devices.ts";
export type { MasterKeys } from "./keys.ts";
export type { ShopCard } from "./page.ts";
export { PHONE_MS_BY_COST, triesOf } from "./proof.ts";
export { createRefusals } from "./refusals.ts";
export { createSlowLane } from "./slow-lane.ts";
export type { LaneTurn, SlowLane } from "./slow-lane.ts";
export { TICKET_COOKIE } from "./tickets.ts";
