// The kernel's door: shared pure ground that every room may stand on.
export * from "./addresses.ts";
export * from "./canonical.ts";
export * from "./clock.ts";
export * from "./crowds.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./html.ts";
export * from "./ids.ts";
export * from "./limits.ts";
export * from "./money.ts";
export * from "./sealing.ts";
export * from "./unprintable.ts";
export * from "./words.ts";
