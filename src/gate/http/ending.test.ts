// When a new era begins (all sessions ended, the shop stopped) nothing from before goes on: no tunnel, no endless answer. What
// the shop is still working on gets its answer, and what began since is left alone.

import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { test, type TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { eventually, rawShop, shopOf, startStage, type StageWishes } from "../../../test/gate-stage.ts";
import { manualClock } from "../../kernel/index.ts";

const UPGRADE =
  "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n";
const SWITCHED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

function stageWishes(): StageWishes & {
  begin(): void;
  readonly connectionClock: ReturnType<typeof manualClock>;
} {
  let era = 0;
  return {
    era: () => era,
    begin: () => void (era += 1),
    connectionClock: manualClock(),
    // A quarter of the shortest limit is how often the gate looks: every 20 ms.
    limits: { keepAliveTimeoutMs: 80 },
  };
}

function speak(t: TestContext, port: number, said: string) {
  const socket = connect(port, "127.0.0.1", () => socket.write(said));
  const heard = { text: "", isOver: false };
  socket.on("data", (data) => (heard.text += String(data))).on("error", () => {});
  socket.on("close", () => (heard.isOver = true));
  t.after(() => socket.destroy());
  return heard;
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

test("open tunnels are cut, and later ones live", async (t) => {
  const wishes = stageWishes();
  const shop = rawShop((socket) => socket.once("data", () => socket.write(`${SWITCHED}hello`)));
  const stage = await startStage(t, shop, wishes);
  const old = speak(t, stage.port, UPGRADE);
  assert.ok(await eventually(() => old.text.endsWith("hello")));
  wishes.begin();
  assert.ok(await eventually(() => old.isOver && stage.gate.connections().tunnels === 0));
  const fresh = speak(t, stage.port, UPGRADE);
  assert.ok(await eventually(() => fresh.text.endsWith("hello")));
  wishes.connectionClock.advance(60_000);
  await wait(100);
  assert.equal(fresh.isOver, false);
});

test("a tunnel that was asked for before and granted after never opens", async (t) => {
  const wishes = stageWishes();
  const asked: Socket[] = [];
  const shop = rawShop((socket) => socket.once("data", () => asked.push(socket)));
  const stage = await startStage(t, shop, wishes);
  const heard = speak(t, stage.port, UPGRADE);
  assert.ok(await eventually(() => asked.length === 1));
  wishes.begin();
  asked[0]?.write(`${SWITCHED}secret`);
  assert.ok(await eventually(() => heard.isOver));
  assert.equal(heard.text, "");
});

test("an answer that still runs ten seconds later is cut; a waiting request gets its answer, a new one runs on", async (t) => {
  const wishes = stageWishes();
  const waiting: ServerResponse[] = [];
  const shop = shopOf((request, response) => {
    if (request.url === "/stream") response.write("data: 1\n\n");
    else waiting.push(response);
  });
  const stage = await startStage(t, shop, wishes);
  const stream = speak(t, stage.port, get("/stream"));
  const paying = speak(t, stage.port, get("/pay"));
  const slow = speak(t, stage.port, get("/export"));
  assert.ok(await eventually(() => stream.text.includes("data: 1") && waiting.length === 2));
  wishes.begin();
  await wait(100);
  const fresh = speak(t, stage.port, get("/stream"));
  assert.ok(await eventually(() => fresh.text.includes("data: 1")));
  assert.equal(stream.isOver, false, "an ordinary page would have ended by now");
  wishes.connectionClock.advance(10_000);
  assert.ok(await eventually(() => stream.isOver));
  assert.equal(paying.isOver, false);
  waiting[0]?.end("paid");
  assert.ok(await eventually(() => paying.text.endsWith("paid")));
  waiting[1]?.write("row 1\n");
  assert.ok(await eventually(() => slow.isOver), "begun late, and endless");
  assert.equal(fresh.isOver, false);
});
