// Requests are cut out of a connection's bytes the same way whatever pieces the bytes come in.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { linesWithout, readFieldLines } from "./field-lines.ts";
import { readRequestLines } from "./request-lines.ts";
import { PIPELINED_MAX, RequestReader } from "./request-reader.ts";

const HEAD_BYTES_MAX = 1_000;

/** A reader whose requests are answered as soon as their body is whole, and what became of its bytes. */
function startReading(isPausing = false) {
  const heard: string[] = [];
  let isFull = false;
  const reader = new RequestReader({
    headBytesMax: () => HEAD_BYTES_MAX,
    onRequest: (lines) => {
      const length = lines.names.findIndex((name) => name.lower === "content-length");
      const isChunked = lines.names.some((name) => name.lower === "transfer-encoding");
      reader.beginBody(isChunked ? -1 : length < 0 ? 0 : Number(lines.fields.raw[2 * length + 1]));
      const told = `${lines.method} ${lines.url} ${lines.fields.raw.join("|")}`;
      if (reader.isBodyWhole) {
        heard.push(told);
        reader.next();
        return;
      }
      let body = "";
      reader.readBody({
        onData: (data) => {
          body += data.toString("latin1");
          if (isPausing) reader.pauseBody();
        },
        onEnd: (trailers) => {
          heard.push(`${told} <${body}> ${trailers.join("|")}`);
          reader.next();
        },
      });
    },
    onUnlawful: (status) => heard.push(`refused ${status}`),
    onBrokenBody: () => heard.push("broken body"),
    onTooManyAhead: () => heard.push("too many ahead"),
    onFull: () => (isFull = true),
  });
  return { reader, heard, isFull: () => isFull };
}

function readInPieces(bytes: Buffer, cuts: readonly number[], isPausing = false): readonly string[] {
  const { reader, heard } = startReading(isPausing);
  const edges = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])];
  let from = 0;
  for (const edge of edges.sort((a, b) => a - b)) {
    if (edge > from) reader.take(bytes.subarray(from, edge));
    while (reader.isBodyPaused && !reader.isBodyWhole) reader.resumeBody();
    from = edge;
  }
  return heard;
}

const everyByte = (bytes: Buffer): number[] => Array.from(bytes, (_, i) => i);

const fields = fc.array(
  fc.tuple(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/),
    fc.stringMatching(/^(?:[!-~](?:[ -~]{0,10}[!-~])?)?$/),
  ),
  { maxLength: 4 },
);
const body = fc.oneof(
  fc.constant(undefined),
  fc.record({
    chunked: fc.boolean(),
    pieces: fc.array(fc.stringMatching(/^[ -~\r\n]{1,30}$/), { minLength: 1, maxLength: 3 }),
  }),
);
const request = fc.record({ fields, body, blanks: fc.constantFrom("", " ", "\t ", "  ") }).map((r) => {
  const own = r.fields.filter(([name]) => !/^(?:content-length|transfer-encoding)$/i.test(name));
  const whole = r.body?.pieces.join("") ?? "";
  if (r.body?.chunked === true) own.push(["Transfer-Encoding", "chunked"]);
  else if (r.body !== undefined) own.push(["Content-Length", String(whole.length)]);
  const coded =
    r.body?.chunked === true
      ? `${r.body.pieces.map((piece) => `${piece.length.toString(16)};x\r\n${piece}\r\n`).join("")}0\r\nX-T: v\r\n\r\n`
      : whole;
  const head = own.map(([name, value]) => `${name}:${r.blanks}${value}${r.blanks}\r\n`).join("");
  const told = `POST /a ${own.flat().join("|")}`;
  const trailers = r.body?.chunked === true ? "X-T|v" : "";
  return {
    text: `POST /a HTTP/1.1\r\n${head}\r\n${coded}`,
    told: r.body === undefined ? told : `${told} <${whole}> ${trailers}`,
  };
});

test("reads the same requests whatever the split, also when their bodies are taken piece by piece", () => {
  fc.assert(
    fc.property(
      fc.array(request, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 10 }),
      (all, cuts) => {
        const bytes = Buffer.from(all.map(({ text }) => text).join(""), "latin1");
        const told = all.map((one) => one.told);
        assert.deepEqual(readInPieces(bytes, cuts), told);
        assert.deepEqual(readInPieces(bytes, everyByte(bytes)), told);
        assert.deepEqual(readInPieces(bytes, cuts, true), told);
      },
    ),
  );
});

const HOST = "Host: a\r\n";
/** Bytes that are refused, and the last thing that is heard of them. */
const UNLAWFUL: readonly (readonly [string, string])[] = [
  ["GARBAGE\r\n\r\n", "refused 400"],
  ["get / HTTP/1.1\r\n\r\n", "refused 400"],
  ["GET / HTTP/1.1\nHost: a\n\n", "refused 505"],
  ["GET / HTTP/2.0\r\n\r\n", "refused 505"],
  [`GET / HTTP/1.1\r\n${HOST}X: a\nY: b\r\n\r\n`, "refused 400"],
  [`GET / HTTP/1.1\r\n${HOST}X: a\rY: b\r\n\r\n`, "refused 400"],
  [`GET / HTTP/1.1\r\n${HOST}X: a\r\r\n\r\n`, "refused 400"],
  [`GET / HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`, "refused 400"],
  [`GET / HTTP/1.1\r\n${HOST}X : a\r\n\r\n`, "refused 400"],
  [`GET / HTTP/1.1\r\n${HOST}X\r\n\r\n`, "refused 400"],
  [`GET / HTTP/1.1\r\n${HOST}X: a\0\r\n\r\n`, "refused 400"],
  [`GET / HTTP/1.1\r\n${HOST}X: ${"a".repeat(HEAD_BYTES_MAX)}\r\n\r\n`, "refused 431"],
  [`GET /${"a".repeat(HEAD_BYTES_MAX)} HTTP/1.1\r\n${HOST}\r\n`, "refused 414"],
  ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n", "broken body"],
  ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nHost: b\r\n\r\n", "broken body"],
];

test("refuses what is unlawful in the same way whatever the split, and reads nothing behind it", () => {
  const lawful = "GET /first HTTP/1.1\r\n\r\n";
  for (const [text, last] of UNLAWFUL) {
    const bytes = Buffer.from(`${lawful}${text}GET /behind HTTP/1.1\r\n\r\n`, "latin1");
    const told = ["GET /first ", last];
    assert.deepEqual(readInPieces(bytes, everyByte(bytes)), told, text.slice(0, 60));
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 4 }), (cuts) => {
        assert.deepEqual(readInPieces(bytes, cuts), told, text.slice(0, 60));
      }),
      { numRuns: 20 },
    );
  }
});

test("never throws on any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(), { maxLength: 4 }), (bytes, cuts) => {
      readInPieces(
        Buffer.concat([Buffer.from("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"), bytes]),
        cuts,
      );
      readInPieces(Buffer.from(bytes), cuts);
    }),
  );
});

test("reads the next head only when the answer is out", () => {
  const urls: string[] = [];
  let isFull = false;
  const reader: RequestReader = new RequestReader({
    headBytesMax: () => HEAD_BYTES_MAX,
    onRequest: (lines) => {
      urls.push(lines.url);
      reader.beginBody(0);
    },
    onUnlawful: (_status, why) => assert.fail(why),
    onBrokenBody: assert.fail,
    onTooManyAhead: assert.fail,
    onFull: () => (isFull = true),
  });
  reader.take(Buffer.from("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3"));
  assert.deepEqual(urls, ["/1"]);
  assert.equal(reader.waitsFor, "nothing");
  reader.next();
  assert.deepEqual(urls, ["/1", "/2"]);
  reader.take(Buffer.from(" HTTP/1.1\r\n\r\n".padEnd(HEAD_BYTES_MAX + 1, "\r\n")));
  assert.ok(isFull, "more may not come before something was read");
  reader.next();
  assert.deepEqual(urls, ["/1", "/2", "/3"]);
});

test("takes no more requests at once than a client has reason to send ahead", () => {
  const one = "GET / HTTP/1.1\r\n\r\n";
  const allowed = readInPieces(Buffer.from(one.repeat(PIPELINED_MAX + 1)), []);
  assert.equal(allowed.length, PIPELINED_MAX + 1);
  assert.equal(readInPieces(Buffer.from(one.repeat(PIPELINED_MAX + 9)), []).at(-1), "too many ahead");
});

test("lines that stay keep their order and their bytes, however many are left out", () => {
  fc.assert(
    fc.property(
      fields,
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.boolean(),
      (all, stays, isTidy) => {
        const text = all.map(([name, value]) => `${name}:${isTidy ? " " : "\t"}${value}\r\n`).join("");
        const read = readFieldLines(`x${text}`, 1);
        assert.ok(read !== undefined);
        const dropped = all.flatMap((_, i) => (stays[i] === true ? [] : [i]));
        const kept = all.filter((_, i) => stays[i] === true);
        assert.equal(
          linesWithout(read, dropped),
          kept.map(([name, value]) => `${name}: ${value}\r\n`).join(""),
        );
      },
    ),
  );
});

test("a byte that is no blank in any alphabet but ours stays in its value", () => {
  const lines = readRequestLines("GET / HTTP/1.1\r\nX: \xa0a\xa0 \r\n");
  assert.ok(lines.ok);
  assert.deepEqual(lines.fields.raw, ["X", "\xa0a\xa0"]);
});
