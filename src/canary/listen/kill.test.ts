// What was acknowledged is there after kill -9, and what was not is nowhere half.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSqliteStore } from "../../store/index.ts";
import { canaryOf, DOMAIN } from "./mail.fixture.ts";

const FIXTURE = join(import.meta.dirname, "kill.fixture.ts");
const CANARIES = 40;
/** In the middle of the stream of mails. */
const KILLED_AFTER = 25;

test("killed in the middle of mails, nothing acknowledged is lost", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-mail-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const before = await openSqliteStore({ folder });
  await before.canaries.plant(Array.from({ length: CANARIES }, (_, n) => canaryOf(`sato${n}`)));
  await before.close();

  const child = fork(FIXTURE, [folder], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { port } = await new Promise<{ port: number }>((resolve) => {
    child.once("message", (message) => resolve(message as { port: number }));
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  /** Sends one mail after the other on its connection; what was answered with "Recorded". */
  const stream = (numbers: readonly number[], acknowledged: number[]): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      const left = [...numbers];
      socket.on("error", () => undefined);
      socket.on("close", () => resolve());
      socket.on("data", (chunk) => {
        if (chunk.includes("Recorded")) {
          acknowledged.push(left.shift() ?? -1);
          if (acknowledged.length === KILLED_AFTER) child.kill("SIGKILL");
        }
        const text = chunk.toString();
        const isReady = /^250 /m.test(text) && !/Accepted/.test(text);
        const n = left[0];
        if (text.startsWith("220")) socket.write("EHLO a\r\n");
        else if (n === undefined) socket.destroy();
        else if (text.includes("354")) socket.write(`From: a@b.example\r\nSubject: ${n}\r\n\r\nx\r\n.\r\n`);
        else if (isReady) socket.write(`MAIL FROM:<a@b.example>\r\nRCPT TO:<sato${n}@${DOMAIN}>\r\nDATA\r\n`);
      });
    });
  const acknowledged: number[] = [];
  const all = Array.from({ length: CANARIES }, (_, n) => n);
  await Promise.all(
    [0, 1, 2].map((one) =>
      stream(
        all.filter((n) => n % 3 === one),
        acknowledged,
      ),
    ),
  );
  child.kill("SIGKILL");
  await ended;

  assert.ok(acknowledged.length >= KILLED_AFTER, String(acknowledged.length));
  const after = await openSqliteStore({ folder });
  t.after(() => after.close());
  const kept = await after.canaryMails.list("all");
  const ids = new Set(kept.map(({ canary }) => canary));
  for (const n of acknowledged) assert.ok(ids.has(`cn_sato${n}`), String(n));
  for (const { facts, times } of kept)
    assert.equal(typeof (JSON.parse(facts) as object), "object", String(times));
});
