// The real shop starts, takes a live card, and shows a decline the way Vendure does. Skipped without its packages.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createIssuer } from "../demo-shop/issuer.ts";
import { startFakeGateway, type FakeGateway } from "../demo-shop/gateway.ts";
import { createVendureBuyer } from "./buyer.ts";
import { startVendure, vendureIsInstalled, type RunningVendure } from "./start.ts";

const skip = vendureIsInstalled() ? false : "npm ci was not run in examples/vendure";
let gateway: FakeGateway;
let shop: RunningVendure | undefined;
before(async () => {
  gateway = await startFakeGateway({ latency: 0 });
  if (skip === false) shop = await startVendure({ gatewayUrl: gateway.url });
});
after(async () => {
  await shop?.close();
  await gateway.close();
});

test("a declined card can be tried again with another one, and each try costs a call", { skip }, async () => {
  const issuer = createIssuer();
  const cards = Array.from({ length: 5_000 }, (_, i) => issuer.details(String(4_539_000_000_000_000 + i)));
  const live = cards.find((card) => card.live && !card.atLimit);
  assert.ok(live !== undefined);
  const buyer = createVendureBuyer(shop?.url ?? "");
  await buyer.fillCart("1");
  const declined = await buyer.payByCard({ number: "4111111111111111", expiry: "12/30", code: "123" });
  assert.equal(declined.result, "declined");
  const placed = await buyer.payByCard({ number: live.pan, expiry: live.expiry, code: live.code });
  assert.equal(placed.result, "placed");
  assert.ok((placed.orderCode ?? "").length > 5);
  assert.equal(gateway.stats().calls, 2);
  assert.deepEqual([gateway.stats().approved, gateway.stats().declined], [1, 1]);
});
