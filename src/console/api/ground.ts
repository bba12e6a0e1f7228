// The ground the console's tests stand on: a console on a free port over memory, a manual clock, and short ways to call it.

import { connect } from "node:net";
import { rmSync } from "node:fs";
import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manualClock, systemRandom, type ManualClock } from "../../kernel/index.ts";
import type { Hold } from "../../gate/index.ts";
import type { AlertView } from "../ports.ts";
import { alertsInMemory, consoleMemory, gatehouseInMemory, journalInMemory, quietNow } from "./memory.ts";
import type { ConsoleMemory, GatehouseInMemory, JournalInMemory } from "./memory.ts";
import { incidentsInMemory } from "./incidents-in-memory.ts";
import type { ErrorBody } from "./refusals.ts";
import { startConsole, type Console, type ConsoleWiring } from "./server.ts";

export const OWNER = "花子";
export const PASSWORD = "港の三毛猫は朝によく鳴きます";

/** What test answers may hold: the union of all, read as if it were there. */
interface Told {
  readonly error: ErrorBody["error"];
  readonly name: string;
  readonly csrf: string;
  readonly key: string;
  readonly state: string;
  readonly result: string;
  readonly shippable: boolean;
  readonly reason: string | null;
  readonly mayBe: readonly Hold[];
  readonly hold: Hold | null;
  readonly orderRef: string | null;
  readonly holds: readonly Hold[];
  readonly reasons: readonly unknown[];
  readonly attempts: readonly unknown[];
  readonly tokens: readonly Readonly<Record<string, unknown>>[];
}
type Answer = Omit<Response, "json"> & { json(): Promise<Told> };
type Headers = Readonly<Record<string, string>>;

export interface Ground {
  readonly console: Console;
  readonly url: string;
  readonly clock: ManualClock;
  readonly memory: ConsoleMemory;
  readonly gatehouse: GatehouseInMemory;
  readonly journal: JournalInMemory;
  readonly alerts: AlertView[];
  readonly get: (path: string, headers?: Headers) => Promise<Answer>;
  /** With the console's own Origin unless told otherwise. */
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<Answer>;
  /** Straight on the socket; an empty header is left out. Gives the whole answer as text. */
  readonly raw: (method: string, path: string, headers: Headers, body?: string) => Promise<string>;
  readonly nameOwner: (
    change?: { name?: string; password?: string; token?: string },
    headers?: Headers,
  ) => Promise<Answer>;
  /** Headers of a fresh session: cookie and confirmation token. */
  readonly signedIn: (name?: string) => Promise<Headers>;
  /** Headers of a fresh API token. */
  readonly tokenFor: (...scopes: string[]) => Promise<Headers>;
}

export async function openGround(
  given: Partial<ConsoleWiring> & { memory?: ConsoleMemory } = {},
): Promise<Ground> {
  const { memory = consoleMemory(), ...wiring } = given;
  const clock = manualClock();
  const journal = journalInMemory();
  const gatehouse = gatehouseInMemory(clock, quietNow(clock.nowMs()), journal);
  const alerts: AlertView[] = [];
  const folder = await pageFolder();
  const starting = startConsole({
    listen: "127.0.0.1:0",
    ...memory,
    gatehouse,
    journal,
    journalEntries: journal.entries,
    alerts: alertsInMemory(clock, alerts),
    ...incidentsInMemory(clock, journal, gatehouse),
    clock,
    random: systemRandom(),
    pageFolder: folder,
    metrics: async () => "misemori_up 1\n",
    health: async () => ({ ok: true }),
    log: () => {},
    ...wiring,
  });
  // The page is read once, at the start: nothing of it need stay behind.
  const opened = await starting.finally(() => rmSync(folder, { recursive: true }));
  const url = opened.address;
  const get: Ground["get"] = (path, headers = {}) => fetch(`${url}${path}`, { headers }) as Promise<Answer>;
  const post: Ground["post"] = (path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url, ...headers },
      body: JSON.stringify(body),
    }) as Promise<Answer>;
  const link = opened.firstOwnerLink ?? "#";
  const signedIn = (name = OWNER): Promise<Headers> => signInFresh(post, name);
  return {
    console: opened,
    url,
    clock,
    memory,
    gatehouse,
    journal,
    alerts,
    get,
    post,
    raw: (method, path, headers, body) => sendRaw(url, method, path, headers, body),
    nameOwner: (change, headers) =>
      post(
        "/v1/first-owner",
        { token: link.split("#")[1], name: OWNER, password: PASSWORD, ...change },
        headers,
      ),
    signedIn,
    tokenFor: async (...scopes) => {
      const made = await post(
        "/v1/tokens",
        { name: `t${scopes.join(".")}`.replaceAll(":", "-"), scopes },
        await signedIn(),
      );
      return { authorization: `Bearer ${(await made.json()).key}` };
    },
  };
}

async function signInFresh(post: Ground["post"], name: string): Promise<Headers> {
  const answer = await post("/v1/sign-in", { name, password: PASSWORD });
  const { csrf } = await answer.json();
  return {
    cookie: (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "",
    "x-misemori-csrf": csrf,
  };
}

async function pageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "misemori-page-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), '<meta name="csp-nonce" content="misemori-nonce">');
  await writeFile(join(folder, "assets", "a-1.js"), `// ${"long ".repeat(200)}`);
  return folder;
}

function sendRaw(url: string, method: string, path: string, headers: Headers, body = ""): Promise<string> {
  const { host, port } = new URL(url);
  const all: Record<string, string> = { host, origin: url, connection: "close", ...headers };
  if (body !== "") all["content-length"] = String(Buffer.byteLength(body));
  const head = Object.entries(all)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), "127.0.0.1", () => {
      socket.write(`${method} ${path} HTTP/1.1\r\n${head.join("")}\r\n${body}`);
    });
    socket.setEncoding("utf8");
    socket.on("data", (piece: string) => (text += piece));
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}
