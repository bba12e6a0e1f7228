// Answers as they go out: how many writes they take, how they are framed, and what is never said twice.

import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { test } from "node:test";
import { BuyerAnswer } from "./buyer-answer.ts";

const HOME = { dateLine: () => "Date: today\r\n", keptLines: () => "Connection: keep-alive\r\n" };
const COUNTED = { lines: "Content-Length: 5\r\n", hasLength: true, hasDate: true };
const UNCOUNTED = { lines: "X: y\r\n", hasLength: false, hasDate: false };

function startAnswer(isHead = false, version: "1.0" | "1.1" = "1.1") {
  const writes: string[] = [];
  const ends: boolean[] = [];
  const socket = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      writes.push(chunk.toString("latin1"));
      done();
    },
    writev: (pieces, done) => {
      writes.push(Buffer.concat(pieces.map(({ chunk }) => chunk as Buffer)).toString("latin1"));
      done();
    },
  });
  const answer = new BuyerAnswer(
    { socket, onAnswered: (staysOpen) => ends.push(staysOpen) },
    HOME,
    isHead,
    version,
  );
  return { answer, writes, ends };
}

test("an answer that is there in one turn goes out in one write, counted or chunked", () => {
  const counted = startAnswer();
  counted.answer.begin(200, "OK", COUNTED);
  counted.answer.write(Buffer.from("he"));
  counted.answer.write(Buffer.from("llo"));
  counted.answer.end([]);
  assert.deepEqual(counted.writes, [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello",
  ]);
  const chunked = startAnswer();
  chunked.answer.begin(404, "No", UNCOUNTED);
  chunked.answer.write(Buffer.from("hello"));
  chunked.answer.write(Buffer.alloc(0));
  chunked.answer.end([["X-T", "v"]]);
  assert.deepEqual(chunked.writes, [
    "HTTP/1.1 404 No\r\nX: y\r\nDate: today\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n5\r\nhello\r\n0\r\nX-T: v\r\n\r\n",
  ]);
  assert.deepEqual([...counted.ends, ...chunked.ends], [true, true]);
});

test("a large piece goes out with the head, and its memory may be used again at once", () => {
  for (const fields of [{ ...COUNTED, lines: "Content-Length: 40000\r\n" }, UNCOUNTED]) {
    const { answer, writes } = startAnswer();
    const lent = Buffer.alloc(40_000, "a");
    answer.begin(200, "OK", fields);
    answer.write(lent);
    lent.fill("b");
    answer.end([]);
    assert.ok(writes[0]?.startsWith("HTTP/1.1 200 OK\r\n"));
    assert.equal(writes.join("").match(/a{40000}/g)?.length, 1);
    assert.doesNotMatch(writes.join(""), /bb/);
  }
});

test("to HEAD, and with 204 and 304, no body and no framing is written", () => {
  for (const [status, isHead] of [
    [200, true],
    [204, false],
    [304, false],
  ] as const) {
    const { answer, writes } = startAnswer(isHead);
    answer.begin(status, "", UNCOUNTED);
    answer.write(Buffer.from("hello"));
    answer.end([["X-T", "v"]]);
    assert.deepEqual(writes, [
      `HTTP/1.1 ${status} \r\nX: y\r\nDate: today\r\nConnection: keep-alive\r\n\r\n`,
    ]);
  }
});

test("towards HTTP/1.0 the end of the connection is the end of what was not counted", () => {
  const { answer, writes, ends } = startAnswer(false, "1.0");
  answer.begin(200, "OK", UNCOUNTED);
  answer.write(Buffer.from("hello"));
  answer.end([["X-T", "v"]]);
  assert.deepEqual(writes, ["HTTP/1.1 200 OK\r\nX: y\r\nDate: today\r\nConnection: close\r\n\r\nhello"]);
  assert.deepEqual(ends, [false]);
});

test("nothing is said twice, and nothing to a buyer who is gone", () => {
  const { answer, writes, ends } = startAnswer();
  answer.begin(200, "OK", COUNTED);
  answer.begin(500, "Late", COUNTED);
  answer.write(Buffer.from("hello"));
  answer.end([]);
  answer.end([]);
  answer.write(Buffer.from("more"));
  answer.flush();
  assert.equal(writes.length, 1);
  assert.doesNotMatch(writes[0] ?? "", /Late|more/);
  assert.deepEqual(ends, [true]);
  const gone = startAnswer();
  gone.answer.isOver = true;
  gone.answer.sayContinue();
  gone.answer.begin(200, "OK", COUNTED);
  gone.answer.end([]);
  assert.deepEqual(gone.writes, []);
});
