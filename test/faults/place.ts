// A whole shop street for tests: fake gateway, demonstration shop, receivers for mail and webhooks, and the real guard as a
// process of its own in front, which may be killed and started again in the same folder.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SMTPServer } from "smtp-server";
import { stringify } from "yaml";
import {
  createIssuer,
  startDemoShop,
  startFakeGateway,
  type DemoShop,
  type FakeGateway,
} from "../../examples/demo-shop/index.ts";
import { PLATFORM } from "./platform.ts";

const MISEMORI = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));
/** A loaded machine with two cores needs a while for two workers and the origin tables. */
const START_MS_MAX = 30_000;

export const STRIPE_SECRET = "whsec_for_tests_only";
export const FEE_YEN = 20;

/** Where to say what must be cleaned up: a test's context. */
export interface Cleanup {
  after(undo: () => Promise<void>): void;
}

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface GuardProcess {
  readonly pid: number;
  readonly gateUrl: string;
  readonly consoleUrl: string;
  readonly firstOwnerUrl: string | null;
  /** The token of this machine's own command line, good for the whole API. */
  readonly token: string;
  /** Everything it wrote so far. */
  said(): string;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
}

export interface Place {
  readonly folder: string;
  readonly records: string;
  readonly gateway: FakeGateway;
  readonly shop: DemoShop;
  readonly mails: string[];
  /** Of the server that takes them. */
  readonly mailPort: number;
  /** Alert webhook on /alerts, the shop's own on /shop. */
  readonly hooks: Received[];
  /** Everything every guard of this place has written to stdout and stderr. */
  said(): string;
  writeConfig(change: Readonly<Record<string, unknown>>): Promise<void>;
  start(): Promise<GuardProcess>;
}

export interface PlaceWishes {
  readonly config?: Readonly<Record<string, unknown>>;
  /** Instead of the demonstration shop: any upstream. */
  readonly upstream?: string;
  /** Where the folder is made; a small disk for the test of a full one. */
  readonly under?: string;
}

export async function openPlace(t: Cleanup, wishes: PlaceWishes = {}): Promise<Place> {
  const gateway = await startFakeGateway({ latency: 0, feeYen: FEE_YEN, issuer: createIssuer() });
  const shop = await startDemoShop({ gateway: gateway.url });
  const mails: string[] = [];
  const hooks: Received[] = [];
  const smtp = await receiveMail(mails);
  const hookServer = await receiveHooks(hooks);
  const folder = await mkdtemp(join(wishes.under ?? tmpdir(), "misemori-place-"));
  const guards: GuardProcess[] = [];
  const heard: (() => string)[] = [];
  const hookUrl = `http://127.0.0.1:${portOf(hookServer)}`;

  const writeConfig = (change: Readonly<Record<string, unknown>>): Promise<void> =>
    writeFile(
      join(folder, "misemori.yaml"),
      stringify({
        shop: {
          name: "浜の店",
          url: "http://127.0.0.1:20080",
          upstream: wishes.upstream ?? shop.url,
          otherPayments: ["代金引換"],
        },
        platform: PLATFORM,
        gate: { listen: "127.0.0.1:0", workers: 2, trustedProxies: ["127.0.0.1/32"] },
        costs: { feeYen: FEE_YEN },
        budget: { perHourYen: 400, perDayYen: 1_000 },
        answers: { stepUp: false },
        outcomes: { stripe: { secret: { env: "TEST_STRIPE" } } },
        console: { listen: "127.0.0.1:0" },
        alerts: {
          email: {
            to: ["owner@example.jp"],
            from: "guard@example.jp",
            smtp: { host: "127.0.0.1", port: portOf(smtp.server), tls: "none" },
          },
          webhook: { url: `${hookUrl}/alerts`, secret: { env: "TEST_HOOK" } },
        },
        shopWebhook: { url: `${hookUrl}/shop`, secret: { env: "TEST_HOOK" } },
        records: { folder: "records" },
        ...wishes.config,
        ...change,
      }),
    );
  await writeConfig({});

  t.after(async () => {
    for (const guard of guards) await guard.kill();
    await shop.close();
    await gateway.close();
    await new Promise<void>((resolve) => smtp.close(resolve));
    hookServer.closeAllConnections();
    await new Promise<void>((resolve) => void hookServer.close(() => resolve()));
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    records: join(folder, "records"),
    gateway,
    shop,
    mails,
    mailPort: portOf(smtp.server),
    hooks,
    said: () => heard.map((said) => said()).join(""),
    writeConfig,
    start: async () => {
      const guard = await startGuardProcess(folder, (said) => heard.push(said));
      guards.push(guard);
      return guard;
    },
  };
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}

async function startGuardProcess(folder: string, hear: (said: () => string) => void): Promise<GuardProcess> {
  const child = spawn(process.execPath, [MISEMORI, "up", "--json"], {
    cwd: folder,
    env: { ...process.env, TEST_STRIPE: STRIPE_SECRET, TEST_HOOK: "hook-secret-for-tests" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  hear(() => out + err);
  const gone = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const ready = new Promise<Addresses>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no start: ${out}${err}`)), START_MS_MAX);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      const addresses = addressesIn(out);
      if (addresses === undefined) return;
      clearTimeout(late);
      resolve(addresses);
    });
    void gone.then((code) => {
      clearTimeout(late);
      return reject(new Error(`the guard ended with ${code}: ${out}${err}`));
    });
  });
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    if (isRunning(child)) child.kill(signal);
    return gone;
  };
  try {
    const addresses = await ready;
    const token = (await readFile(join(folder, "records", "cli-token"), "utf8")).trim();
    return {
      ...addresses,
      pid: child.pid ?? 0,
      token,
      said: () => out + err,
      kill: async () => void (await end("SIGKILL")),
      stop: () => end("SIGTERM"),
    };
  } catch (error) {
    await end("SIGKILL");
    throw error;
  }
}

interface Addresses {
  readonly gateUrl: string;
  readonly consoleUrl: string;
  readonly firstOwnerUrl: string | null;
}

function addressesIn(text: string): Addresses | undefined {
  try {
    const said = JSON.parse(text) as Partial<Addresses>;
    return said.gateUrl === undefined ? undefined : (said as Addresses);
  } catch {
    return undefined;
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function receiveMail(mails: string[]): Promise<SMTPServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.setEncoding("utf8");
      stream.on("data", (part: string) => {
        text += part;
      });
      stream.on("end", () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function receiveHooks(hooks: Received[]): Promise<Server> {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      hooks.push({ path: request.url ?? "", headers: request.headers, body });
      response.end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Looks again and again until `look` gives something; fails with `what` after `patienceMs`. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  patienceMs = 20_000,
): Promise<T> {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false && found !== null) return found;
    if (performance.now() > endMs) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Asks the guard's API with its machine's own token; a body makes it a POST. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says what it expects to find
export async function ask<T = unknown>(
  guard: GuardProcess,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: T }> {
  const answer = await fetch(`${guard.consoleUrl}${path}`, {
    headers: { authorization: `Bearer ${guard.token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text.startsWith("{") ? JSON.parse(text) : text) as T };
}

/** What receivers of one path were told, oldest first. */
export function told(place: Place, path: "/alerts" | "/shop"): readonly Readonly<Record<string, unknown>>[] {
  return place.hooks
    .filter((hook) => hook.path === path)
    .map((hook) => JSON.parse(hook.body) as Record<string, unknown>);
}
