// Large and slow things: memory stays flat and backpressure works both ways, through tunnels too.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { eventually, rawShop, shopOf, startStage, talk } from "../../../test/gate-stage.ts";

const BLOCK = Buffer.alloc(1_048_576, 7);
const MEGABYTES = 200;
/** Far below the 200 MB that pass: buffers of three processes' worth of sockets live in this one. */
const GROWTH_MAX = 120 * 1_048_576;

/** Highest resident memory seen while `work` runs, less what there was before. */
async function growth(work: Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  await work;
  clearInterval(timer);
  return most - before;
}

test("streams a 200 MB download in flat memory", async (t) => {
  const shop = shopOf((_request, response) => {
    let sent = 0;
    response.writeHead(200, { "Content-Length": MEGABYTES * BLOCK.length });
    const more = (): void => {
      while (sent < MEGABYTES) {
        sent++;
        if (!response.write(BLOCK)) break;
      }
      if (sent === MEGABYTES) response.end();
    };
    response.on("drain", more);
    more();
  });
  const stage = await startStage(t, shop);
  let bytes = 0;
  const download = new Promise<void>((resolve, reject) => {
    httpRequest(stage.url, (answer) => {
      answer.on("data", (data: Buffer) => (bytes += data.length));
      answer.on("end", resolve).on("error", reject);
    }).end();
  });
  const grown = await growth(download);
  assert.equal(bytes, MEGABYTES * BLOCK.length);
  assert.ok(grown < GROWTH_MAX, `grew by ${grown}`);
});

for (const framing of ["counted", "chunked"]) {
  test(`streams a 200 MB ${framing} upload in flat memory`, async (t) => {
    const shop = shopOf((request, response) => {
      let bytes = 0;
      request.on("data", (data: Buffer) => (bytes += data.length));
      request.on("end", () => response.end(String(bytes)));
    });
    const stage = await startStage(t, shop);
    const headers = framing === "counted" ? { "Content-Length": MEGABYTES * BLOCK.length } : {};
    let heard = "";
    const upload = new Promise<void>((resolve, reject) => {
      const out = httpRequest(stage.url, { method: "POST", headers }, (answer) => {
        answer.on("data", (data: Buffer) => (heard += data.toString()));
        answer.on("end", resolve);
      });
      out.on("error", reject);
      let sent = 0;
      const more = (): void => {
        while (sent < MEGABYTES) {
          sent++;
          if (!out.write(BLOCK)) break;
        }
        if (sent === MEGABYTES) out.end();
      };
      out.on("drain", more);
      more();
    });
    const grown = await growth(upload);
    assert.equal(heard, String(MEGABYTES * BLOCK.length));
    assert.ok(grown < GROWTH_MAX, `grew by ${grown}`);
  });
}

/** A socket that writes as long as it is taken, and tells how much that was. */
function pour(socket: Socket, count: { bytes: number }): void {
  const more = (): void => {
    while (!socket.destroyed && count.bytes < 400_000_000) {
      count.bytes += BLOCK.length;
      if (!socket.write(BLOCK)) return;
    }
  };
  socket.on("drain", more);
  more();
}

/** Kernel buffers on both hops plus a few blocks in flight. */
const IN_FLIGHT_MAX = 40_000_000;

async function settled(count: { bytes: number }): Promise<number> {
  let last = -1;
  let still = 0;
  await eventually(() => {
    still = count.bytes === last ? still + 1 : 0;
    last = count.bytes;
    return still > 20;
  });
  return count.bytes;
}

test("stops the shop while a buyer does not read, then delivers the rest", async (t) => {
  const poured = { bytes: 0 };
  const shop = rawShop((socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
      pour(socket, poured);
    });
  });
  const stage = await startStage(t, shop);
  const socket = connect(stage.port, "127.0.0.1");
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.ok(await eventually(() => poured.bytes > 0));
  const held = await settled(poured);
  assert.ok(held < IN_FLIGHT_MAX, `the shop could write ${held}`);
  let read = 0;
  socket.on("data", (data: Buffer) => (read += data.length)).resume();
  assert.ok(await eventually(() => read > held && poured.bytes > held));
  socket.destroy();
});

test("stops an upload while the shop does not read", async (t) => {
  const shop = rawShop((socket) => socket.pause());
  const stage = await startStage(t, shop);
  const socket = connect(stage.port, "127.0.0.1").on("error", () => {});
  const poured = { bytes: 0 };
  socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n");
  pour(socket, poured);
  const held = await settled(poured);
  assert.ok(held < IN_FLIGHT_MAX, `the buyer could write ${held}`);
  socket.destroy();
});

test("cuts a buyer who stops reading for longer than allowed", async (t) => {
  const shop = rawShop((socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
      pour(socket, { bytes: 0 });
    });
  });
  const stage = await startStage(t, shop, { limits: { bodyIdleTimeoutMs: 300 } });
  const socket = connect(stage.port, "127.0.0.1").on("error", () => {});
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  assert.ok(await eventually(() => stage.gate.connections().shop === 1));
  assert.ok(await eventually(() => stage.gate.connections().shop + stage.gate.connections().buyers === 0));
});

const UPGRADE =
  "GET /ws?x=1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\nMisemori-Step-Up: 3ds\r\n\r\n";

test("tunnels an upgrade both ways, including bytes sent right behind the heads", async (t) => {
  let head = "";
  const shop = rawShop((socket) => {
    socket.once("data", (data: Buffer) => {
      head = data.toString();
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nX-A: b\r\n\r\nhello ",
      );
      socket.on("data", (more: Buffer) => socket.write(more.toString().toUpperCase()));
    });
  });
  const stage = await startStage(t, shop);
  const heard = await talk(stage.port, `${UPGRADE}early`, /EARLY/);
  assert.match(
    heard,
    /^HTTP\/1\.1 101 Switching Protocols\r\nX-A: b\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\nhello EARLY$/,
  );
  assert.match(
    head,
    /^GET \/ws\?x=1 HTTP\/1\.1\r\n[^]*Sec-WebSocket-Key: k\r\n[^]*Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n$/,
  );
  assert.doesNotMatch(head, /misemori/i);
  assert.ok(await eventually(() => stage.gate.connections().tunnels === 0));
});

test("a tunnel carries 20 MB unchanged, and its end reaches the other side", async (t) => {
  const sent = randomBytes(20_000_000);
  const shop = rawShop((socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      socket.end(sent);
    });
  });
  const stage = await startStage(t, shop);
  const hash = createHash("sha256");
  const socket = connect(stage.port, "127.0.0.1");
  let isHead = true;
  let bytes = 0;
  socket.on("data", (data: Buffer) => {
    const body = isHead ? data.subarray(data.indexOf("\r\n\r\n") + 4) : data;
    isHead = false;
    bytes += body.length;
    hash.update(body);
  });
  socket.write(UPGRADE);
  await new Promise((resolve) => {
    socket.on("end", resolve);
  });
  assert.equal(bytes, sent.length);
  assert.equal(hash.digest("hex"), createHash("sha256").update(sent).digest("hex"));
  socket.end();
});

test("stops the shop's side of a tunnel while the buyer does not read", async (t) => {
  const poured = { bytes: 0 };
  const shop = rawShop((socket) => {
    socket.once("data", () => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      pour(socket, poured);
    });
  });
  const stage = await startStage(t, shop);
  const socket = connect(stage.port, "127.0.0.1").on("error", () => {});
  socket.pause();
  socket.write(UPGRADE);
  assert.ok(await eventually(() => poured.bytes > 0));
  const held = await settled(poured);
  assert.ok(held < IN_FLIGHT_MAX, `the shop could write ${held}`);
  socket.destroy();
});

test("gives the shop's refusal of an upgrade to the buyer", async (t) => {
  const shop = shopOf((_request, response) => {
    response.writeHead(403, { "Content-Length": 200_000 });
    response.end("n".repeat(200_000));
  });
  const stage = await startStage(t, shop);
  const heard = await talk(stage.port, UPGRADE);
  assert.match(heard, /^HTTP\/1\.1 403 Forbidden/);
  assert.ok(heard.endsWith("n".repeat(200_000)));
});

test("answers an upgrade itself when the handler says so", async (t) => {
  const handler = {
    receive: () => ({ kind: "answer" as const, reply: { status: 429, headers: [], body: "later" } }),
  };
  const stage = await startStage(
    t,
    shopOf(() => assert.fail("asked the shop")),
    { handler },
  );
  assert.match(await talk(stage.port, UPGRADE), /^HTTP\/1\.1 429 [^]*later$/);
});

test("treats an offer of HTTP/2 and an upgrade with a body as ordinary requests", async (t) => {
  const stage = await startStage(
    t,
    shopOf((request, response) => {
      let body = "";
      request.on("data", (data: Buffer) => (body += data.toString()));
      request.on("end", () => response.end(`<${request.headers.upgrade}|${body}>`));
    }),
  );
  const h2c =
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n";
  assert.match(await talk(stage.port, h2c, />/), /200 OK[^]*<undefined\|>/);
  const withBody =
    "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 3\r\n\r\nabc";
  assert.match(await talk(stage.port, withBody, />/), /200 OK[^]*<undefined\|abc>/);
});

test("closes open tunnels when the gate closes", async (t) => {
  const shop = rawShop((socket) => {
    socket.once("data", () =>
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
    );
  });
  const stage = await startStage(t, shop);
  const talking = talk(stage.port, UPGRADE);
  assert.ok(await eventually(() => stage.gate.connections().tunnels === 1));
  await stage.gate.close({ graceMs: 0 });
  assert.match(await talking, /101/);
});
