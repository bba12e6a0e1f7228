// The door of the origin room.
export { HOSTING_WORDS } from "./hosting.ts";
export { loadOrigins } from "./load.ts";
export { openOrigins } from "./origins.ts";
export type { OriginBuffers, Origins } from "./origins.ts";
