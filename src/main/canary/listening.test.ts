// Listening as misemori.yaml says by now: a receiver that moves with a reload, and a mailbox that is told of when it stays away.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Config, LoadedConfig } from "../../config/index.ts";
import { createEvents, secret, systemClock, type Clock, type EventOf } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { openCanaryWatch } from "./listening.ts";

const MINUTE_MS = 60_000;

/** The greeting at a port; null when nobody listens there. */
function greetingAt(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => resolve(null));
    socket.on("data", (chunk) => (resolve(chunk.toString().trim()), socket.destroy()));
  });
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function stage(t: TestContext, canary: object, clock: Clock = systemClock()) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-mail-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const raised: EventOf<"alert.raised">[] = [];
  const settled: string[] = [];
  const logged: string[] = [];
  const events = createEvents((error) => assert.fail(String(error)));
  events.on("alert.raised", (event) => void raised.push(event));
  events.on("alert.settled", ({ cause }) => void settled.push(cause));
  const loadedOf = (now: object): LoadedConfig =>
    ({
      file: join(folder, "misemori.yaml"),
      recordsFolder: folder,
      secrets: { canaryMailbox: secret("x") },
      config: {
        shop: { timezone: "Asia/Tokyo" },
        alerts: { language: "ja" },
        canary: { domains: ["leak.example.jp"], mailboxes: [], senders: [], systems: [], ...now },
      } as unknown as Config,
    }) as unknown as LoadedConfig;
  let loaded = loadedOf(canary);
  const watch = await openCanaryWatch({
    store: openMemoryStore(),
    events,
    journal: { write: async () => undefined } as never,
    clock,
    loaded: () => loaded,
    log: (_level, event) => void logged.push(event),
  });
  t.after(() => watch.close());
  return {
    watch,
    raised,
    settled,
    logged,
    reload: (now: object) => {
      loaded = loadedOf(now);
      events.emit({ type: "config.reloaded", atMs: 0 });
    },
  };
}

test("a changed canary.listen or hostname takes effect at the reload, and a place that is taken keeps the old one", async (t) => {
  const { watch, reload, logged } = await stage(t, {
    listen: "127.0.0.1:0",
    hostname: "mx1.example.jp",
  });
  const first = watch.port() ?? 0;
  assert.match((await greetingAt(first)) ?? "", /^220 mx1\.example\.jp/);
  const taken = createServer().listen(0, "127.0.0.1");
  t.after(() => taken.close());
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as AddressInfo;
  reload({ listen: `127.0.0.1:${port}`, hostname: "mx1.example.jp" });
  await until(() => logged.includes("canary.not-listening"));
  assert.equal(watch.port(), first);
  assert.match((await greetingAt(first)) ?? "", /^220/);
  reload({ listen: "localhost:0", hostname: "mx2.example.jp" });
  await until(() => watch.port() !== first);
  await until(async () => (await greetingAt(first)) === null);
  assert.match((await greetingAt(watch.port() ?? 0)) ?? "", /^220 mx2\.example\.jp/);
  reload({});
  await until(() => watch.port() === null);
});

test("a mailbox that stays away is told of after an hour", async (t) => {
  const system = systemClock();
  let passedMs = 0;
  const clock: Clock = {
    ...system,
    monoMs: () => passedMs,
    sleep: (ms, signal) => {
      passedMs += ms;
      return system.sleep(1, signal);
    },
  };
  const nobody = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => nobody.once("listening", resolve));
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  const imap = { host: "127.0.0.1", port, tls: "none", user: "info", folder: "INBOX", afterwards: "leave" };
  const { raised, logged, reload } = await stage(t, { imap }, clock);
  await until(() => raised.length > 0);
  const [alert] = raised;
  assert.ok(passedMs >= 60 * MINUTE_MS);
  assert.deepEqual(
    [alert?.cause, alert?.kind, alert?.stage, alert?.facts["what"]],
    ["canary:mailbox", "canary-mailbox", "refused", "info@127.0.0.1"],
  );
  assert.match(String(alert?.facts["message"]), /canary\.imap\.port/);
  assert.ok(logged.filter((event) => event === "canary.mailbox-failed").length > 5);
  reload({});
});
