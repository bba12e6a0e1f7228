// The small parsers by themselves: any split of the bytes, any text.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { readChunks, startChunks } from "./chunks.ts";
import { errorReply, wantsJson } from "./pages.ts";
import { readShopHead } from "./shop-head.ts";
import { isLawfulHost, normalPath, readTarget } from "./target.ts";
import { PAGE_WORDS } from "./words.ts";

function decode(
  bytes: Buffer,
  cuts: readonly number[],
): { body: string; end: number | "more" | "bad"; trailers: string[] } {
  const state = startChunks();
  const body: Buffer[] = [];
  const edges = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  let from = 0;
  for (const edge of edges) {
    const end = readChunks(state, bytes.subarray(from, edge), (data) => body.push(Buffer.from(data)));
    if (end !== "more") {
      const at = end === "bad" ? end : from + end;
      return { body: Buffer.concat(body).toString("latin1"), end: at, trailers: state.trailers };
    }
    from = edge;
  }
  return { body: Buffer.concat(body).toString("latin1"), end: "more", trailers: state.trailers };
}

test("undoes the chunked coding whatever the split, and finds its end", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.uint8Array({ maxLength: 5 }),
      (chunks, cuts, surplus) => {
        const parts = chunks.map((chunk) => [
          `${chunk.length.toString(16)};x="y"\r\n`,
          Buffer.from(chunk),
          "\r\n",
        ]);
        const coded = Buffer.concat(
          [...parts.flat(), "0\r\nX-T: v \r\n\r\n"].map((part) => Buffer.from(part as string)),
        );
        const read = decode(Buffer.concat([coded, surplus]), cuts);
        assert.equal(read.end, coded.length);
        assert.equal(read.body, Buffer.concat(chunks).toString("latin1"));
        assert.deepEqual(read.trailers, ["X-T", "v"]);
      },
    ),
  );
});

test("calls every broken chunk broken, whatever the split", () => {
  const broken = [
    "x\r\n",
    "3\nabc",
    "3\r\nabcd",
    "3\r\nabc\n",
    "-1\r\n",
    "+1\r\n",
    "0x1\r\n",
    " 1\r\n",
    "\r\n",
    "1 1\r\n",
    "1;a\0\r\n",
    "fffffffffffffff\r\n",
    "0\r\nno colon\r\n",
    "0\r\nX : y\r\n",
    "0\r\nX: a\rb\r\n",
    `1;${"a".repeat(5_000)}`,
  ];
  fc.assert(
    fc.property(fc.constantFrom(...broken), fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      assert.equal(decode(Buffer.from(`2\r\nok\r\n${text}`, "latin1"), cuts).end, "bad");
    }),
  );
});

const head = (fields: string) => readShopHead(`HTTP/1.1 200 OK\r\n${fields}\r\n`, false);

test("reads no answer head that could be read twice", () => {
  for (const bad of [
    "Content-Length: 1\r\nContent-Length: 2",
    "Content-Length: 1, 2",
    "Content-Length: x",
    "Content-Length: -1",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked, gzip",
    "Transfer-Encoding: chunked\r\nContent-Length: 1",
    "X Y: 1",
    ": 1",
    "X",
    "X: a\nb",
    "X: a\0b",
  ]) {
    assert.equal(head(bad), undefined, bad);
  }
  assert.equal(readShopHead("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n", false), undefined);
  assert.equal(readShopHead("HTTP/1.1 600 Odd\r\n", false), undefined);
  assert.equal(head("Content-Length: 5\r\nContent-Length: 5")?.length, 5);
  assert.deepEqual(head("X: a\r\n  b\r\nContent-Length: 1")?.raw, ["X", "a b", "Content-Length", "1"]);
  assert.equal(head("X: y")?.framing, "until-close");
  assert.equal(readShopHead("HTTP/1.1 200\r\n", true)?.framing, "none");
  assert.equal(head("Connection: close\r\nContent-Length: 1")?.keepsAlive, false);
  assert.equal(head("Keep-Alive: timeout=7, max=9\r\nContent-Length: 1")?.idleHintMs, 7_000);
});

test("never throws on any answer head", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      (text) => void readShopHead(`HTTP/1.1 200 OK\r\n${text}\r\n`, false),
    ),
  );
});

test("lets origin and absolute targets in, and nothing else", () => {
  assert.deepEqual(readTarget("/a?b"), { target: "/a?b", authority: undefined });
  assert.deepEqual(readTarget("HTTP://A.example:80?q"), { target: "/?q", authority: "a.example:80" });
  assert.deepEqual(readTarget("https://a"), { target: "/", authority: "a" });
  for (const bad of ["*", "a:80", "", "ftp://a/", "http://", "http://u@a/", "/a#b", "http://a/#b", "/a\\b"]) {
    assert.equal(readTarget(bad), undefined, bad);
  }
});

test("brings paths to one form", () => {
  for (const [path, normal] of [
    ["/", "/"],
    ["/a/b", "/a/b"],
    ["/a/../b/./c/", "/b/c/"],
    ["/../../a", "/a"],
    ["/a/..", "/"],
    ["/a/.", "/a/"],
    ["/%61%2e%2E/", "/a../"],
    ["/x/%2e%2e/y", "/y"],
    ["/%2f%zz%E3%81", "/%2F%zz%E3%81"],
    ["/a//b", "/a//b"],
    ["/.well-known/x", "/.well-known/x"],
  ]) {
    assert.equal(normalPath(path!), normal);
  }
  fc.assert(
    fc.property(fc.webPath(), (path) => {
      const once = normalPath(`/${path}`);
      assert.ok(once.startsWith("/"));
      assert.ok(!once.split("/").includes(".."));
    }),
  );
});

test("knows a host from what only looks like one", () => {
  for (const host of ["a", "shop.example:8080", "[::1]:80", "192.0.2.1", "a_b.example"])
    assert.ok(isLawfulHost(host), host);
  for (const host of ["", "a b", "a:b", "a:123456", "::1", "a/b", "a@b", "a,b", "ä", "a\t"])
    assert.ok(!isLawfulHost(host), host);
});

test("gives JSON only to those who ask for it and not for pages", () => {
  assert.ok(wantsJson("application/json"));
  assert.ok(wantsJson("application/problem+json, */*"));
  assert.ok(!wantsJson("text/html, application/json"));
  assert.ok(!wantsJson("*/*"));
  assert.ok(!wantsJson(undefined));
});

test("every page stands alone, names its language and says its code", () => {
  for (const status of [400, 405, 408, 413, 414, 417, 431, 501, 502, 503, 504, 505]) {
    for (const acceptLanguage of ["ja", "en"]) {
      const reply = errorReply(
        status,
        { method: "POST", accept: "text/html", acceptLanguage },
        { name: "A&B" },
      );
      const page = String(reply.body);
      assert.match(page, new RegExp(`^<!doctype html>\\n<html lang="${acceptLanguage}">`));
      assert.match(page, new RegExp(`[：:] ?${status}<`));
      assert.match(page, /A&#38;B/);
      assert.doesNotMatch(page, /https?:\/\/|<script|undefined|\{[a-z]+\}/);
    }
  }
});

test("a contact address that is no web address makes no link", () => {
  const shop = { name: "a", contactUrl: "javascript:alert(1)" };
  const reply = errorReply(502, { method: "GET", accept: undefined, acceptLanguage: "en" }, shop);
  assert.doesNotMatch(String(reply.body), /javascript/);
});

test("says everything in both languages", () => {
  for (const [key, { ja, en }] of Object.entries(PAGE_WORDS)) {
    assert.match(ja, /[ぁ-んァ-ヶ一-龠]/, key);
    assert.doesNotMatch(en, /[ぁ-んァ-ヶ一-龠]/, key);
  }
});
