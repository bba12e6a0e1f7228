// The door of scrub: reading, naming and masking card numbers.
export { brandOf, isPan, passesLuhn, readPan } from "./issuers.ts";
export type { Brand } from "./issuers.ts";
export { firstPanIn } from "./find.ts";
export { maskText } from "./mask.ts";
