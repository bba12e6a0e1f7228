// Which origins are turned away: read as people write them, found as networks lie in each other.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseIp, parseNetworks, type Ip } from "../../kernel/index.ts";
import type { OriginFacts } from "../facts.ts";
import { compileBlocks } from "./blocks.ts";
import type { Origin } from "./contract.ts";
import { isWide, readOrigin } from "./origins.ts";

const lookUp = (ip: Ip): OriginFacts => ({
  ip,
  asn: ip.startsWith("198.") ? 64_500 : 2_516,
  asnName: "",
  country: ip.startsWith("198.") ? "SG" : "JP",
  hosting: false,
});

function ipOf(text: string): Ip {
  const ip = parseIp(text);
  assert.ok(ip !== undefined, text);
  return ip;
}

function read(kind: Origin["kind"], value: string): string | undefined {
  const origin = readOrigin({ kind, value });
  return origin === undefined ? undefined : `${origin.kind} ${origin.value}`;
}

test("origins are read in one form, and what is none is refused", () => {
  assert.equal(read("network", "203.0.113.9/24"), "network 203.0.113.0/24");
  assert.equal(read("network", "203.0.113.9/32"), "ip 203.0.113.9");
  assert.equal(read("network", "::ffff:203.0.113.9/120"), "network 203.0.113.0/24");
  assert.equal(read("network", "2001:db8:1:2::/33"), "network 2001:db8:0:0:0:0:0:0/33");
  assert.equal(read("asn", "as2516"), "asn 2516");
  assert.equal(read("country", "sg"), "country SG");
  for (const [kind, value] of [
    ["ip", "203.0.113"],
    ["network", "203.0.113.0"],
    ["network", "203.0.113.0/33"],
    ["network", "203.0.113.0/24/1"],
    ["asn", "0"],
    ["asn", "4294967296"],
    ["country", "Japan"],
  ] as const)
    assert.equal(read(kind, value), undefined, value);
  assert.deepEqual(
    ["0.0.0.0/7", "10.0.0.0/8", "2001::/19", "2001::/20"].map((value) => isWide({ kind: "network", value })),
    [true, false, true, false],
  );
});

test("a crowd is told from a name, and whoever is spared is welcome in both", () => {
  const blocks = [
    { kind: "country", value: "SG", untilMs: null },
    { kind: "ip", value: "203.0.113.7", untilMs: 50 },
  ] as const;
  const list = compileBlocks(blocks, lookUp, (ip) => ip === "198.51.100.9");
  assert.equal(list?.find(ipOf("198.51.100.1"), 10), "crowd");
  assert.equal(list?.find(ipOf("198.51.100.9"), 10), undefined);
  assert.equal(list?.find(ipOf("203.0.113.7"), 49), "named");
  assert.equal(list?.find(ipOf("203.0.113.7"), 50), undefined, "its time is over");
  assert.equal(
    compileBlocks([], lookUp, () => false),
    undefined,
  );
});

test("the search agrees with a plain walk through all networks, IPv4 and IPv6, nested as they may be", () => {
  const four = fc.tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 255 }),
    fc.integer({ min: 6, max: 32 }),
  );
  const origin = fc.oneof(
    four.map(([a, b, bits]) => ({ kind: "network" as const, value: `${a}.${b}.${b}.${a}/${bits}` })),
    four.map(([a, b, bits]) => ({ kind: "network" as const, value: `200${a}::${b}/${bits * 4}` })),
  );
  const address = fc.oneof(
    four.map(([a, b, c]) => `${a}.${b}.${b}.${c % 4}`),
    four.map(([a, b]) => `200${a}::${b}`),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(origin, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 30 }),
      address,
      (given, text) => {
        const blocks = given.flatMap(([one, untilMs]) => {
          const known = readOrigin(one);
          return known === undefined ? [] : [{ ...known, untilMs }];
        });
        const ip = ipOf(text);
        const list = compileBlocks(blocks, lookUp, () => false);
        for (const nowMs of [0, 4, 8]) {
          const plain = blocks.some(({ value, untilMs }) => {
            const networks = parseNetworks([value]);
            return untilMs > nowMs && networks.ok && networks.value.contains(ip);
          });
          assert.equal(list?.find(ip, nowMs) === "named", plain);
        }
      },
    ),
  );
});
