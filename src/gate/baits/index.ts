// The door of the baits inside the gate.
export type { Bait, BaitAct, BaitKind, BaitSettings, BaitTouch } from "./contract.ts";
export { createDecoyCards } from "./cards.ts";
export type { IsDecoyPaid } from "./cards.ts";
export { openTouches } from "./touches.ts";
export { createBaits } from "./serve.ts";
export type { ServeBaits } from "./serve.ts";
