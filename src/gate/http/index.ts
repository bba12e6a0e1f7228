// The door of the wire.
export { startGateServer } from "./server.ts";
export type {
  GateServer,
  GateServerOptions,
  GateServerSettings,
  GateTrouble,
  HttpLimits,
  ShopFailureKind,
  ShopSign,
} from "./settings.ts";
export type { ArrivedRequest, Forward, GateHandler, Reply, ShopAnswer, Way } from "./way.ts";
