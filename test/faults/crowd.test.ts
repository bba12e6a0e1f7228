// Twenty thousand idle connections over several client processes: pages keep flowing, memory stays bounded, the one above
// the limit pushes out the longest idle, and time-outs clear the house.

import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openPlace, until, type GuardProcess } from "./place.ts";

const IDLERS = fileURLToPath(new URL("idlers.ts", import.meta.url));
const WANTED = 20_000;
const CLIENTS = 5;
/** Connections of 20,000 idlers cost some 12 KB each; a leak of a buffer per connection would be 1.3 GB. */
const GROWN_MB_MAX = 700;

type Told = { readonly opened?: true; readonly open?: number };

async function countOf(client: ChildProcess): Promise<number> {
  const answer = once(client, "message") as Promise<[Told]>;
  client.send("count");
  return (await answer)[0].open ?? 0;
}

async function openCount(clients: readonly ChildProcess[]): Promise<number> {
  let sum = 0;
  for (const client of clients) sum += await countOf(client);
  return sum;
}

async function megabytes({ pid }: GuardProcess): Promise<number> {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? Number.NaN) / 1024;
}

async function pagesFlow(guard: GuardProcess): Promise<void> {
  for (let i = 0; i < 10; i++) {
    const page = await fetch(`${guard.gateUrl}/`, { headers: { connection: "close" } });
    assert.equal(page.status, 200);
    await page.arrayBuffer();
  }
}

test("twenty thousand idle connections leave room for buyers, cost little memory and go away by themselves", async (t) => {
  if (process.platform !== "linux") return t.skip("looks into /proc");
  const limits = { headTimeoutMs: 120_000, connectionsMax: WANTED, upstreamConnectionsMax: 64 };
  const place = await openPlace(t, { config: { gate: { listen: "127.0.0.1:0", workers: 2, limits } } });
  const guard = await place.start();
  const capped = /"gate\.connections-capped".*?"connectionsMax":(\d+),"openFiles":(\d+)/.exec(guard.said());
  const limit = capped === null ? WANTED : Number(capped[1]);
  if (capped !== null)
    t.diagnostic(
      `one process may have ${capped[2]} file handles here, so the guard takes ${limit} connections`,
    );
  const before = await megabytes(guard);

  const clients = Array.from({ length: CLIENTS }, () => fork(IDLERS));
  t.after(() => {
    for (const client of clients) client.kill();
  });
  const port = Number(new URL(guard.gateUrl).port);
  await Promise.all(
    clients.map(async (client, n) => {
      const opened = once(client, "message");
      client.send({ port, count: WANTED / CLIENTS, from: `127.0.1.${n + 1}` });
      await opened;
    }),
  );
  // Two workers share the limit, and the system shares the connections between them by chance: not quite in halves.
  // Those that went for a newer one are heard of a moment later.
  const held = await until("no more are held than allowed", async () => {
    const count = await openCount(clients);
    return count <= limit + 2 && count;
  });
  assert.ok(held > limit * 0.96, `${held} of ${limit} connections are held`);
  const handles = (await readdir(`/proc/${guard.pid}/fd`)).length;
  assert.ok(handles >= held, `${handles} handles for ${held} connections`);
  const grown = (await megabytes(guard)) - before;
  t.diagnostic(`${held} idle connections held at once, for ${Math.round(grown)} MB`);
  assert.ok(grown < GROWN_MB_MAX, `${grown} MB for ${held} idle connections`);
  await pagesFlow(guard);
  const health = await fetch(`${guard.consoleUrl}/healthz`);
  assert.equal(health.status, 200);

  // More than fit: every new one comes in, the longest idle go, and buyers still find room.
  const late = fork(IDLERS);
  clients.push(late);
  const opened = once(late, "message");
  late.send({ port, count: 1_000, from: "127.0.1.9" });
  await opened;
  await until("no more are held than allowed", async () => (await openCount(clients)) <= limit + 2);
  assert.ok((await countOf(late)) > 900, "the newest have pushed out the oldest");
  assert.match(guard.said(), /connections\.full/);
  await pagesFlow(guard);

  // Their time is over as soon as it is short: the reload reaches open connections too.
  await place.writeConfig({
    gate: { listen: "127.0.0.1:0", workers: 2, limits: { ...limits, headTimeoutMs: 1_000 } },
  });
  await until("all idle connections are closed", async () => (await openCount(clients)) === 0, 40_000);
  await pagesFlow(guard);
  assert.ok(!guard.said().includes("worker.lost"), guard.said());
});
