// Shops that are down, hang, break off or lie. The buyer always gets a whole answer, an
// own page, or a visibly broken connection, never something that only looks whole.

import assert from "node:assert/strict";
import { connect, createServer, type AddressInfo } from "node:net";
import { test } from "node:test";
import { eventually, rawShop, sayingShop, shopOf, startStage, talk } from "../../../test/gate-stage.ts";

const HOST = "Host: shop.example\r\n";
const GET = `GET / HTTP/1.1\r\n${HOST}\r\n`;

async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

test("shows its own 502 page in the buyer's language when the shop is down, JSON to those who ask for it", async (t) => {
  const stage = await startStage(
    t,
    shopOf(() => {}),
  );
  const upstream = new URL(`http://127.0.0.1:${await deadPort()}`);
  stage.gate.replaceSettings(stage.settings({ upstream }));
  const japanese = await fetch(stage.url, {
    headers: { "Accept-Language": "ja,en;q=0.5", Accept: "text/html" },
  });
  assert.equal(japanese.status, 502);
  assert.equal(japanese.headers.get("cache-control"), "no-store");
  const page = await japanese.text();
  assert.match(page, /<html lang="ja">/);
  assert.match(page, /お店のサーバーから応答がありません/);
  assert.match(page, /茶&#60;店&#62;/);
  assert.match(page, /href="tel:0312345678"/);
  assert.doesNotMatch(page, /茶<店>|<script|src=/);
  const english = await (await fetch(stage.url, { headers: { "Accept-Language": "en-GB" } })).text();
  assert.match(english, /<html lang="en">[^]*cannot be reached right now/);
  assert.doesNotMatch(english, /order history/);
  const posted = await (
    await fetch(stage.url, { method: "POST", headers: { "Accept-Language": "en" } })
  ).text();
  assert.match(posted, /order history/);
  const json = await fetch(stage.url, { headers: { Accept: "application/json", "Accept-Language": "en" } });
  assert.equal(((await json.json()) as { error: { code: string } }).error.code, "shop_unreachable");
  assert.deepEqual(stage.troubles[0], { type: "shop.failed", why: "refused", method: "GET", path: "/" });
});

test("gives 504 when the shop does not answer, and lets its connection go", async (t) => {
  let closed = false;
  const shop = rawShop((socket) => {
    socket.resume().on("close", () => (closed = true));
  });
  const stage = await startStage(t, shop, { limits: { upstreamHeadTimeoutMs: 100 } });
  assert.equal((await fetch(stage.url)).status, 504);
  assert.ok(await eventually(() => closed));
});

test("gives 503 when every connection to the shop stays in use", async (t) => {
  const stage = await startStage(
    t,
    shopOf(() => {}),
    {
      limits: { upstreamConnectionsMax: 1, upstreamConnectTimeoutMs: 100 },
    },
  );
  void fetch(stage.url).catch(() => undefined);
  assert.ok(await eventually(() => stage.gate.connections().shop === 1));
  const second = await fetch(stage.url);
  assert.equal(second.status, 503);
  assert.ok(second.headers.has("retry-after"));
});

test("hands a connection that becomes free to who waits longest", async (t) => {
  let open = 0;
  let most = 0;
  const shop = shopOf((request, response) => {
    most = Math.max(most, ++open);
    setTimeout(() => {
      open--;
      response.end(request.url);
    }, 5);
  });
  const stage = await startStage(t, shop, { limits: { upstreamConnectionsMax: 2 } });
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => (await fetch(`${stage.url}/${i}`)).text()),
  );
  assert.deepEqual(
    answers,
    Array.from({ length: 20 }, (_, i) => `/${i}`),
  );
  assert.equal(most, 2);
});

const LIES: readonly (readonly [string, string])[] = [
  ["no HTTP at all", "hello\r\n\r\n"],
  ["both framings", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
  ["two Content-Lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!"],
  ["an unknown transfer coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"],
  ["a space in a field name", "HTTP/1.1 200 OK\r\nX Y: 1\r\nContent-Length: 0\r\n\r\n"],
  ["a bare CR in a value", "HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b=c\r\nContent-Length: 0\r\n\r\n"],
  [
    "a switch nobody asked for",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
  ],
  ["a head without end", `HTTP/1.1 200 OK\r\nX: ${"a".repeat(70_000)}`],
];
for (const [name, bytes] of LIES) {
  test(`gives 502 when the shop answers with ${name}`, async (t) => {
    const stage = await startStage(t, sayingShop(bytes));
    assert.equal((await fetch(stage.url)).status, 502);
  });
}

const TORN: readonly (readonly [string, string])[] = [
  ["within a counted body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"],
  ["within a chunked body", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf"],
  ["between chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
  ["with a broken chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalfzz\r\n\r\n"],
];
for (const [name, bytes] of TORN) {
  test(`breaks the buyer's connection when the shop breaks off ${name}`, async (t) => {
    const stage = await startStage(
      t,
      sayingShop(bytes, (socket) => setTimeout(() => socket.end(), 20)),
    );
    await assert.rejects(async () => (await fetch(stage.url)).text());
    const old = await talk(stage.port, GET);
    assert.doesNotMatch(old, /\r\n0\r\n\r\n/);
  });
}

test("breaks with a reset towards HTTP/1.0, where closing would look like the end", async (t) => {
  const stage = await startStage(
    t,
    sayingShop("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", (socket) =>
      setTimeout(() => socket.resetAndDestroy(), 50),
    ),
  );
  const socket = connect(stage.port, "127.0.0.1");
  const code = await new Promise((resolve) => {
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.on("end", () => resolve("end"));
    socket.resume();
    socket.write("GET / HTTP/1.0\r\n\r\n");
  });
  assert.equal(code, "ECONNRESET");
});

test("breaks off when the shop falls silent within an answer", async (t) => {
  const stage = await startStage(t, sayingShop("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), {
    limits: { upstreamIdleTimeoutMs: 100, upstreamHeadTimeoutMs: 400 },
  });
  const answer = await fetch(stage.url);
  await assert.rejects(answer.text());
  assert.ok(
    stage.troubles.some((trouble) => trouble.type === "shop.failed" && trouble.why === "idle-timeout"),
  );
});

/** A shop that answers the first request of a connection and resets it at the second. */
function fickleShop(counts: Map<string, number>): ReturnType<typeof rawShop> {
  return rawShop((socket) => {
    let requests = 0;
    socket.on("data", (data: Buffer) => {
      const key = data.toString().split(" ").slice(0, 2).join(" ");
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (++requests > 1) socket.resetAndDestroy();
      else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
  });
}

test("sends a GET again when a kept connection turns out dead, but never a POST", async (t) => {
  const counts = new Map<string, number>();
  const stage = await startStage(t, fickleShop(counts));
  assert.equal((await fetch(`${stage.url}/first`)).status, 200);
  assert.equal((await fetch(`${stage.url}/again`)).status, 200);
  assert.equal(counts.get("GET /again"), 2);
  assert.equal((await fetch(`${stage.url}/pay`, { method: "POST", body: "x" })).status, 502);
  assert.equal(counts.get("POST /pay"), 1);
});
