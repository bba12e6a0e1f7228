// The door of config.
export { configSchema, routeSchema } from "./schema.ts";
export type { Config, RouteConfig, SecretReference } from "./schema.ts";
