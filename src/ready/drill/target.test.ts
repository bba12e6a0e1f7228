// A drill refuses everything that is not one's own, before a single byte is sent.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { drillCardTesting } from "./card-testing.ts";
import { checkTarget } from "./target.ts";
import { NOTHING_SEEN, type Identity } from "./steps.ts";
import { openWire } from "./wire.ts";

const names: Readonly<Record<string, readonly string[]>> = {
  localhost: ["127.0.0.1", "::1"],
  "shop.example": ["93.184.216.34"],
  "half.example": ["127.0.0.1", "93.184.216.34"],
};
const lookUp = (name: string): Promise<readonly string[]> =>
  name in names ? Promise.resolve(names[name] ?? []) : Promise.reject(new Error("ENOTFOUND"));

test("accepts this machine's loopback, by address and by name", async () => {
  for (const url of ["http://127.0.0.1:8080", "http://127.8.9.1", "http://[::1]:9", "http://localhost:80/"]) {
    assert.equal((await checkTarget(url, [], lookUp)).ok, true, url);
  }
});

test("refuses foreign addresses and names, however they are written", async () => {
  for (const url of [
    "http://shop.example",
    "http://93.184.216.34",
    "http://10.0.0.5",
    "http://192.168.1.1:8080",
    "http://[2400::1]",
    "http://0.0.0.0:80",
    "http://127.0.0.1.shop.example",
    "http://half.example",
    "http://unknown.example",
  ]) {
    const checked = await checkTarget(url, ["http://127.0.0.1:1"], lookUp);
    assert.equal(checked.ok, false, url);
  }
  const foreign = await checkTarget("http://shop.example", [], lookUp);
  assert.ok(!foreign.ok && foreign.code === "drill.target-foreign");
});

test("refuses what is no plain http address", async () => {
  for (const url of [
    "",
    "shop",
    "https://127.0.0.1",
    "ftp://127.0.0.1",
    "http://a:b@127.0.0.1",
    "file:///etc",
  ]) {
    const checked = await checkTarget(url, [], lookUp);
    assert.ok(!checked.ok && checked.code === "drill.target-form", url);
  }
});

test("accepts an own server only under the very origin that is listed", async () => {
  const own = ["http://shop.example:8080"];
  assert.equal((await checkTarget("http://shop.example:8080", own, lookUp)).ok, true);
  assert.equal((await checkTarget("http://shop.example:8081", own, lookUp)).ok, false);
  assert.equal((await checkTarget("http://shop.example", own, lookUp)).ok, false);
});

test("the drill itself refuses a foreign stage and touches nothing of it", async () => {
  const touched: string[] = [];
  const report = await drillCardTesting({
    lookUp,
    stage: {
      baseUrl: "http://shop.example",
      feeYen: 20,
      issuer: {
        details: () => assert.fail("asked for a card"),
        tag: () => "",
      },
      gatewayCalls: () => Promise.resolve({ total: 0 }),
      reset: async () => {
        touched.push("reset");
      },
      close: async () => undefined,
    },
  });
  assert.ok(!report.ok && report.code === "drill.target-foreign");
  assert.deepEqual(touched, []);
});

test("a redirect to another host is shown to the actor and never followed", async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(302, { Location: "http://shop.example/steal" }).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const wire = openWire({
    url: `http://shop.example:${(server.address() as AddressInfo).port}`,
    address: "127.0.0.1",
  });
  const as: Identity = {
    ip: "106.132.0.1",
    headers: () => [["User-Agent", "x"]],
    jar: new Map(),
    keeps: () => true,
    javascript: true,
    triesPerSecond: 1,
  };
  const seen = await wire.send(as, { kind: "page", path: "/" }, () => 0);
  wire.close();
  server.close();
  assert.deepEqual(seen, { ...NOTHING_SEEN, status: 302, location: "http://shop.example/steal" });
  assert.equal(asked, 1);
});
