// Buyers who leave, dawdle, crowd in or never finish: the shop is let go at once, and others are served.

import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { eventually, rawShop, shopOf, startStage, talk } from "../../../test/gate-stage.ts";

const HOST = "Host: shop.example\r\n";
const GET = `GET / HTTP/1.1\r\n${HOST}\r\n`;

test("aborts the shop when the buyer leaves", async (t) => {
  let began = false;
  let aborted = false;
  const shop = shopOf((request) => {
    began = true;
    request.on("close", () => (aborted = true));
  });
  const stage = await startStage(t, shop);
  const socket = connect(stage.port, "127.0.0.1");
  socket.write(GET);
  assert.ok(await eventually(() => began));
  socket.destroy();
  assert.ok(await eventually(() => aborted));
  assert.ok(await eventually(() => stage.gate.connections().shop === 0));
});

test("never completes an upload that the buyer broke off", async (t) => {
  let heard = "";
  let closed = false;
  const shop = rawShop((socket) => {
    socket.on("data", (data: Buffer) => (heard += data.toString()));
    socket.on("close", () => (closed = true));
  });
  const stage = await startStage(t, shop);
  const socket = connect(stage.port, "127.0.0.1");
  socket.write(`POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n`);
  assert.ok(await eventually(() => heard.endsWith("half\r\n")));
  socket.destroy();
  assert.ok(await eventually(() => closed));
  assert.doesNotMatch(heard, /\r\n0\r\n/);
});

test("gives 408 to a head that does not come to its end", async (t) => {
  const stage = await startStage(
    t,
    shopOf(() => {}),
    { limits: { headTimeoutMs: 200 } },
  );
  assert.match(await talk(stage.port, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow"), /^HTTP\/1\.1 408 /);
});

test("gives 408 to a body that stops coming", async (t) => {
  const stage = await startStage(
    t,
    shopOf((request) => request.resume()),
    { limits: { bodyIdleTimeoutMs: 150 } },
  );
  const heard = await talk(stage.port, `POST / HTTP/1.1\r\n${HOST}Content-Length: 10\r\n\r\nabc`, /<\/html>/);
  assert.match(heard, /^HTTP\/1\.1 408 /);
});

test("gives 408 to a long body that stops coming, and lets the shop go", async (t) => {
  let closed = false;
  const shop = shopOf((request) => request.on("close", () => (closed = true)).resume());
  const stage = await startStage(t, shop, { limits: { bodyIdleTimeoutMs: 150 } });
  const heard = await talk(
    stage.port,
    `POST / HTTP/1.1\r\n${HOST}Content-Length: 100000\r\n\r\nabc`,
    /<\/html>/,
  );
  assert.match(heard, /^HTTP\/1\.1 408 /);
  assert.ok(await eventually(() => closed));
});

test("gives 408 to a body that only drips", async (t) => {
  const stage = await startStage(
    t,
    shopOf((request) => request.resume()),
    { limits: { bodyIdleTimeoutMs: 300 } },
  );
  const socket = connect(stage.port, "127.0.0.1").on("error", () => {});
  let heard = "";
  socket.on("data", (data: Buffer) => (heard += data.toString()));
  socket.write(`POST / HTTP/1.1\r\n${HOST}Content-Length: 100000\r\n\r\n`);
  const drip = setInterval(() => socket.write("x"), 40);
  t.after(() => clearInterval(drip));
  assert.ok(await eventually(() => heard.startsWith("HTTP/1.1 408 ")));
  socket.destroy();
});

test("asks the shop only once a small body is there", async (t) => {
  let asked = 0;
  const shop = shopOf((request, response) => {
    asked++;
    request.resume().on("end", () => response.end("ok"));
  });
  const stage = await startStage(t, shop);
  const socket = connect(stage.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (data: Buffer) => (heard += data.toString()));
  socket.write(`POST / HTTP/1.1\r\n${HOST}Content-Length: 4\r\n\r\nha`);
  assert.equal(await (await fetch(stage.url)).text(), "ok");
  assert.equal(asked, 1);
  assert.equal(stage.gate.connections().shop, 1);
  socket.write("lf");
  assert.ok(await eventually(() => heard.endsWith("ok")));
  socket.destroy();
});

test("does not mistake a slow shop for a slow buyer", async (t) => {
  const shop = shopOf((_request, response) => setTimeout(() => response.end("late"), 500));
  const stage = await startStage(t, shop, { limits: { bodyIdleTimeoutMs: 100 } });
  assert.equal(await (await fetch(stage.url, { method: "POST", body: "abc" })).text(), "late");
});

test("closes idle connections after the keep-alive time", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end("ok")),
    {
      limits: { keepAliveTimeoutMs: 200 },
    },
  );
  const heard = await talk(stage.port, GET);
  assert.match(heard, /200 OK/);
  assert.ok(await eventually(() => stage.gate.connections().buyers === 0));
});

test("lets the longest idle connection go for a buyer when the house is full, and says so", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end("ok")),
    { limits: { connectionsMax: 10 } },
  );
  const sockets = Array.from({ length: 10 }, () => connect(stage.port, "127.0.0.1"));
  assert.ok(await eventually(() => stage.gate.connections().buyers === 10));
  const gone: number[] = [];
  for (const [n, socket] of sockets.entries()) socket.on("close", () => gone.push(n)).on("error", () => {});
  for (const socket of sockets) socket.resume();
  assert.equal(await (await fetch(stage.url, { headers: { connection: "close" } })).text(), "ok");
  assert.ok(await eventually(() => gone.length === 1));
  assert.deepEqual(gone, [0]);
  assert.ok(stage.troubles.some((trouble) => trouble.type === "connections.full"));
  for (const socket of sockets) socket.destroy();
});

test("takes nobody in while all connections it may have are busy, and cuts none of them", async (t) => {
  const answers: (() => void)[] = [];
  const shop = shopOf((_request, response) => answers.push(() => response.end("late")));
  const stage = await startStage(t, shop, { limits: { connectionsMax: 10 } });
  const last = GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
  const talks = Array.from({ length: 10 }, () => talk(stage.port, last));
  assert.ok(await eventually(() => answers.length === 10));
  assert.equal(await talk(stage.port, GET), "");
  assert.equal(stage.gate.connections().buyers, 10);
  for (const answer of answers) answer();
  for (const heard of await Promise.all(talks)) assert.match(heard, /late/);
});

test("holds 2,000 idle connections and still answers", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end("ok")),
  );
  const sockets = Array.from({ length: 2_000 }, () => connect(stage.port, "127.0.0.1").on("error", () => {}));
  assert.ok(await eventually(() => stage.gate.connections().buyers === 2_000));
  assert.equal(await (await fetch(stage.url)).text(), "ok");
  for (const socket of sockets) socket.destroy();
  assert.ok(await eventually(() => stage.gate.connections().buyers <= 1));
});

test("survives a client that resets while it is refused", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end("ok")),
  );
  for (let i = 0; i < 20; i++) {
    const socket = connect(stage.port, "127.0.0.1").on("error", () => {});
    socket.write("GARBAGE\r\n\r\n");
    setTimeout(() => socket.resetAndDestroy(), i % 5);
  }
  assert.ok(await eventually(() => stage.gate.connections().buyers === 0));
  const agentless = await new Promise((resolve) => {
    httpRequest(stage.url, { agent: false }, (answer) => resolve(answer.statusCode)).end();
  });
  assert.equal(agentless, 200);
});

test("forgets a buyer who leaves while he waits for a connection, and tells his watcher", async (t) => {
  const asked: string[] = [];
  let seen: unknown = "nothing";
  let finish: (() => void) | undefined;
  const shop = shopOf((request, response) => {
    asked.push(request.url ?? "");
    finish = () => response.end("ok");
  });
  const watch = { bodyBytesMax: 10, holdAnswer: false, seen: (answer: unknown) => void (seen = answer) };
  let isJudged = false;
  const handler = {
    receive: (request: { path: string }) => {
      isJudged = request.path === "/second";
      return isJudged ? ({ kind: "forward", watch } as const) : ({ kind: "forward" } as const);
    },
  };
  const stage = await startStage(t, shop, { handler, limits: { upstreamConnectionsMax: 1 } });
  const first = fetch(`${stage.url}/first`);
  assert.ok(await eventually(() => finish !== undefined));
  const second = connect(stage.port, "127.0.0.1");
  second.write(`GET /second HTTP/1.1\r\n${HOST}\r\n`);
  assert.ok(await eventually(() => isJudged));
  second.destroy();
  assert.ok(await eventually(() => seen === undefined));
  finish?.();
  assert.equal(await (await first).text(), "ok");
  assert.deepEqual(asked, ["/first"]);
});

test("tells the watcher when a buyer leaves before his small body is there", async (t) => {
  let seen: unknown = "nothing";
  const watch = { bodyBytesMax: 10, holdAnswer: true, seen: (answer: unknown) => void (seen = answer) };
  let isJudged = false;
  const handler = {
    receive: () => {
      isJudged = true;
      return { kind: "forward", watch } as const;
    },
  };
  const stage = await startStage(
    t,
    shopOf(() => assert.fail("asked the shop")),
    { handler },
  );
  const socket = connect(stage.port, "127.0.0.1");
  socket.write(`POST / HTTP/1.1\r\n${HOST}Content-Length: 5\r\n\r\nab`);
  assert.ok(await eventually(() => isJudged));
  socket.destroy();
  assert.ok(await eventually(() => seen === undefined));
});

test("begins a request sent ahead only when the buyer has taken the answer before", async (t) => {
  const asked: string[] = [];
  const shop = shopOf((request, response) => {
    asked.push(request.url ?? "");
    response.end(Buffer.alloc(20_000_000, "a"));
  });
  const stage = await startStage(t, shop);
  const socket = connect(stage.port, "127.0.0.1");
  socket.pause();
  socket.write(`GET /1 HTTP/1.1\r\n${HOST}\r\nGET /2 HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  assert.ok(await eventually(() => asked.length === 1));
  assert.equal(
    await (await fetch(`${stage.url}/other`)).arrayBuffer().then((body) => body.byteLength),
    20_000_000,
  );
  assert.deepEqual(asked, ["/1", "/other"]);
  let bytes = 0;
  socket.on("data", (data: Buffer) => (bytes += data.length)).resume();
  await new Promise((resolve) => {
    socket.on("end", resolve);
  });
  assert.deepEqual(asked, ["/1", "/other", "/2"]);
  assert.ok(bytes > 40_000_000);
  socket.destroy();
});

test("gives a head that was begun behind an answer its own time, then 408", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end("ok")),
    { limits: { headTimeoutMs: 200 } },
  );
  const heard = await talk(stage.port, `${GET}GET / HTTP/1.1\r\nX-Slow`);
  assert.match(heard, /^HTTP\/1\.1 200 OK[^]*okHTTP\/1\.1 408 /);
  assert.ok(stage.troubles.some((trouble) => trouble.type === "request.refused" && trouble.status === 408));
});

test("keeps a long answer's buyer as long as he reads, however slowly, and drops nobody's bytes", async (t) => {
  const shop = shopOf((_request, response) => response.end(Buffer.alloc(3_000_000, "a")));
  const stage = await startStage(t, shop, { limits: { bodyIdleTimeoutMs: 400 } });
  const socket = connect(stage.port, "127.0.0.1");
  let bytes = 0;
  socket.on("data", (data: Buffer) => {
    bytes += data.length;
    socket.pause();
    setTimeout(() => socket.resume(), 10);
  });
  socket.write(`GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  await new Promise((resolve) => {
    socket.on("close", resolve);
  });
  assert.ok(bytes > 3_000_000);
});
