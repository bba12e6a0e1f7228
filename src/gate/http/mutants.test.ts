// Mutated requests and answers, repeatable by seed: the gate never falls, and a strict shop behind it never hears
// anything that it would have to refuse.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { connect } from "node:net";
import { test } from "node:test";
import { rawShop, startStage } from "../../../test/gate-stage.ts";
import { seededRandom } from "../../kernel/index.ts";

const ROUNDS = 300;
const PIECES = [
  "\r\n",
  "\n",
  "\r",
  " ",
  "\t",
  "\0",
  ":",
  "0\r\n\r\n",
  "Content-Length: 5\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Transfer-Encoding: x\r\n",
  "Connection: close, content-length\r\n",
  "Expect: 100-continue\r\n",
  "Upgrade: websocket\r\nConnection: Upgrade\r\n",
  "GET /x HTTP/1.1\r\nHost: a\r\n\r\n",
  "HTTP/1.0",
  "5;a=b\r\nhello\r\n",
  "\xff",
];
const REQUESTS = [
  "GET /a HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n",
  "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
  "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: v\r\n\r\n",
];
const ANSWERS = [
  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello",
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
  "HTTP/1.1 204 No Content\r\n\r\n",
];

function mutator(seed: number): (text: string) => string {
  const random = seededRandom(seed);
  const below = (count: number): number => Math.floor(random.unit() * count);
  return (text) => {
    let mutant = text;
    for (let i = 1 + below(2); i > 0; i--) {
      const at = below(mutant.length + 1);
      const kind = below(3);
      if (kind === 0) mutant = mutant.slice(0, at) + (PIECES[below(PIECES.length)] ?? "") + mutant.slice(at);
      else if (kind === 1) mutant = mutant.slice(0, at) + mutant.slice(at + 1 + below(4));
      else mutant = mutant.slice(0, at) + String.fromCharCode(below(256)) + mutant.slice(at + 1);
    }
    return mutant;
  };
}

/** Sends, and leaves when nothing is closed: a mutant may well be waiting for more. */
async function sendAll(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1");
    const patience = setTimeout(() => socket.destroy(), 100);
    socket.on("data", (data: Buffer) => {
      heard += data.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(patience);
      resolve(heard);
    });
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

async function inGroups(jobs: readonly (() => Promise<void>)[]): Promise<void> {
  for (let i = 0; i < jobs.length; i += 50) await Promise.all(jobs.slice(i, i + 50).map((job) => job()));
}

test("a strict shop never has to refuse what mutated requests become", async (t) => {
  const refused: string[] = [];
  let served = 0;
  const shop = createServer((request, response) => {
    served++;
    request.resume().on("end", () => response.end("ok"));
  });
  shop.on("clientError", (error: NodeJS.ErrnoException & { rawPacket?: Buffer }, socket) => {
    // A request broken off is seen as such: that is what breaking off is for.
    if (error.code?.startsWith("HPE_") === true && error.code !== "HPE_INVALID_EOF_STATE") {
      refused.push(`${error.code} ${error.rawPacket?.toString("latin1") ?? ""}`);
    }
    socket.destroy();
  });
  const stage = await startStage(t, shop);
  const mutate = mutator(20_261_122);
  const jobs = Array.from({ length: ROUNDS }, (_, i) => async (): Promise<void> => {
    const first = REQUESTS[i % REQUESTS.length] ?? "";
    await sendAll(stage.port, mutate(first) + (REQUESTS[(i >> 2) % REQUESTS.length] ?? ""));
  });
  await inGroups(jobs);
  assert.deepEqual(refused, []);
  assert.ok(served > ROUNDS / 8, `only ${served} reached the shop`);
  assert.equal(await (await fetch(stage.url)).text(), "ok");
});

test("mutated answers of the shop never break the gate, nor leak into another buyer's answer", async (t) => {
  const mutate = mutator(7);
  let answered = 0;
  const shop = rawShop((socket) => {
    socket.on("data", (data: Buffer) => {
      const isProbe = data.includes("/probe");
      const answer = ANSWERS[answered++ % ANSWERS.length] ?? "";
      if (isProbe) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nprobe");
      else socket.end(mutate(answer), "latin1");
    });
  });
  const stage = await startStage(t, shop);
  const jobs = Array.from({ length: ROUNDS }, () => async (): Promise<void> => {
    await sendAll(stage.port, "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert.equal(await (await fetch(`${stage.url}/probe`)).text(), "probe");
  });
  await inGroups(jobs);
});
