// What a lawful client and a lawful shop may expect of a proxy between them.

import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { rawShop, sayingShop, shopOf, startStage, talk } from "../../../test/gate-stage.ts";

const HOST = "Host: shop.example\r\n";

test("passes method, target, fields and body on, and the answer back", async (t) => {
  const shop = shopOf((request, response) => {
    let body = "";
    request.on("data", (data: Buffer) => (body += data.toString()));
    request.on("end", () => {
      response.writeHead(201, "Made", { "Set-Cookie": ["a=1", "b=2"], "X-Shop": "yes" });
      response.end(
        JSON.stringify({ method: request.method, url: request.url, host: request.headers.host, body }),
      );
    });
  });
  const stage = await startStage(t, shop);
  const answer = await fetch(`${stage.url}/cart?x=1`, {
    method: "POST",
    body: "品=茶",
    headers: { "X-A": "b" },
  });
  assert.equal(answer.status, 201);
  assert.equal(answer.statusText, "Made");
  assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
  assert.deepEqual(await answer.json(), {
    method: "POST",
    url: "/cart?x=1",
    host: `127.0.0.1:${stage.port}`,
    body: "品=茶",
  });
});

test("keeps both connections for the next request", async (t) => {
  let connections = 0;
  const shop = shopOf((_request, response) => response.end("ok"));
  shop.on("connection", () => connections++);
  const stage = await startStage(t, shop);
  const heard = await talk(
    stage.port,
    `GET /1 HTTP/1.1\r\n${HOST}\r\nGET /2 HTTP/1.1\r\n${HOST}\r\nGET /3 HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
  );
  assert.equal(heard.match(/200 OK/g)?.length, 3);
  assert.equal(connections, 1);
});

test("answers pipelined requests one after the other, whatever each takes", async (t) => {
  const order: string[] = [];
  const shop = shopOf((request, response) => {
    order.push(`begin ${request.url}`);
    request.resume();
    setTimeout(
      () => {
        order.push(`end ${request.url}`);
        response.end(`<${request.url}>`);
      },
      request.url === "/slow" ? 60 : 0,
    );
  });
  const stage = await startStage(t, shop);
  const heard = await talk(
    stage.port,
    `POST /slow HTTP/1.1\r\n${HOST}Content-Length: 2\r\n\r\nhiGET /fast HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
  );
  assert.deepEqual(order, ["begin /slow", "end /slow", "begin /fast", "end /fast"]);
  assert.ok(heard.indexOf("</slow>") < heard.indexOf("</fast>"));
});

test("cuts a connection that sends hundreds of requests ahead", async (t) => {
  const stage = await startStage(
    t,
    shopOf((_request, response) => setTimeout(() => response.end("ok"), 50)),
  );
  const heard = await talk(stage.port, `GET / HTTP/1.1\r\n${HOST}\r\n`.repeat(300));
  assert.ok((heard.match(/200 OK/g)?.length ?? 0) < 40);
  assert.ok(
    stage.troubles.some((trouble) => trouble.type === "request.refused" && trouble.why === "pipelined"),
  );
});

test("serves HTTP/1.0 with and without keep-alive, and without Host", async (t) => {
  const stage = await startStage(
    t,
    shopOf((request, response) => response.end(request.headers.host)),
  );
  const closed = await talk(stage.port, "GET / HTTP/1.0\r\n\r\n");
  assert.match(closed, /^HTTP\/1\.1 200 OK/);
  assert.match(closed, new RegExp(`127\\.0\\.0\\.1:${stage.shopPort}$`));
  assert.doesNotMatch(closed, /chunked/);
  const kept = await talk(
    stage.port,
    "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n".repeat(2),
    /200 OK[^]*200 OK/,
  );
  assert.match(kept, /Connection: keep-alive/);
});

test("sends HEAD, 204 and 304 without a body and stays in step", async (t) => {
  const shop = rawShop((socket) => {
    socket.on("data", (data: Buffer) => {
      const target = data.toString().split(" ")[1];
      if (target === "/204") socket.write("HTTP/1.1 204 No Content\r\n\r\n");
      else if (target === "/304")
        socket.write('HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 5\r\n\r\n');
      else if (target === "/head") socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
      else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast");
    });
  });
  const stage = await startStage(t, shop);
  const heard = await talk(
    stage.port,
    `HEAD /head HTTP/1.1\r\n${HOST}\r\nGET /204 HTTP/1.1\r\n${HOST}\r\nGET /304 HTTP/1.1\r\n${HOST}\r\nGET /end HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
  );
  const answers = heard.split(/(?=HTTP\/1\.1 )/);
  assert.equal(answers.length, 4);
  assert.match(answers[0]!, /200 OK[^]*Content-Length: 5\r\n[^]*\r\n\r\n$/);
  assert.match(answers[1]!, /^HTTP\/1\.1 204 [^]*\r\n\r\n$/);
  assert.doesNotMatch(answers[1]!, /content-length|transfer-encoding/i);
  assert.match(answers[2]!, /^HTTP\/1\.1 304 [^]*ETag: "x"[^]*\r\n\r\n$/);
  assert.match(answers[3]!, /\r\n\r\nlast$/);
});

test("passes trailers on in both directions, without those that could change what was judged", async (t) => {
  let sawTrailers: readonly string[] = [];
  const shop = shopOf((request, response) => {
    request.resume();
    request.on("end", () => {
      sawTrailers = request.rawTrailers;
      response.writeHead(200, { Trailer: "X-Sum" });
      response.write("body");
      response.addTrailers({ "X-Sum": "42" });
      response.end();
    });
  });
  const stage = await startStage(t, shop);
  const heard = await talk(
    stage.port,
    `POST / HTTP/1.1\r\n${HOST}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Check: 7\r\nMisemori-Step-Up: no\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n`,
  );
  assert.deepEqual(sawTrailers, ["X-Check", "7"]);
  assert.match(heard, /\r\n0\r\nX-Sum: 42\r\n\r\n$/);
});

test("answers Expect itself: 100 when the body is wanted, the refusal alone when it is not", async (t) => {
  let shopSawExpect: string | undefined = "nothing yet";
  const shop = shopOf((request, response) => {
    shopSawExpect = request.headers.expect;
    request.resume().on("end", () => response.end("thanks"));
  });
  const stage = await startStage(t, shop, { limits: { bodyBytesMax: 10_000 } });
  const head = `POST / HTTP/1.1\r\n${HOST}Expect: 100-continue\r\n`;
  const socket = connect(stage.port, "127.0.0.1");
  let heard = "";
  socket.on("data", (data: Buffer) => {
    heard += data.toString();
    if (/^HTTP\/1\.1 100 Continue\r\n\r\n$/.test(heard)) socket.write("abc");
  });
  socket.write(`${head}Connection: close\r\nContent-Length: 3\r\n\r\n`);
  await new Promise((resolve) => {
    socket.on("close", resolve);
  });
  assert.match(heard, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[^]*thanks/);
  assert.equal(shopSawExpect, undefined);
  const refused = await talk(stage.port, `${head}Content-Length: 99999\r\n\r\n`);
  assert.match(refused, /^HTTP\/1\.1 413 /);
  assert.doesNotMatch(refused, /100 Continue/);
});

test("refuses a chunked body that grows beyond the limit with a readable 413", async (t) => {
  const stage = await startStage(
    t,
    shopOf((request, response) => request.resume().on("end", () => response.end())),
    {
      limits: { bodyBytesMax: 10_000 },
    },
  );
  const chunk = `1000\r\n${"a".repeat(4096)}\r\n`;
  const heard = await talk(
    stage.port,
    `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(40)}0\r\n\r\n`,
  );
  assert.match(heard, /^HTTP\/1\.1 413 [^]*Connection: close[^]*<\/html>/);
});

test("flushes server-sent events as they come, the head before the first", async (t) => {
  let send: ((text: string) => void) | undefined;
  const shop = shopOf((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.flushHeaders();
    send = (text) => response.write(text);
  });
  const stage = await startStage(t, shop);
  const answer = await fetch(stage.url);
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  const reader = answer.body!.getReader();
  for (const event of ["data: 1\n\n", "data: 2\n\n"]) {
    send?.(event);
    const piece = await reader.read();
    assert.equal(Buffer.from(piece.value as Uint8Array).toString(), event);
  }
  await reader.cancel();
});

test("passes an answer that ends with the connection on as chunked", async (t) => {
  const stage = await startStage(
    t,
    sayingShop("HTTP/1.1 200 OK\r\n\r\nuntil the end", (socket) => socket.end()),
  );
  const heard = await talk(stage.port, `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  assert.match(heard, /Transfer-Encoding: chunked/i);
  assert.match(heard, /\r\nd\r\nuntil the end\r\n0\r\n\r\n$/);
});

test("skips interim answers of the shop", async (t) => {
  const stage = await startStage(
    t,
    sayingShop(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    ),
  );
  assert.equal(await (await fetch(stage.url)).text(), "ok");
});

test("keeps one shop connection in step however the answer's bytes are split", async (t) => {
  const answer =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n4\r\ndefg\r\n0\r\nX-T: 1\r\n\r\n";
  const shop = rawShop((socket) => {
    socket.setNoDelay(true);
    socket.on("data", () => {
      let at = 0;
      const drip = (): void => {
        if (at >= answer.length) return;
        socket.write(answer.charAt(at++));
        setImmediate(drip);
      };
      drip();
    });
  });
  const stage = await startStage(t, shop);
  for (let i = 0; i < 3; i++) assert.equal(await (await fetch(stage.url)).text(), "abcdefg");
});

test("destroys a shop connection that says more than it was asked", async (t) => {
  let connections = 0;
  const shop = sayingShop(
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
  );
  shop.on("connection", () => connections++);
  const stage = await startStage(t, shop);
  for (let i = 0; i < 3; i++) assert.equal(await (await fetch(stage.url)).text(), "ok");
  assert.equal(connections, 3);
});

test("lets the shop refuse an upload early, and the buyer reads the refusal", async (t) => {
  const shop = rawShop((socket) => {
    socket.once("data", () => socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"));
  });
  const stage = await startStage(t, shop);
  const status = await new Promise((resolve, reject) => {
    const upload = httpRequest(stage.url, { method: "POST", headers: { "Content-Length": 3_000_000 } });
    upload.on("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    upload.on("error", reject);
    upload.write(Buffer.alloc(1_000_000));
  });
  assert.equal(status, 403);
});
