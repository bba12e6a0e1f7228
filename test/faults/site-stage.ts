// The stage for orders for the whole shop: a shop that knows its sessions, the real guard with two workers, visitors and orders.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { TestContext } from "node:test";
import { openSqliteStore } from "../../src/store/index.ts";
import { openPlace, type GuardProcess, type Place } from "./place.ts";

/** A shop that knows its sessions: /login gives one out, every page says whose it is. */
async function startShop(t: TestContext): Promise<string> {
  let last = 0;
  const server = createServer((request, response) => {
    const session = /(?:^|; )PHPSESSID=([^;]*)/.exec(request.headers.cookie ?? "")?.[1];
    if (request.url === "/login") response.setHeader("Set-Cookie", `PHPSESSID=s${++last}; Path=/; HttpOnly`);
    response.setHeader("Content-Type", "text/plain");
    response.end(`session ${session ?? "none"}`);
  });
  // A tunnel that says its visitor's session, and then nothing more.
  const tunnels = new Set<Duplex>();
  server.on("upgrade", (_request, socket) => {
    tunnels.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => tunnels.delete(socket));
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nopen`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of tunnels) socket.destroy();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function openSite(t: TestContext): Promise<{ place: Place; guard: GuardProcess }> {
  const place = await openPlace(t, {
    upstream: await startShop(t),
    config: {
      gate: {
        listen: "127.0.0.1:0",
        workers: 2,
        trustedProxies: ["127.0.0.1/32"],
        stopped: { letThrough: ["192.0.2.0/24"], paths: ["/notify/*"] },
      },
    },
  });
  return { place, guard: await place.start() };
}

/** On a connection of its own, so that both workers are asked in turn. */
export function visit(
  guard: GuardProcess,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${guard.gateUrl}${path}`, {
    redirect: "manual",
    headers: { connection: "close", "x-forwarded-for": "203.0.113.7", accept: "text/html", ...headers },
  });
}

export async function statuses(guard: GuardProcess, headers: Record<string, string> = {}): Promise<string> {
  const answers = await Promise.all(Array.from({ length: 12 }, () => visit(guard, "/", headers)));
  await Promise.all(answers.map((answer) => answer.text()));
  return [...new Set(answers.map((answer) => answer.status))].join();
}

export async function order(
  guard: GuardProcess,
  act: string,
  body: object,
): Promise<{ status: number; changed?: boolean; code?: string }> {
  const answer = await fetch(`${guard.consoleUrl}/v1/site/${act}`, {
    method: "POST",
    headers: { authorization: `Bearer ${guard.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const json = (await answer.json()) as { changed?: boolean; error?: { code: string } };
  return { status: answer.status, changed: json.changed, code: json.error?.code } as never;
}

export async function journalled(place: Place, prefix: string): Promise<readonly string[]> {
  const store = await openSqliteStore({ folder: place.records, access: "read" });
  try {
    const entries = await store.journal.read({ fromSeq: 1, limit: 1_000 });
    return entries.filter(({ kind }) => kind.startsWith(prefix)).map(({ kind, by }) => `${kind} ${by}`);
  } finally {
    await store.close();
  }
}
