// Starts the fake card gateway and the demonstration shop: `node examples/demo-shop/run.ts [--port 4000] [--gateway-port 4001]`.

import { parseArgs } from "node:util";
import { startFakeGateway } from "./gateway.ts";
import { startDemoShop } from "./shop.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4000" },
    "gateway-port": { type: "string", default: "4001" },
    "fee-yen": { type: "string", default: "20" },
    /** "bank" waits 0.6–3 s as a bank does; "none" answers at once. */
    latency: { type: "string", default: "bank" },
    "guard-url": { type: "string" },
  },
});
const gateway = await startFakeGateway({
  port: Number(values["gateway-port"]),
  feeYen: Number(values["fee-yen"]),
  ...(values.latency === "none" ? { latency: 0 } : {}),
});
const guardUrl = values["guard-url"];
const shop = await startDemoShop({
  port: Number(values.port),
  gateway: gateway.url,
  ...(guardUrl === undefined
    ? {}
    : { guard: { url: guardUrl, token: process.env["MISEMORI_API_TOKEN"] ?? "" } }),
});
process.stdout.write(`gateway ${gateway.url}\nshop ${shop.url}\norders ${shop.url}/admin/orders\n`);
const stop = (): void => {
  void Promise.all([shop.close(), gateway.close()]);
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
