// The door of the look-up inside the desk.
export { lookUpPerformer } from "./act.ts";
export { createCodeMail } from "./code-mail.ts";
export type { CodeMail } from "./code-mail.ts";
export type { LookUpAnswer, LookUpQuestion, LookUpSource } from "./contract.ts";
export { createLookUpDesk } from "./desk.ts";
export type { LookUpDesk } from "./desk.ts";
export { publishedQuestions, vaultSource } from "./source.ts";
export type { TextFor } from "./source.ts";
