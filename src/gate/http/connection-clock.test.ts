// How long a connection may be idle: by the machine's clock, also on a drill's stage, and by the newest limits.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { eventually, LIMITS, shopOf, startStage } from "../../../test/gate-stage.ts";
import { manualClock } from "../../kernel/index.ts";

const GET = "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n";

test("keeps an idle connection while only the gate's own clock leaps by hours, as on a drill's stage", async (t) => {
  const clock = manualClock();
  const shop = shopOf((_request, response) => response.end("ok"));
  // The limit decides how often connections are looked at: every 200 ms.
  const stage = await startStage(t, shop, { clock, limits: { bodyIdleTimeoutMs: 800 } });
  const socket = connect(stage.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (chunk) => (heard += String(chunk))).on("error", () => {});
  socket.write(GET);
  assert.ok(await eventually(() => heard.endsWith("ok")));
  clock.advance(3 * 3_600_000);
  await wait(600);
  socket.write(GET);
  assert.ok(await eventually(() => heard.split("200 OK").length === 3));
  socket.destroy();
});

test("new limits reach connections that are open already: silent ones, half a head, and those kept for later", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => response.end("ok")),
    { limits: { headTimeoutMs: 120_000, keepAliveTimeoutMs: 120_000 } },
  );
  for (const said of ["", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", GET]) {
    const socket = connect(stage.port, "127.0.0.1", () => socket.write(said));
    socket.on("error", () => {}).resume();
  }
  assert.ok(await eventually(() => stage.gate.connections().buyers === 3));
  // So that the last one's request is answered: only then is it kept for later.
  await wait(300);
  const limits = { ...LIMITS, headTimeoutMs: 200, keepAliveTimeoutMs: 200 };
  stage.gate.replaceSettings(stage.settings({ limits }));
  assert.ok(await eventually(() => stage.gate.connections().buyers === 0));
});
