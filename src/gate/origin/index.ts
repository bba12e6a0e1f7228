// The door of the origin room.
export { loadOrigins } from "./load.ts";
export { openOrigins } from "./origins.ts";
export type { OriginBuffers, Origins } from "./origins.ts";
