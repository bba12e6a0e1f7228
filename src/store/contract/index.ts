// The door of the contract suites: one per port, and all of them at once for a whole store.
export { storeContract } from "./store.ts";
export { attemptOf, START_MS } from "./opening.ts";
export type { Opened, Opening } from "./opening.ts";
