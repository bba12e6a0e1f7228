// misemori.yaml changes under the running guard: a broken or half-written one is refused whole and told, the old one stays;
// a good one takes effect without a connection being dropped.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ask, openPlace, told, until } from "./place.ts";
import * as street from "./street.ts";

function refusals(said: string): readonly { readonly errors: readonly string[] }[] {
  return said
    .split("\n")
    .filter((line) => line.includes('"config.refused"'))
    .map((line) => JSON.parse(line) as { errors: string[] });
}

test("a broken or half-written configuration leaves the old one at work, with every error told", async (t) => {
  const place = await openPlace(t);
  const guard = await place.start();
  const file = join(place.folder, "misemori.yaml");
  const good = await readFile(file, "utf8");

  await place.writeConfig({ costs: { feeYen: -3 }, gate: { worker: 9 }, budget: { perHourYen: "much" } });
  const [first] = await until(
    "the refusal",
    () => refusals(guard.said()).length > 0 && refusals(guard.said()),
  );
  assert.ok((first?.errors.length ?? 0) >= 3, JSON.stringify(first));
  await writeFile(file, good.slice(0, good.indexOf("preset") + 4));
  await until("the second refusal", () => refusals(guard.said()).length > 1);
  await writeFile(file, Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]));
  await until("the third refusal", () => refusals(guard.said()).length > 2);

  assert.equal((await fetch(`${guard.gateUrl}/`)).status, 200);
  const now = await ask<{ budget: { hour: { limitYen: number } } }>(guard, "/v1/now");
  assert.equal(now.body.budget.hour.limitYen, 400);
  await until("the owner is told", () => place.mails.length > 0);
  const alerts = told(place, "/alerts").filter((hook) => hook["change"] === "config.refused");
  assert.equal(alerts.length, 1, "once, not per save");
  assert.equal(place.mails.length, 1);

  await place.writeConfig({ budget: { perHourYen: 777, perDayYen: 5_000 } });
  await until("the good one is taken", async () => {
    const { body } = await ask<{ budget: { hour: { limitYen: number } } }>(guard, "/v1/now");
    return body.budget.hour.limitYen === 777;
  });
});

test("a start with a broken configuration names every error, shows no card number, and writes nothing", async (t) => {
  const place = await openPlace(t);
  const number = street.goodCard(street.random(1)).number;
  await place.writeConfig({ costs: number, gate: { listen: number }, [number]: 1 });
  const misemori = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));
  const child = spawn(process.execPath, [misemori, "up"], { cwd: place.folder });
  let said = "";
  child.stdout.on("data", (part) => (said += String(part)));
  child.stderr.on("data", (part) => (said += String(part)));
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(code, 2);
  assert.match(said, /gate\.listen/);
  assert.match(said, /costs/);
  assert.ok(!said.includes(number.slice(6)), said);
});

test("a reload takes effect and drops no open stream", async (t) => {
  const streams: (() => void)[] = [];
  const shop = createServer((request, response) => {
    if (request.url !== "/stream") return response.end("page");
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write("data: first\n\n");
    streams.push(() => response.end("data: last\n\n"));
    return undefined;
  });
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  t.after(async () => {
    shop.closeAllConnections();
    await new Promise<void>((resolve) => void shop.close(() => resolve()));
  });
  const upstream = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  const place = await openPlace(t, { upstream });
  const guard = await place.start();
  let heard = "";
  const stream = await new Promise<IncomingMessage>((resolve) => get(`${guard.gateUrl}/stream`, resolve));
  const ended = new Promise<boolean>((resolve) => {
    stream.on("data", (part) => (heard += String(part)));
    stream.on("end", () => resolve(true));
    stream.on("error", () => resolve(false));
  });
  await until("the stream's first words", () => heard.includes("first"));
  await place.writeConfig({
    gate: { listen: "127.0.0.1:0", workers: 2, mode: "watch", limits: { headBytesMax: 1_024 } },
  });
  await until("the reload", () => guard.said().includes("config.reloaded"));
  const { body } = await ask<{ mode: string }>(guard, "/v1/now");
  assert.equal(body.mode, "watch");
  await until("every worker has the new limit", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        fetch(`${guard.gateUrl}/`, { headers: { connection: "close", "x-long": "x".repeat(2_000) } }),
      ),
    );
    return answers.every((answer) => answer.status === 431);
  });
  assert.ok(!heard.includes("last"));
  for (const end of streams) end();
  assert.equal(await ended, true);
  assert.match(heard, /first[^]*last/);
});

test("a file cut off in a way that still reads waits, is told, and is taken when a person says so", async (t) => {
  const place = await openPlace(t);
  const guard = await place.start();
  const file = join(place.folder, "misemori.yaml");
  const good = await readFile(file, "utf8");
  const hourly = async (): Promise<number> =>
    (await ask<{ budget: { hour: { limitYen: number } } }>(guard, "/v1/now")).body.budget.hour.limitYen;
  const waits = (): number => guard.said().split('"config.waiting"').length - 1;

  // Everything after the platform is gone: it reads well, and the budget would be the default.
  await writeFile(file, good.slice(0, good.indexOf("\ncosts:") + 1));
  await until("the wait", () => waits() === 1);
  assert.match(guard.said(), /"config\.waiting".*"lost":\["costs","budget","answers","outcomes","console"\]/);
  assert.equal(await hourly(), 400);
  await until("the owner is told", () => place.mails.length === 1);
  assert.equal(told(place, "/alerts").at(-1)?.["change"], "config.waiting");

  // The rest arrives: nothing has changed, and the alert is over.
  await writeFile(file, good);
  await until("the alert is closed", async () => {
    const { body } = await ask<{ alerts: { state: string }[] }>(guard, "/v1/alerts");
    return body.alerts.every((alert) => alert.state === "closed");
  });
  assert.equal(await hourly(), 400);

  // Taken out on purpose: once with the end mark, once by the signal.
  const shorter = good.replace(/\nbudget:\n(?: .*\n)+/, "\n");
  await writeFile(file, shorter);
  await until("the second wait", () => waits() === 2);
  await writeFile(file, `${shorter}...\n`);
  await until("the marked one is taken", async () => (await hourly()) !== 400);
  await writeFile(file, good);
  await until("the loss of the mark", () => waits() === 3);
  process.kill(guard.pid, "SIGHUP");
  await until("the ordered one is taken", async () => (await hourly()) === 400);
});

test("a new address waits for a restart and is said to, while all else is in force", async (t) => {
  const place = await openPlace(t);
  const guard = await place.start();
  const { port } = new URL(guard.gateUrl);
  await place.writeConfig({ gate: { listen: "127.0.0.2:1", workers: 1, mode: "watch" } });
  await until("the warning", () => guard.said().includes('"config.restart-needed"'));
  assert.match(guard.said(), /"keys":\["gate\.listen","gate\.workers"\]/);
  const { body } = await ask<{ mode: string }>(guard, "/v1/now");
  assert.equal(body.mode, "watch", "all else is in force");
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200);
  await assert.rejects(fetch(`http://127.0.0.2:${port}/`), "nothing listens there");
});
