// Nothing that two readers could take differently reaches the shop: raw bytes against a bare recording shop.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LIMITS, rawShop, startStage, talk, type Stage } from "../../../test/gate-stage.ts";

let stage: Stage;
let reached = "";
let close: (() => Promise<void>) | undefined;

before(async () => {
  const shop = rawShop((socket) => {
    socket.on("data", (data: Buffer) => {
      reached += data.toString("latin1");
      if (/\r\n\r\n/.test(reached)) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
  });
  stage = await startStage({ after: (undo) => (close = undo) }, shop, {
    limits: { bodyBytesMax: 1_000_000 },
  });
});
after(() => close?.());

async function send(bytes: string): Promise<string> {
  reached = "";
  return talk(stage.port, bytes, /\r\n\r\nok$|<\/html>\n$/);
}

const HOST = "Host: shop.example\r\n";
const POST = `POST / HTTP/1.1\r\n${HOST}`;
const CHUNKED = `${POST}Transfer-Encoding: chunked\r\n\r\n`;

/** name, bytes, status; refused before anything reached the shop. */
const REFUSED: readonly (readonly [string, string, number])[] = [
  [
    "both Content-Length and Transfer-Encoding",
    `${POST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    501,
  ],
  [
    "both, the other way round",
    `${POST}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ["an unknown transfer coding", `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, 501],
  ["a quoted transfer coding", `${POST}Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n`, 501],
  ["gzip before chunked", `${POST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, 501],
  ["chunked before identity", `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`, 501],
  [
    "two Transfer-Encoding fields",
    `${POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    501,
  ],
  [
    "two Transfer-Encoding fields, the second unknown",
    `${POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n`,
    501,
  ],
  ["a vertical tab before chunked", `${POST}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`, 400],
  ["a folded Transfer-Encoding", `${POST}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`, 400],
  ["a space before the colon", `${POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`, 400],
  [
    "Transfer-Encoding in HTTP/1.0",
    `POST / HTTP/1.0\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ["two different Content-Lengths", `${POST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`, 400],
  ["two equal Content-Lengths", `${POST}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`, 400],
  ["a list of Content-Lengths", `${POST}Content-Length: 3, 3\r\n\r\nabc`, 400],
  ["a signed Content-Length", `${POST}Content-Length: +3\r\n\r\nabc`, 400],
  ["an empty Content-Length", `${POST}Content-Length: \r\n\r\n`, 400],
  ["a hexadecimal Content-Length", `${POST}Content-Length: 0x3\r\n\r\nabc`, 400],
  ["a folded field", `GET / HTTP/1.1\r\n${HOST}X: y\r\n z\r\n\r\n`, 400],
  ["a bare LF after a field", `GET / HTTP/1.1\r\n${HOST}X: y\nZ: 1\r\n\r\n`, 400],
  ["bare LFs throughout", "GET / HTTP/1.1\nHost: a\n\n", 505],
  ["a bare CR in a field", `GET / HTTP/1.1\r\n${HOST}X: y\rz\r\n\r\n`, 400],
  ["NUL in a field", `GET / HTTP/1.1\r\n${HOST}X: y\0z\r\n\r\n`, 400],
  ["a control character in a field", `GET / HTTP/1.1\r\n${HOST}X: y\x01z\r\n\r\n`, 400],
  ["a field without a name", `GET / HTTP/1.1\r\n${HOST}: y\r\n\r\n`, 400],
  ["a first field that begins with a space", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400],
  ["a field name outside ASCII", `GET / HTTP/1.1\r\n${HOST}X\xff: y\r\n\r\n`, 400],
  ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
  ["two Hosts", `GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`, 400],
  ["an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400],
  ["a Host with a user name", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400],
  ["a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400],
  ["a Host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400],
  ["an absolute target of another host", `GET http://other.example/ HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["an absolute target with a user name", `GET http://x@shop.example/ HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["an authority target", `GET shop.example:80 HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["CONNECT", `CONNECT shop.example:80 HTTP/1.1\r\n${HOST}\r\n`, 405],
  ["TRACE", `TRACE / HTTP/1.1\r\n${HOST}\r\n`, 405],
  ["an asterisk target", `OPTIONS * HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["a fragment in the target", `GET /a#b HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["a backslash in the target", `GET /a\\b HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["raw bytes in the target", `GET /\xe3\x81\x82 HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["a control character in the target", `GET /\x01 HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["HTTP/0.9", "GET /\r\n\r\n", 505],
  ["HTTP/2.0 in a 1.1 request line", `GET / HTTP/2.0\r\n${HOST}\r\n`, 505],
  ["HTTP/1.2", `GET / HTTP/1.2\r\n${HOST}\r\n`, 505],
  ["an unknown method", `FOO / HTTP/1.1\r\n${HOST}\r\n`, 400],
  ["two Content-Types", `${POST}Content-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n`, 400],
  ["two Authorizations", `GET / HTTP/1.1\r\n${HOST}Authorization: a\r\nAuthorization: b\r\n\r\n`, 400],
  ["an unknown expectation", `${POST}Expect: magic\r\nContent-Length: 3\r\n\r\n`, 417],
  ["100,000 header bytes", `GET / HTTP/1.1\r\n${HOST}X: ${"a".repeat(100_000)}\r\n\r\n`, 431],
  [
    "more fields than allowed",
    `GET / HTTP/1.1\r\n${HOST}${"X: 1\r\n".repeat(LIMITS.headerCountMax)}\r\n`,
    431,
  ],
  ["a target of 10,000 bytes", `GET /${"a".repeat(10_000)} HTTP/1.1\r\n${HOST}\r\n`, 414],
  ["a target of 100,000 bytes", `GET /${"a".repeat(100_000)} HTTP/1.1\r\n${HOST}\r\n`, 414],
  ["a body longer than allowed", `${POST}Content-Length: 1000001\r\n\r\n`, 413],
  ["TLS spoken to the plain port", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400],
];

for (const [name, bytes, status] of REFUSED) {
  test(`refuses ${name} with ${status}, and the shop hears nothing`, async () => {
    const heard = await send(bytes);
    assert.match(heard, new RegExp(`^HTTP/1\\.1 ${status} `), heard.slice(0, 300));
    assert.match(heard, /Connection: close/i);
    assert.equal(reached, "");
  });
}

/** The head is lawful, the body is not: the shop may have heard the head, but never a complete request. */
const BROKEN_BODIES: readonly (readonly [string, string])[] = [
  ["a chunk size that is no number", `${CHUNKED}zz\r\nabc\r\n0\r\n\r\n`],
  ["a chunk size with 0x", `${CHUNKED}0x3\r\nabc\r\n0\r\n\r\n`],
  ["a chunk size that overflows", `${CHUNKED}10000000000000003\r\nabc\r\n0\r\n\r\n`],
  ["a chunk size followed by a space", `${CHUNKED}3 \r\nabc\r\n0\r\n\r\n`],
  ["a bare LF after the chunk size", `${CHUNKED}3\nabc\r\n0\r\n\r\n`],
  ["a bare LF after chunk data", `${CHUNKED}3\r\nabc\n0\r\n\r\n`],
  ["a bare LF in a chunk extension", `${CHUNKED}3;a\nb\r\nabc\r\n0\r\n\r\n`],
  ["a bare CR in a chunk extension", `${CHUNKED}3;a\rb\r\nabc\r\n0\r\n\r\n`],
  ["chunk data longer than its size", `${CHUNKED}3\r\nabcd\r\n0\r\n\r\n`],
  ["a chunk extension of 20,000 bytes", `${CHUNKED}3;a=${"b".repeat(20_000)}\r\nabc\r\n0\r\n\r\n`],
  ["Content-Length in a trailer", `${CHUNKED}3\r\nabc\r\n0\r\nContent-Length: 7\r\n\r\n`],
  ["a bare LF in the trailers", `${CHUNKED}3\r\nabc\r\n0\r\nX: y\n\r\n`],
];

for (const [name, bytes] of BROKEN_BODIES) {
  test(`never completes a request with ${name}`, async () => {
    const heard = await send(`${bytes}GET /smuggled HTTP/1.1\r\n${HOST}\r\n`);
    assert.doesNotMatch(reached, /\r\n0\r\n/);
    assert.doesNotMatch(reached, /smuggled/);
    assert.doesNotMatch(heard, /200 OK[^]*200 OK/);
  });
}

test("a body that is broken from the start takes its head with it, on a kept connection too", async () => {
  for (const broken of [`${CHUNKED}zz\r\n\r\n`, `${CHUNKED}3\r\nabcd\r\n0\r\n\r\n`]) {
    await send(`GET / HTTP/1.1\r\n${HOST}\r\n`);
    const heard = await send(broken);
    assert.match(heard, /^HTTP\/1\.1 400 /);
    assert.equal(reached, "");
  }
});

test("passes an absolute target of the same host on in origin form", async () => {
  await send(`GET http://SHOP.example/a?b=c HTTP/1.1\r\n${HOST}\r\n`);
  assert.match(reached, /^GET \/a\?b=c HTTP\/1\.1\r\nHost: shop\.example\r\n/);
});

test("writes the framing anew: chunked in any case and split becomes plain chunked", async () => {
  await send(`${POST}transfer-ENCODING: CHUNKED\r\n\r\n3;ext=1\r\nabc\r\n0\r\n\r\n`);
  assert.match(reached, /\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/);
  assert.equal(reached.match(/transfer-encoding/gi)?.length, 1);
});

test("writes the Content-Length anew without leading zeros", async () => {
  await send(`${POST}Content-Length: 003\r\n\r\nabc`);
  assert.match(reached, /\r\nContent-Length: 3\r\n\r\nabc$/);
});

test("sends a GET with a body on a connection that is not used again", async () => {
  await send(`GET / HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc`);
  assert.match(reached, /Content-Length: 3\r\nConnection: close\r\n\r\nabc$/);
});

test("drops fields whose names a CGI shop would read as another field", async () => {
  await send(
    `GET / HTTP/1.1\r\n${HOST}X_Forwarded_For: 1.2.3.4\r\nMisemori_Step_Up: 1\r\nMISEMORI-Step-Up: 3ds\r\nProxy: evil\r\nX-Original-URL: /admin\r\nX-Ok: 1\r\n\r\n`,
  );
  assert.match(reached, /X-Ok: 1/);
  assert.doesNotMatch(reached, /1\.2\.3\.4|misemori|evil|admin/i);
});

test("drops hop-by-hop fields and those that Connection names", async () => {
  await send(
    `GET / HTTP/1.1\r\n${HOST}Connection: keep-alive, X-Secret\r\nX-Secret: 1\r\nKeep-Alive: 5\r\nProxy-Authorization: a\r\nTE: trailers, gzip\r\nUpgrade: h2c\r\nX-Ok: 1\r\n\r\n`,
  );
  assert.match(reached, /X-Ok: 1/);
  assert.match(reached, /TE: trailers\r\n/);
  assert.doesNotMatch(reached, /X-Secret|Keep-Alive|Proxy-Auth|Upgrade|gzip|Connection/i);
});

test("joins several Cookie fields into one", async () => {
  await send(`GET / HTTP/1.1\r\n${HOST}Cookie: a=1\r\nX: y\r\nCookie: b=2\r\n\r\n`);
  assert.match(reached, /Cookie: a=1; b=2\r\n/);
  assert.equal(reached.match(/cookie/gi)?.length, 1);
});

test("passes bytes that are not UTF-8 on unchanged", async () => {
  await send(`GET / HTTP/1.1\r\n${HOST}Referer: http://a/\x82\xa0\xff\r\n\r\n`);
  assert.match(reached, /Referer: http:\/\/a\/\x82\xa0\xff\r\n/);
});

test("answers a request that said close, and ignores what follows it", async () => {
  const heard = await talk(
    stage.port,
    `GET /1 HTTP/1.1\r\n${HOST}Connection: close\r\n\r\nGET /2 HTTP/1.1\r\n${HOST}\r\n`,
  );
  assert.match(heard, /^HTTP\/1\.1 200 OK/);
  assert.equal(heard.match(/HTTP\/1\.1/g)?.length, 1);
});

test("finishes a lawful request before what unlawful thing follows it, then closes", async () => {
  for (const what of [
    "GARBAGE\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
  ]) {
    reached = "";
    const heard = await talk(stage.port, `${POST}Content-Length: 2\r\n\r\nhi${what}`);
    assert.match(reached, /^POST [^]*\r\n\r\nhi$/);
    assert.match(heard, /^HTTP\/1\.1 200 OK[^]*\r\n\r\nok/);
  }
});
