// What a watcher learns of the shop's answer, and that the buyer's answer stays what the shop sent.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { eventually, rawShop, shopOf, startStage, talk } from "../../../test/gate-stage.ts";
import type { Forward, ShopAnswer, Way } from "./way.ts";

const echo = () =>
  shopOf((request, response) => {
    let body = "";
    request.on("data", (data: Buffer) => (body += data.toString()));
    request.on("end", () =>
      response.end(
        JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }),
      ),
    );
  });

const always = (way: Way) => ({ receive: () => way });

type Watched = ShopAnswer | undefined;

function watching(
  seen: (answer: Watched) => void | Promise<void>,
  holdAnswer: boolean,
  bodyBytesMax = 1_000,
): Forward {
  return { kind: "forward", watch: { bodyBytesMax, holdAnswer, seen } };
}

const TEXT = "declined: カード ".repeat(10);
const CODINGS: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
  ["zstd", zstdCompressSync],
  ["deflate", deflateSync],
  ["deflate", deflateRawSync],
  ["identity", (bytes) => bytes],
];
for (const [coding, encode] of CODINGS) {
  for (const holdAnswer of [true, false]) {
    test(`shows a ${coding} answer decoded, ${holdAnswer ? "held" : "in passing"}, and sends the original bytes`, async (t) => {
      const encoded = encode(Buffer.from(TEXT));
      const shop = rawShop((socket) => {
        socket.on("data", () => {
          socket.write(
            `HTTP/1.1 402 Payment Required\r\nContent-Encoding: ${coding}\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: ${encoded.length}\r\n\r\n`,
          );
          socket.write(encoded);
        });
      });
      let seen: Watched;
      const stage = await startStage(t, shop, {
        handler: always(watching((answer) => void (seen = answer), holdAnswer)),
      });
      const heard = await talk(stage.port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assert.ok(heard.endsWith(`\r\n\r\n${encoded.toString("latin1")}`));
      assert.ok(await eventually(() => seen !== undefined));
      assert.equal(seen?.status, 402);
      assert.deepEqual(seen?.headers["set-cookie"], ["a", "b"]);
      assert.equal(Buffer.from(seen?.body ?? []).toString(), TEXT);
    });
  }
}

test("an answer that unpacks beyond the asked bytes is unreadable to the watcher, whole to the buyer", async (t) => {
  const bomb = gzipSync(Buffer.alloc(5_000_000));
  let seen: Watched;
  const shop = shopOf((_request, response) => {
    response.setHeader("Content-Encoding", "gzip");
    response.end(bomb);
  });
  const handler = always(watching((answer) => void (seen = answer), true, 10_000));
  const stage = await startStage(t, shop, { handler });
  assert.equal((await (await fetch(stage.url)).arrayBuffer()).byteLength, 5_000_000);
  assert.equal(seen?.body, undefined);
  assert.equal(seen?.status, 200);
});

test("holds an answer until the watcher is done", async (t) => {
  let release: (() => void) | undefined;
  const handler = always(
    watching(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
      true,
    ),
  );
  const stage = await startStage(t, echo(), { handler });
  let isThere = false;
  const answering = fetch(stage.url).then((answer) => {
    isThere = true;
    return answer.text();
  });
  assert.ok(await eventually(() => release !== undefined));
  assert.equal(isThere, false);
  release?.();
  assert.match(await answering, /"method":"GET"/);
});

test("a held answer beyond the limit is let go unread, and streams on whole", async (t) => {
  let seen: Watched;
  const shop = shopOf((_request, response) => response.end("z".repeat(3_000_000)));
  const handler = always(watching((answer) => void (seen = answer), true, 1_000));
  const stage = await startStage(t, shop, { handler });
  assert.equal((await (await fetch(stage.url)).text()).length, 3_000_000);
  assert.equal(seen?.status, 200);
  assert.equal(seen?.body, undefined);
});

test("a watcher that throws keeps nobody from his answer", async (t) => {
  const handler = always(watching(() => Promise.reject(new Error("bug")), true));
  const stage = await startStage(t, echo(), { handler });
  assert.equal((await fetch(stage.url)).status, 200);
  assert.ok(stage.troubles.some((trouble) => trouble.type === "handler.threw" && trouble.where === "seen"));
});

for (const holdAnswer of [true, false]) {
  test(`tells the watcher of a shop that gave no answer (${holdAnswer ? "held" : "in passing"})`, async (t) => {
    const seen: Watched[] = [];
    const shop = rawShop((socket) => socket.once("data", () => socket.destroy()));
    const handler = always(watching((answer) => void seen.push(answer), holdAnswer));
    const stage = await startStage(t, shop, { handler });
    assert.equal((await fetch(stage.url)).status, 502);
    assert.ok(await eventually(() => seen.length === 1));
    assert.deepEqual(seen, [undefined]);
  });

  test(`still learns the outcome of a watched request whose buyer hung up (${holdAnswer ? "held" : "in passing"})`, async (t) => {
    let answer: (() => void) | undefined;
    const seen: Watched[] = [];
    const shop = shopOf((_request, response) => {
      answer = () => response.end("declined");
    });
    const handler = always(watching((what) => void seen.push(what), holdAnswer));
    const stage = await startStage(t, shop, { handler });
    const socket = connect(stage.port, "127.0.0.1");
    socket.write("POST /pay HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    assert.ok(await eventually(() => answer !== undefined));
    socket.destroy();
    assert.ok(await eventually(() => stage.gate.connections().buyers === 0));
    answer?.();
    assert.ok(await eventually(() => seen.length === 1));
    assert.equal(Buffer.from(seen[0]?.body ?? []).toString(), "declined");
  });
}

test("a held answer that breaks off becomes a page, and its body unreadable", async (t) => {
  let seen: Watched;
  const shop = rawShop((socket) =>
    socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")),
  );
  const handler = always(watching((answer) => void (seen = answer), true));
  const stage = await startStage(t, shop, { handler });
  assert.equal((await fetch(stage.url)).status, 502);
  assert.equal(seen?.status, 200);
  assert.equal(seen?.body, undefined);
});
