// What a hostile or broken network does to the whole guard: malformed requests by curl and by raw sockets, far too large
// heads, bytes that are no text, a shop that hangs or is gone. Pages keep flowing.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { test } from "node:test";
import { promisify } from "node:util";
import { ask, openPlace, type GuardProcess } from "./place.ts";

const run = promisify(execFile);

async function speak(guard: GuardProcess, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(Number(new URL(guard.gateUrl).port), "127.0.0.1", () => socket.write(bytes));
    socket.setTimeout(3_000, () => socket.destroy());
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => (heard += part));
    socket.on("error", () => resolve(heard));
    socket.on("close", () => resolve(heard));
  });
}

async function curl(...args: string[]): Promise<string> {
  const how = ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "10"];
  return (await run("curl", [...how, ...args])).stdout;
}

async function seenBy(shop: Server, listen: Promise<void>): Promise<string> {
  await listen;
  return `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
}

/** What must never reach a shop, each as a whole request followed by a poisoned one. */
const MALFORMED: readonly (readonly [string, string])[] = [
  [
    "both lengths",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  ],
  ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"],
  ["twice chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"],
  ["hidden coding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"],
  ["coding with a blank", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"],
  ["folded line", "GET / HTTP/1.1\r\nHost: a\r\nX-Fold: a\r\n b\r\n\r\n"],
  ["bare line feeds", "GET / HTTP/1.1\nHost: a\n\n"],
  ["bare carriage return", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n"],
  ["nul in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"],
  ["no host", "GET / HTTP/1.1\r\n\r\n"],
  ["two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"],
  ["negative length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"],
  ["signed length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd"],
  ["huge length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n"],
  ["bad chunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"],
  ["future version", "GET / HTTP/3.7\r\nHost: a\r\n\r\n"],
  ["no version", "GET /\r\n\r\n"],
  ["blank in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["tls hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"],
];

test("malformed requests are refused by the whole guard and never reach the shop", async (t) => {
  const seen: string[] = [];
  const shop = createServer((request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.end("page");
  });
  const url = await seenBy(shop, new Promise((resolve) => shop.listen(0, "127.0.0.1", resolve)));
  t.after(async () => {
    shop.closeAllConnections();
    await new Promise<void>((resolve) => void shop.close(() => resolve()));
  });
  const place = await openPlace(t, { upstream: url });
  const guard = await place.start();

  for (const [name, bytes] of MALFORMED) {
    const heard = await speak(
      guard,
      Buffer.from(`${bytes}GET /poisoned HTTP/1.1\r\nHost: a\r\n\r\n`, "latin1"),
    );
    assert.ok(!heard.startsWith("HTTP/1.1 2"), `${name}: ${heard.slice(0, 60)}`);
    assert.deepEqual(seen, [], `${name} reached the shop`);
    assert.ok(/^HTTP\/1\.1 (?:400|413|414|431|501|505) /.test(heard), `${name}: ${heard.slice(0, 60)}`);
  }
  const long = `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`;
  assert.match(await speak(guard, long), /^HTTP\/1\.1 431 /);
  const many = `GET / HTTP/1.1\r\nHost: a\r\n${"X-Many: 1\r\n".repeat(9_000)}\r\n`;
  assert.match(await speak(guard, many), /^HTTP\/1\.1 431 /);
  assert.deepEqual(seen, [], "nothing of it reached the shop");

  // Bytes that are no UTF-8 are no crime in a value or a body: browsers of old shops send them.
  const odd = Buffer.concat([
    Buffer.from("POST /checkout HTTP/1.1\r\nHost: a\r\nX-Name: "),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from("\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\nname="),
    Buffer.from([0x83, 0x4a, 0x83, 0xff, 0xc3, 0x28]),
  ]);
  const answered = await speak(guard, odd);
  assert.match(answered, /^HTTP\/1\.1 [2345]\d\d /);
  assert.doesNotMatch(answered, /^HTTP\/1\.1 500/);

  // A real client at its worst.
  assert.equal(await curl(guard.gateUrl), "200");
  assert.equal(await curl("-H", `X-Long: ${"y".repeat(100_000)}`, guard.gateUrl), "431");
  assert.equal(
    await curl("-H", "Transfer-Encoding: chunked", "-H", "Content-Length: 3", "-d", "abc", guard.gateUrl),
    "400",
  );
  assert.equal(await curl("-X", "POST", "-d", "abc", "--http1.0", guard.gateUrl), "200");
  assert.equal(await curl("--path-as-is", `${guard.gateUrl}/../../etc/passwd`), "200");
  assert.equal((await ask(guard, "/v1/now")).status, 200);
  assert.ok(!guard.said().includes("worker.lost"), guard.said());
});

test("a hanging shop and a shop that is down get the guard's own page in the buyer's language", async (t) => {
  const shop = createServer(() => undefined);
  const url = await seenBy(shop, new Promise((resolve) => shop.listen(0, "127.0.0.1", resolve)));
  const place = await openPlace(t, {
    upstream: url,
    config: { gate: { listen: "127.0.0.1:0", workers: 2, limits: { upstreamHeadTimeoutMs: 500 } } },
  });
  const guard = await place.start();
  const page = async (language: string): Promise<{ status: number; text: string }> => {
    const answer = await fetch(guard.gateUrl, {
      headers: { "accept-language": language, accept: "text/html" },
    });
    return { status: answer.status, text: await answer.text() };
  };
  const late = await page("ja");
  assert.equal(late.status, 504);
  assert.match(late.text, /お店からの応答に時間がかかっています/);
  assert.match((await page("en")).text, /The shop is taking too long to answer/);
  shop.closeAllConnections();
  await new Promise<void>((resolve) => void shop.close(() => resolve()));
  const down = await page("ja-JP,ja;q=0.9");
  assert.equal(down.status, 502);
  assert.match(down.text, /ただいまお店につながりにくくなっています/);
  assert.match((await page("en")).text, /The shop cannot be reached right now/);
  const health = await fetch(`${guard.consoleUrl}/healthz`);
  assert.equal(health.status, 200);
});
