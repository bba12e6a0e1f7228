// The door of the orders for the whole shop.
export type * from "./contract.ts";
export { ORIGIN_KINDS, SENTENCE_CHARS_MAX } from "./contract.ts";
export { openSiteBoard, SITE_BYTES } from "./board.ts";
export type { SiteBoard } from "./board.ts";
export { openSiteDesk } from "./desk.ts";
export type { SiteDesk } from "./desk.ts";
export type { SiteDeskTools, SiteSettings } from "./standing.ts";
export { openDoor } from "./door.ts";
export { createEras } from "./eras.ts";
export { originFrom, readOrigin } from "./origins.ts";
export { createSitePages } from "./pages.ts";
export { createPasses } from "./passes.ts";
export { createSeals } from "./seals.ts";
export { sessionNames } from "./session-names.ts";
export { createSessions } from "./sessions.ts";
