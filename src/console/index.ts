// The console's door: starting it, and what it needs to be started.
export { startConsole, type Console, type ConsoleWiring } from "./api/server.ts";
export type { RawReply, RawRequest, RawRoute } from "./api/routes.ts";
export type * from "./ports.ts";
