// Addresses, schemes and hosts are believed from trusted proxies only, whatever the buyer writes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIp, parseNetworks, type Ip } from "../../kernel/index.ts";
import { whenceOfBuyer, whenceOfProxy, type Claims } from "./whence.ts";

const PEER = "10.0.0.1" as Ip;
const SOCKET = { scheme: "http", host: "shop.example" } as const;

function trusting(...ranges: string[]) {
  const networks = parseNetworks(ranges);
  assert.ok(networks.ok);
  return networks.value;
}

function read(claims: Partial<Claims>) {
  const none = {
    forwarded: undefined,
    xForwardedFor: undefined,
    xForwardedProto: undefined,
    xForwardedHost: undefined,
  };
  return whenceOfProxy(PEER, { ...none, ...claims }, SOCKET, trusting("10.0.0.0/8", "2001:db8::/32"));
}

test("takes the last address that is not trusted, from the right", () => {
  assert.equal(read({ xForwardedFor: "1.1.1.1, 203.0.113.7, 10.0.0.9" }).clientIp, "203.0.113.7");
  assert.equal(read({ xForwardedFor: "203.0.113.7" }).clientIp, "203.0.113.7");
});

test("stops at what is no address: the hop before it is all that is known", () => {
  for (const odd of ["unknown", "_hidden", "", "1.2.3", "999.1.1.1", "a".repeat(5_000)]) {
    assert.equal(read({ xForwardedFor: `203.0.113.7, ${odd}, 10.0.0.9` }).clientIp, "10.0.0.9");
  }
});

test("takes the leftmost when all are trusted, and the peer when nothing is said", () => {
  assert.equal(read({ xForwardedFor: "10.0.0.8, 10.0.0.9" }).clientIp, "10.0.0.8");
  assert.equal(read({}).clientIp, PEER);
});

test("reads ports, brackets and IPv6", () => {
  assert.equal(read({ xForwardedFor: "203.0.113.7:4711" }).clientIp, "203.0.113.7");
  assert.equal(read({ xForwardedFor: "[2a00::1]:80" }).clientIp, parseIp("2a00::1"));
  assert.equal(read({ xForwardedFor: "::ffff:203.0.113.7" }).clientIp, "203.0.113.7");
  assert.equal(
    read({ forwarded: 'for="[2a00::1]:80";proto=https;host="x.example"' }).clientIp,
    parseIp("2a00::1"),
  );
});

test("believes X-Forwarded-For before Forwarded, which a buyer can send through most proxies", () => {
  assert.equal(read({ forwarded: "for=6.6.6.6", xForwardedFor: "203.0.113.7" }).clientIp, "203.0.113.7");
});

test("takes scheme and host from the nearest proxy when they are lawful", () => {
  const seen = read({
    xForwardedFor: "203.0.113.7",
    xForwardedProto: "http, HTTPS",
    xForwardedHost: "a, b.example",
  });
  assert.equal(seen.scheme, "https");
  assert.equal(seen.host, "b.example");
  const odd = read({ xForwardedProto: "gopher", xForwardedHost: "evil/\r\nX: y" });
  assert.equal(odd.scheme, "http");
  assert.equal(odd.host, "shop.example");
});

test("writes the believed chain alone for the shop", () => {
  const { lines } = read({ xForwardedFor: "6.6.6.6, 203.0.113.7, 10.0.0.9" });
  assert.match(lines, /^X-Forwarded-For: 203\.0\.113\.7, 10\.0\.0\.9, 10\.0\.0\.1\r\n/);
  assert.doesNotMatch(lines, /6\.6\.6\.6/);
  assert.match(
    whenceOfBuyer("2a00:0:0:0:0:0:0:1" as Ip, "https", "a").lines,
    /Forwarded: for="\[2a00:0:0:0:0:0:0:1\]";proto=https;host="a"\r\n$/,
  );
});

test("an endless chain is read only at its end", () => {
  const chain = `${"6.6.6.6, ".repeat(10_000)}203.0.113.7`;
  assert.equal(read({ xForwardedFor: chain }).clientIp, "203.0.113.7");
});
