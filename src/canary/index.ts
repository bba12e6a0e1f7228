// The door of canary: planted customer records, and what the mail that comes to them tells about a leaked list.
export { bracket } from "./bracket/bracket.ts";
export type { Bracketed, CanaryMail, Leak, Planting } from "./bracket/contract.ts";
export { canaryTrouble, mailsFrom, plantingsFrom } from "./bracket/files.ts";
export { tellBracketed } from "./bracket/telling.ts";
