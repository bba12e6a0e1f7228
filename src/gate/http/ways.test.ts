// Every way a handler can choose: forward with additions, answer, read first, watch and hold; and what becomes of a
// handler that throws.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { eventually, shopOf, startStage, talk } from "../../../test/gate-stage.ts";
import type { ArrivedRequest, Forward, ShopAnswer, Way } from "./way.ts";

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

interface Echoed {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

const always = (way: Way) => ({ receive: () => way });

type Watched = ShopAnswer | undefined;

function watching(
  seen: (answer: Watched) => void | Promise<void>,
  holdAnswer: boolean,
  bodyBytesMax = 1_000,
): Forward {
  return { kind: "forward", watch: { bodyBytesMax, holdAnswer, seen } };
}

test("shows the handler the request as the shop will see it", async (t) => {
  let arrived: ArrivedRequest | undefined;
  const handler = {
    receive: (request: ArrivedRequest): Way => {
      arrived = request;
      return { kind: "forward" };
    },
  };
  const stage = await startStage(t, echo(), { handler });
  await talk(
    stage.port,
    "GET /a/./b/../%63%2f?q=%41 HTTP/1.1\r\nHost: shop.example\r\nCookie: a=1\r\nCookie: b=2\r\nX: 1\r\nX: 2\r\nMisemori-X: 1\r\n__proto__: 1\r\nX-Forwarded-For: 9.9.9.9\r\nConnection: close\r\n\r\n",
  );
  assert.equal(arrived?.target, "/a/./b/../%63%2f?q=%41");
  assert.equal(arrived.path, "/a/c%2F");
  assert.equal(arrived.query, "q=%41");
  assert.equal(arrived.clientIp, "127.0.0.1");
  assert.equal(arrived.scheme, "http");
  assert.equal(arrived.host, "shop.example");
  assert.deepEqual(
    { ...arrived.headers },
    { host: "shop.example", cookie: "a=1; b=2", x: "1, 2", connection: "close" },
  );
});

test("adds fields to the request and to the answer, and line ends in them never make another field", async (t) => {
  const handler = always({
    kind: "forward",
    requestHeaders: [["Misemori-Step-Up", "3ds\r\nX-Evil: 1"]],
    responseHeaders: [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2\r\nX-Evil: 1"],
    ],
  });
  const stage = await startStage(t, echo(), { handler });
  const answer = await fetch(stage.url);
  const { headers } = (await answer.json()) as Echoed;
  assert.equal(headers["misemori-step-up"], "3ds  X-Evil: 1");
  assert.equal(headers["x-evil"], undefined);
  assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2  X-Evil: 1"]);
  assert.equal(answer.headers.get("x-evil"), null);
});

test("answers by itself, to HEAD without a body, and stays in step when the body was not read", async (t) => {
  const handler = always({
    kind: "answer",
    reply: { status: 403, headers: [["Content-Type", "text/plain"]], body: "いいえ" },
  });
  const stage = await startStage(
    t,
    shopOf(() => assert.fail("asked the shop")),
    { handler },
  );
  const answer = await fetch(stage.url, { method: "POST", body: "x".repeat(500_000) });
  assert.equal(answer.status, 403);
  assert.equal(await answer.text(), "いいえ");
  const head = await talk(stage.port, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  assert.match(head, /Content-Length: 9\r\n[^]*\r\n\r\n$/);
});

test("reads the body first, then forwards it unchanged or as another request", async (t) => {
  const bodies: string[] = [];
  const read = (next: Exclude<Way, { kind: "read" }>): Way => ({
    kind: "read",
    bodyBytesMax: 100,
    proceed: async (body) => {
      bodies.push(Buffer.from(body).toString());
      return next;
    },
  });
  const stage = await startStage(t, echo(), { handler: always(read({ kind: "forward" })) });
  const chunked =
    "POST /pay HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
  const plain = await talk(stage.port, chunked);
  assert.deepEqual(bodies, ["abc"]);
  assert.match(plain, /"content-length":"3"[^]*"body":"abc"/);
  stage.gate.replaceHandler(
    always(
      read({
        kind: "forward",
        body: Buffer.from('{"a":1}'),
        as: { method: "PUT", target: "/sealed", contentType: "application/json" },
      }),
    ),
  );
  const sealed = (await (
    await fetch(`${stage.url}/x`, { method: "POST", body: "q", headers: { "Content-Type": "text/x" } })
  ).json()) as Echoed;
  assert.equal(sealed.method, "PUT");
  assert.equal(sealed.url, "/sealed");
  assert.equal(sealed.headers["content-type"], "application/json");
  assert.equal(sealed.body, '{"a":1}');
});

test("refuses a body too long to be read with 413, counted or chunked", async (t) => {
  const handler = always({ kind: "read", bodyBytesMax: 10, proceed: async () => assert.fail("read it") });
  const stage = await startStage(t, echo(), { handler });
  assert.equal((await fetch(stage.url, { method: "POST", body: "x".repeat(11) })).status, 413);
  const chunked =
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n";
  assert.match(await talk(stage.port, chunked), /^HTTP\/1\.1 413 /);
});

test("tells a reader that the buyer has gone, and forwards nothing", async (t) => {
  let aborted = false;
  let began = false;
  let seen: Watched | "nothing" = "nothing";
  const handler = always({
    kind: "read",
    bodyBytesMax: 10,
    proceed: (_body, gone) =>
      new Promise((resolve) => {
        began = true;
        gone.addEventListener("abort", () => {
          aborted = true;
          resolve(watching((answer) => void (seen = answer), false));
        });
      }),
  });
  const stage = await startStage(
    t,
    shopOf(() => assert.fail("asked the shop")),
    { handler },
  );
  const socket = connect(stage.port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
  assert.ok(await eventually(() => began));
  socket.destroy();
  assert.ok(await eventually(() => aborted && seen === undefined));
});

test("forwards when receiving throws: shop pages stay open", async (t) => {
  const handler = {
    receive: (): Way => {
      throw new Error("bug");
    },
  };
  const stage = await startStage(t, echo(), { handler });
  assert.equal((await fetch(stage.url)).status, 200);
  assert.deepEqual(
    stage.troubles.map((trouble) => trouble.type === "handler.threw" && trouble.where),
    ["receive"],
  );
});

test("gives 503 when judging after reading throws: the attempt does not reach the shop", async (t) => {
  const handler = always({ kind: "read", bodyBytesMax: 10, proceed: () => Promise.reject(new Error("bug")) });
  const stage = await startStage(
    t,
    shopOf(() => assert.fail("asked the shop")),
    { handler },
  );
  assert.equal((await fetch(stage.url, { method: "POST", body: "x" })).status, 503);
  assert.ok(
    stage.troubles.some((trouble) => trouble.type === "handler.threw" && trouble.where === "proceed"),
  );
});

test("says 100 before it reads for the judge, and nothing but the answer when the judge needs no body", async (t) => {
  const stage = await startStage(t, echo(), {
    handler: always({ kind: "read", bodyBytesMax: 10, proceed: async () => ({ kind: "forward" }) }),
  });
  const head =
    "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";
  const socket = connect(stage.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (data: Buffer) => {
    heard += data.toString();
    if (heard === "HTTP/1.1 100 Continue\r\n\r\n") socket.write("abc");
  });
  socket.write(head);
  await new Promise((resolve) => {
    socket.on("close", resolve);
  });
  assert.match(heard, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[^]*"body":"abc"/);
  stage.gate.replaceHandler(always({ kind: "answer", reply: { status: 403, headers: [], body: "no" } }));
  const refused = await talk(stage.port, head);
  assert.match(refused, /^HTTP\/1\.1 403 /);
  assert.doesNotMatch(refused, /100 Continue/);
});

test("leaves out what the wire writes itself, and what is no field or status", async (t) => {
  const reply = {
    status: 99,
    headers: [
      ["Content-Length", "5000"],
      ["Transfer-Encoding", "chunked"],
      ["Bad Name", "1"],
      ["X-Good", "日本"],
    ] as [string, string][],
    body: "ok",
  };
  const stage = await startStage(t, echo(), { handler: always({ kind: "answer", reply }) });
  const heard = await talk(stage.port, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  assert.match(heard, /^HTTP\/1\.1 500 [^]*X-Good: {3}\r\n[^]*Content-Length: 2\r\n[^]*\r\n\r\nok$/);
  assert.doesNotMatch(heard, /5000|chunked|Bad/);
});
