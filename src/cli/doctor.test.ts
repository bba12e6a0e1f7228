// The doctor against real ports, a real shop, a real mail greeting and real folders; each fault is named with its remedy.

import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fine, manualClock, systemClock } from "../kernel/index.ts";
import { systemProbes, type CliActs } from "./index.ts";
import { oneObject, stage } from "./stage.ts";

interface Check {
  readonly check: string;
  readonly state: "ok" | "bad" | "note";
  readonly message: string;
  readonly todo: string;
}

async function listening(
  t: TestContext,
  server: Server | ReturnType<typeof createTcpServer>,
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}
async function shopPort(t: TestContext, status = 200): Promise<number> {
  return listening(
    t,
    createServer((_, response) => response.writeHead(status, { connection: "close" }).end()),
  );
}
function config(upstreamPort: number, more = "", gatePort = 0, consolePort = 0): string {
  return `shop: { name: a, url: https://a.jp, upstream: "http://127.0.0.1:${upstreamPort}" }
platform: { preset: eccube4 }
gate: { listen: "127.0.0.1:${gatePort}" }
console: { listen: "127.0.0.1:${consolePort}" }
${more}`;
}
function recognises(preset: "eccube4" | "woocommerce", certainty = 0.9): Partial<CliActs> {
  return { recogniseShop: async () => fine({ preset, certainty, evidence: [], title: null }) };
}
function stateOf(out: string): Record<string, Check["state"]> {
  return Object.fromEntries((oneObject(out)["checks"] as Check[]).map((c) => [c.check, c.state]));
}

test("a healthy set-up passes every check, makes a private records folder, and exits 0", async (t) => {
  const mail = await listening(
    t,
    createTcpServer((socket) => socket.on("error", () => undefined).write("220 mail\r\n")),
  );
  const email = `alerts: { email: { to: [a@b.jp], from: a@b.jp, smtp: { host: 127.0.0.1, port: ${mail} } } }\n`;
  const proxied = config(await shopPort(t), email).replace(
    'listen: "127.0.0.1:0" }',
    'listen: "127.0.0.1:0", trustedProxies: [10.0.0.1] }',
  );
  const { run } = stage(t, proxied, recognises("eccube4"), { clock: systemClock() });
  const { code, out } = await run("doctor", "--json");
  assert.equal(code, 0, out);
  const states = stateOf(out);
  for (const check of [
    "node",
    "config",
    "secrets",
    "gate-port",
    "console-port",
    "upstream",
    "preset",
    "clock",
    "folder",
    "folder-private",
    "smtp",
    "tls",
  ]) {
    assert.equal(states[check], "ok", check);
  }
});

test("a broken configuration is the finding, with the first mistake named", async (t) => {
  const { run } = stage(t, "shop: {}\n");
  const { code, out } = await run("doctor");
  assert.equal(code, 1);
  assert.match(out, /✗ 設定ファイルに間違いが[^]*config check/);
});

test("taken ports, a silent shop and mail server, an open folder: each ✗ says what to do", async (t) => {
  const taken = await shopPort(t, 404);
  const email = "alerts: { email: { to: [a@b.jp], from: a@b.jp, smtp: { host: 127.0.0.1, port: 1 } } }\n";
  const { run, folder } = stage(t, config(1, email, taken, 2));
  mkdirSync(join(folder, "misemori-data"));
  chmodSync(join(folder, "misemori-data"), 0o755);
  const json = await run("doctor", "--json");
  assert.equal(json.code, 1);
  const states = stateOf(json.out);
  for (const check of ["gate-port", "upstream", "smtp", "folder-private"])
    assert.equal(states[check], "bad", check);
  for (const check of oneObject(json.out)["checks"] as Check[]) {
    assert.equal(check.todo === "", check.state === "ok", check.check);
    assert.doesNotMatch(check.message + check.todo, /\{\w+\}/);
  }
  const text = await run("doctor", "--lang", "en");
  assert.match(text.out, /✗ .*EADDRINUSE[^]*→ Stop what uses it/);
  assert.match(text.out, /chmod 700/);
});

test("ports taken by the guard itself are well", async (t) => {
  const port = await listening(
    t,
    createServer((request, response) =>
      response.writeHead(request.url === "/healthz" ? 200 : 404, { connection: "close" }).end(),
    ),
  );
  const { run } = stage(t, config(await shopPort(t), "", 0, port), recognises("eccube4"), {
    clock: systemClock(),
  });
  assert.equal(stateOf((await run("doctor", "--json")).out)["console-port"], "ok");
});

test("another platform than configured, a shop in trouble, and a wrong clock are found", async (t) => {
  const other = stage(t, config(await shopPort(t)), recognises("woocommerce"), {
    clock: manualClock(Date.UTC(2026, 0, 5)),
  });
  const states = stateOf((await other.run("doctor", "--json")).out);
  assert.deepEqual([states["preset"], states["clock"]], ["bad", "bad"]);
  const unsure = stage(t, config(await shopPort(t)), recognises("woocommerce", 0.2), {
    clock: systemClock(),
  });
  assert.equal(stateOf((await unsure.run("doctor", "--json")).out)["preset"], "note");
  const failing = stage(t, config(await shopPort(t, 502)));
  assert.equal(stateOf((await failing.run("doctor", "--json")).out)["upstream"], "bad");
  const old = stage(t, config(1), {}, { probes: { ...systemProbes(), nodeVersion: "20.20.2" } });
  assert.equal(stateOf((await old.run("doctor", "--json")).out)["node"], "bad");
});

test("a server that is no mail server, or hangs up, is not taken for one", async (t) => {
  const probes = systemProbes();
  const web = await listening(
    t,
    createTcpServer((socket) => socket.on("error", () => undefined).end("HTTP/1.1 400\r\n")),
  );
  assert.equal(await probes.greetMail("127.0.0.1", web, "none"), "no mail server");
  const shut = await listening(
    t,
    createTcpServer((socket) => socket.end()),
  );
  assert.equal(await probes.greetMail("127.0.0.1", shut, "starttls"), "closed");
  assert.equal(await probes.greetMail("127.0.0.1", 1, "starttls"), "ECONNREFUSED");
});

const mailTo = async (domain: string): Promise<readonly string[] | { readonly fault: string }> =>
  domain === "leak.example.jp"
    ? ["mx.leak.example.jp"]
    : domain === "gone.example.jp"
      ? { fault: "ENOTFOUND" }
      : ["mx.elsewhere.example"];

test("canaries' mail that does not come here, or cannot be read, is found", async (t) => {
  const canary = `canary: { listen: "127.0.0.1:0", hostname: mx.leak.example.jp, domains: [leak.example.jp, other.example.jp, gone.example.jp], folder: Mail }`;
  const probes = { ...systemProbes(), mailTo };
  const acts: Partial<CliActs> = { listCanaries: async () => fine([]) };
  const { run, folder } = stage(t, config(1, canary), acts, { probes });
  const checks = async (): Promise<string[]> =>
    (oneObject((await run("doctor", "--json")).out)["checks"] as Check[])
      .filter(({ check }) => check.startsWith("canary"))
      .map(({ check, state }) => `${check} ${state}`);
  const mx = ["canary-mx ok", "canary-mx bad", "canary-mx bad"];
  assert.deepEqual(await checks(), ["canary-port ok", "canary-folder bad", ...mx]);
  mkdirSync(join(folder, "Mail"));
  assert.deepEqual(await checks(), ["canary-port ok", "canary-folder ok", ...mx]);
  const deaf = stage(t, config(1, "canary: { domains: [leak.example.jp] }"), {}, { probes });
  assert.equal(stateOf((await deaf.run("doctor", "--json")).out)["canary"], "note");
});

function planted(system: string, retiredAtMs: number | null = null) {
  const address = `${system}@leak.example.jp`;
  return { id: `cn_${system}`, address, system, period: "1", plantedAtMs: 1, retiredAtMs };
}

test("names of systems that canaries were not planted under are found, and a mailbox that cannot be read", async (t) => {
  const canary = `canary: { domains: [leak.example.jp], imap: { host: mail.example.jp, user: info, password: { env: MAIL } }, systems: [{ name: メール配信サービズ, senders: [a.example] }, { name: モール, senders: [b.example] }, { name: 印刷会社, senders: [c.example] }] }`;
  let reason: string | null = "入れません";
  const acts: Partial<CliActs> = {
    listCanaries: async () =>
      fine([planted("メール配信サービス"), planted("お店"), planted("モール", 2), planted("旧倉庫", 2)]),
    tryMailbox: async () => fine(reason),
  };
  const { run } = stage(t, config(1, canary), acts, { env: { MAIL: "x" } });
  const checks = async (): Promise<Check[]> =>
    (oneObject((await run("doctor", "--json")).out)["checks"] as Check[]).filter(({ check }) =>
      check.startsWith("canary-"),
    );
  const [mailbox, meant, unplanted, unnamed, ...rest] = await checks();
  assert.deepEqual([mailbox?.check, mailbox?.state, mailbox?.todo], ["canary-mailbox", "bad", "入れません"]);
  assert.deepEqual([meant?.state, meant?.message.includes("「メール配信サービス」")], ["bad", true]);
  assert.match(unplanted?.message ?? "", /「印刷会社」/);
  assert.match(unnamed?.message ?? "", /^カナリアを植えた「お店」が/);
  assert.equal(rest.length, 0);
  reason = null;
  assert.equal((await checks())[0]?.state, "ok");
});
