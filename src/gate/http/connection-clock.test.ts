// Connections are timed by the machine's clock, also where the gate stands on a drill's stage.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { eventually, shopOf, startStage } from "../../../test/gate-stage.ts";
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
