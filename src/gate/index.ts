// The gate's door: what other rooms may know of it.
export type * from "./facts.ts";
export type * from "./now.ts";
export type * from "./ports.ts";
