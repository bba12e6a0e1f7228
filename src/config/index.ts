// The door of config.
export { configSchema, routeSchema } from "./schema.ts";
export type { Config, RouteConfig } from "./schema.ts";
export { readConfig, readConfigBytes } from "./read.ts";
export type { ConfigReading, ConfigSources, LoadedConfig } from "./read.ts";
export { problemLine, sayProblem } from "./problems.ts";
export type { ConfigProblem, SaidProblem } from "./problems.ts";
export type { ConfigSecrets } from "./secrets.ts";
export { explainConfig } from "./explain.ts";
export { configJsonSchema } from "./json-schema.ts";
export { nearest } from "./nearest.ts";
export { looksCutOff } from "./cut-off.ts";
export type { CutOff } from "./cut-off.ts";
export { watchConfig } from "./watch.ts";
export type { ConfigWatch, ConfigWatchOptions } from "./watch.ts";
export { keyComment } from "./keys.ts";
