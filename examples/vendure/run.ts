// Runs the Vendure example: `GATEWAY_URL=http://127.0.0.1:4001 PORT=4100 node run.ts`. Prints its address when it is ready.

process.env["VENDURE_DISABLE_TELEMETRY"] = "true";
const { openShop } = await import("./shop.ts");
const shop = await openShop({
  gatewayUrl: process.env["GATEWAY_URL"] ?? "http://127.0.0.1:4001",
  port: Number(process.env["PORT"] ?? "4100"),
  ownerPassword: process.env["OWNER_PASSWORD"],
});
process.stdout.write(`ready ${shop.url}/shop-api\n`);
const stop = (): void => {
  void shop.close().then(() => process.exit(0));
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
