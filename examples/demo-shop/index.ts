// The demonstration shop's door.
export { wallClock, type ExampleClock } from "./clock.ts";
export {
  BANK_LATENCY,
  startFakeGateway,
  type FakeGateway,
  type FakeGatewayOptions,
  type GatewayLatency,
  type GatewayStats,
} from "./gateway.ts";
export { createIssuer, DEMO_ISSUER_KEY, type CardDetails, type Issuer } from "./issuer.ts";
export { openDemoStage, type StageGate, type StageOptions } from "./stage.ts";
export { startDemoShop, type DemoShop, type DemoShopOptions } from "./shop.ts";
export type { Order } from "./sessions.ts";
