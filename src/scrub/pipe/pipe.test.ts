// Bytes through masker, stream and pipe: however they are cut, exactly as many come out, and no card.

import assert from "node:assert/strict";
import { PassThrough, Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "node:test";
import fc from "fast-check";
import { openSieve } from "../kernel/sieve.ts";
import { openScan, type Scan } from "../scan.ts";
import { scrubByteLists } from "./json-bytes.ts";
import { hidesAll, openMasker, type Place } from "./masker.ts";
import { createPinoDestination, createPinoScrub } from "./pino.ts";
import { runPipe } from "./run.ts";
import { createScrubStream } from "./stream.ts";
import { scrubText } from "./text.ts";

const KEY = Buffer.alloc(32, 7);
/** Published test numbers of the card networks. */
const CARDS = [
  "4111111111111111",
  "5555555555554444",
  "3530111333300000",
  "378282246310005",
  "4111 1111 1111 1111",
];
const middleOf = (card: string): string => card.replace(/\D/g, "").slice(6, -4);

/** Lines as shops write them, with cards in some, and bytes that are no text at all. */
const logs = fc
  .array(
    fc.oneof(
      fc.constantFrom(...CARDS).map((card) => `POST /pay card="${card}" ok\n`),
      fc.string({ maxLength: 60 }).map((text) => `GET /${text.replaceAll(/\d/g, "x")}\n`),
      fc.constantFrom("", "\r\n", "カード番号は秘密です\n"),
    ),
    { maxLength: 40 },
  )
  .map((lines) => Buffer.from(lines.join("")));

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...at, bytes.length].map((to, i) => bytes.subarray(at[i - 1] ?? 0, to));
}
const whole = (bytes: Buffer): Buffer => {
  const masker = openMasker(openScan(openSieve(), KEY));
  return Buffer.concat([masker.push(bytes), masker.end()]);
};

test("however the bytes are cut and whenever it pauses, the same bytes come out, as many as went in", () => {
  fc.assert(
    fc.property(
      logs,
      fc.array(fc.nat(), { maxLength: 30 }),
      fc.array(fc.boolean()),
      (bytes, places, pauses) => {
        const expected = whole(bytes);
        const masker = openMasker(openScan(openSieve(), KEY));
        const out: Uint8Array[] = [];
        cut(bytes, places).forEach((piece, i) => {
          out.push(masker.push(piece));
          if (pauses[i] === true) out.push(masker.flush());
        });
        out.push(masker.end());
        const got = Buffer.concat(out);
        assert.equal(got.length, bytes.length);
        assert.deepEqual(got, expected);
        for (const card of CARDS) assert.ok(!got.includes(card), got.toString());
      },
    ),
    { numRuns: 300 },
  );
});

test("what is masked stays as it is when it passes again", () => {
  fc.assert(
    fc.property(logs, (bytes) => {
      const once = whole(bytes);
      assert.deepEqual(whole(once), once);
    }),
  );
});

test("bytes that are no card data never change, whatever they are", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
      const plain = Buffer.from(bytes.map((byte) => (byte >= 0x30 && byte <= 0x39 ? 0x21 : byte)));
      assert.deepEqual(whole(plain), plain);
    }),
  );
});

/** A scan with one prepared finding, so that the masker's own choices can be seen. */
function scanWith(certainty: "possible" | "certain", patches: boolean): Scan {
  const inner = openScan(openSieve(), KEY);
  const change = (hits: ReturnType<Scan["push"]>): ReturnType<Scan["push"]> =>
    hits.map((hit) => ({
      finding: { ...hit.finding, certainty },
      patches: patches ? hit.patches : null,
    }));
  return {
    push: (chunk) => change(inner.push(chunk)),
    flush: () => change(inner.flush()),
    end: () => change(inner.end()),
    settledBytes: () => inner.settledBytes(),
  };
}

test("possible cards are left unless all are asked for, and what cannot be hidden in its writing is told or blotted", () => {
  const line = Buffer.from("n=4111111111111111\n");
  const through = (scan: Scan, options: Parameters<typeof openMasker>[1]) => {
    const places: Place[] = [];
    const masker = openMasker(scan, { ...options, onPlace: (place) => places.push(place) });
    const out = Buffer.concat([masker.push(line), masker.end()]).toString();
    return [out, places.map((place) => place.what).join()];
  };
  assert.deepEqual(through(scanWith("possible", true), {}), [line.toString(), "left"]);
  assert.deepEqual(through(scanWith("possible", true), { hides: hidesAll }), [
    "n=411111******1111\n",
    "hidden",
  ]);
  assert.deepEqual(through(scanWith("certain", false), {}), [line.toString(), "unfit"]);
  assert.deepEqual(through(scanWith("certain", false), { blots: true }), ["n=****************\n", "blotted"]);
});

test("a text comes back as it is when there is nothing to hide, and as long as before when there is", () => {
  assert.equal(scrubText("注文 \ud800 1234"), "注文 \ud800 1234");
  assert.equal(scrubText("カード 4111-1111-1111-1111 です"), "カード 4111-11**-****-1111 です");
  assert.equal(scrubText("カード 4111111111111111 です").length, "カード 4111111111111111 です".length);
});

test("a text scrubbed from within the report of another's finding leaves both whole", () => {
  const inner: string[] = [];
  const outer = scrubText("card 4111111111111111 and 5555555555554444", {
    onFinding: () => inner.push(scrubText("カード 378282246310005")),
  });
  assert.equal(outer, "card 411111******1111 and 555555******4444");
  assert.deepEqual(inner, ["カード 378282*****0005", "カード 378282*****0005"]);
  assert.throws(() =>
    scrubText("card 4111111111111111", {
      onFinding: () => {
        throw new Error("the shop's own fault");
      },
    }),
  );
  assert.equal(scrubText("card 4111111111111111"), "card 411111******1111");
});

test("a whole line leaves after a short quiet; an unfinished one waits for its end", async () => {
  const stream = createScrubStream({ quietMs: 20 });
  let out = "";
  stream.on("data", (chunk: Buffer) => (out += chunk.toString()));
  stream.write("first 4111111111111111\nsecond 41111111");
  while (!out.includes("\n")) await wait(5);
  assert.equal(out, "first 411111******1111\n");
  stream.end("11111111 end");
  await new Promise((resolve) => stream.once("end", resolve));
  assert.equal(out, "first 411111******1111\nsecond 411111******1111 end");
});

test("one endless line passes in bounded memory", () => {
  const masker = openMasker(openScan(openSieve(), KEY));
  const piece = Buffer.from(`${"x".repeat(65_000)} 4111111111111111 ${"y".repeat(500)}`);
  let bytes = 0;
  let heldMost = 0;
  for (let i = 0; i < 400; i++) {
    const out = masker.push(piece);
    bytes += out.length;
    heldMost = Math.max(heldMost, masker.heldBytes());
    assert.ok(!Buffer.from(out).includes(middleOf("4111111111111111") + "1111"));
  }
  bytes += masker.end().length;
  assert.equal(bytes, 400 * piece.length);
  // A block of the scan with its surroundings, and one piece.
  assert.ok(heldMost <= 4 * 1024 * 1024, String(heldMost));
});

test("the pipe ends when its input ends, and counts what it hid", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  let out = "";
  output.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const end = runPipe({ input, output, gone: new AbortController().signal });
  input.end("a 4111111111111111\nb");
  const { how, bytesIn, bytesOut, findings } = await end;
  assert.deepEqual([how, bytesIn, bytesOut, findings], ["done", 20, 20, 1]);
  assert.equal(out, "a 411111******1111\nb");
});

test("told to go, the pipe lets out what it holds", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  let out = "";
  output.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const gone = new AbortController();
  const end = runPipe({ input, output, gone: gone.signal, quietMs: 60_000 });
  input.write("held 4111111111111111");
  gone.abort();
  assert.equal((await end).how, "done");
  assert.equal(out, "held 411111******1111");
});

test("a reader that goes ends the pipe; a slow reader stops the input from running ahead", async () => {
  const input = new PassThrough();
  const broken = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("gone"), { code: "EPIPE" })),
  });
  const end = runPipe({ input, output: broken, gone: new AbortController().signal, quietMs: 5 });
  input.write("line\n");
  assert.equal((await end).how, "reader-gone");

  const source = new PassThrough({ highWaterMark: 16 * 1024 });
  let release: (() => void) | undefined;
  const stuck = new Writable({ highWaterMark: 1024, write: (_chunk, _encoding, done) => (release = done) });
  const running = runPipe({ input: source, output: stuck, gone: new AbortController().signal, quietMs: 1 });
  let written = 0;
  while (source.write(Buffer.alloc(16 * 1024, "line of a log\n")) && written < 1_000) {
    written += 1;
    await wait(1);
  }
  assert.ok(written < 200, "the input was told to wait");
  stuck.on("error", () => undefined);
  stuck.destroy(Object.assign(new Error("gone"), { code: "EPIPE" }));
  release?.();
  await running;
});

test("card data in Node's lists of bytes is hidden, character for character", () => {
  const card = Buffer.from("card 4111111111111111 end");
  const line = JSON.stringify({
    buffer: card,
    array: new Uint8Array(card),
    other: [1, 2, 3, 300, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  });
  const out = scrubByteLists(line);
  assert.equal(out.length, line.length);
  const back = JSON.parse(out) as {
    buffer: { data: number[] };
    array: Record<string, number>;
    other: number[];
  };
  assert.equal(Buffer.from(back.buffer.data).toString(), "card 411111******1111 end");
  assert.equal(Buffer.from(Object.values(back.array)).toString(), "card 411111******1111 end");
  assert.deepEqual(back.other, [1, 2, 3, 300, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});

test("a log line of any length passes pino's stream whole, its lists of bytes hidden wherever it is cut", async () => {
  const list = JSON.stringify([...Buffer.from("4111111111111111")]);
  const line = `{"pad":"${"x".repeat(1_048_500)}","data":${list},"more":"${"y".repeat(1_100_000)}"}\n`;
  for (const at of [1_048_520, 1_048_540, 1_048_576, 1_048_600]) {
    const stream = createPinoScrub();
    const out: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => out.push(chunk));
    stream.write(line.slice(0, at));
    stream.end(line.slice(at));
    await new Promise((resolve) => stream.once("end", resolve));
    const got = Buffer.concat(out).toString();
    assert.equal(got.length, line.length);
    assert.ok(got.includes("[52,49,49,49,49,49,42,42,42,42,42,42,49,49,49,49]"), `cut at ${at}`);
  }
});

test("a destination that cannot be written says so as an error", async () => {
  const destination = createPinoDestination({ destination: "/nowhere/at/all/x.log" });
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => destination.once("error", resolve));
  assert.equal(error.code, "ENOENT");
});
