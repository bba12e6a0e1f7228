// Starting, changing and closing the server while buyers are there.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { eventually, rawShop, shopOf, startStage } from "../../../test/gate-stage.ts";

const HOST = "Host: shop.example\r\n";

test("changes shop, limits and handler without dropping a connection", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end("old")),
  );
  const other = await startStage(
    t,
    shopOf((_request, response) => response.end("new")),
  );
  const socket = connect(stage.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (data: Buffer) => (heard += data.toString()));
  socket.write(`GET / HTTP/1.1\r\n${HOST}\r\n`);
  assert.ok(await eventually(() => heard.endsWith("old")));
  stage.gate.replaceSettings(stage.settings({ upstream: new URL(`http://127.0.0.1:${other.shopPort}`) }));
  socket.write(`GET / HTTP/1.1\r\n${HOST}\r\n`);
  assert.ok(await eventually(() => heard.endsWith("new")));
  stage.gate.replaceHandler({
    receive: () => ({ kind: "answer", reply: { status: 200, headers: [], body: "mine" } }),
  });
  socket.write(`GET / HTTP/1.1\r\n${HOST}\r\n`);
  assert.ok(await eventually(() => heard.endsWith("mine")));
  socket.destroy();
});

test("drains: an answer under way is finished, then the connection closes", async (t) => {
  let finish: (() => void) | undefined;
  const shop = shopOf((_request, response) => {
    response.write("first ");
    finish = () => response.end("last");
  });
  const stage = await startStage(t, shop);
  const answer = await fetch(stage.url);
  const closing = stage.gate.close({ graceMs: 5_000 });
  await assert.rejects(fetch(stage.url));
  finish?.();
  assert.equal(await answer.text(), "first last");
  await closing;
  assert.ok(await eventually(() => stage.gate.connections().buyers + stage.gate.connections().shop === 0));
});

test("says that the address is taken", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end()),
  );
  const { startGateServer } = await import("./index.ts");
  const { systemClock } = await import("../../kernel/index.ts");
  await assert.rejects(
    startGateServer({
      ...stage.settings({}),
      listen: { host: "127.0.0.1", port: stage.port, reusePort: false },
      handler: { receive: () => ({ kind: "forward" }) },
      clock: systemClock(),
      onTrouble: () => {},
    }),
    { code: "gate.listen" },
  );
});

test("closes in time even when the shop never answers and buyers wait in line", async (t) => {
  const shop = rawShop((socket) => socket.resume());
  const stage = await startStage(t, shop, { limits: { upstreamConnectionsMax: 1 } });
  const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
  for (const extra of ["", "", upgrade]) {
    connect(stage.port, "127.0.0.1")
      .on("error", () => {})
      .write(`GET / HTTP/1.1\r\n${HOST}${extra}\r\n`);
  }
  assert.ok(
    await eventually(() => stage.gate.connections().buyers === 3 && stage.gate.connections().shop === 2),
  );
  await stage.gate.close({ graceMs: 50 });
  await stage.gate.close({ graceMs: 50 });
});
