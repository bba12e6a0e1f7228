// How fast the way in is, beside its peers in the same run (nginx proxy_pass, one worker; bare node:http with undici).
// Run: node bench/proxy.ts [--seconds=4] [--rounds=3] [--connections=64] [--json]. The proxy has a core to itself.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Pool, type Dispatcher } from "undici";
import { startGateServer } from "../src/gate/http/index.ts";
import { parseNetworks, systemClock } from "../src/kernel/index.ts";
import { answers, freePort, has, load, median, pinned, type Figures, type Front } from "./rig.ts";

const FORWARD = { kind: "forward" } as const;

async function serveGate(port: number, shopPort: number): Promise<void> {
  const nobody = parseNetworks([]);
  if (!nobody.ok) throw new Error(nobody.message);
  await startGateServer({
    listen: { host: "127.0.0.1", port, reusePort: false },
    upstream: new URL(`http://127.0.0.1:${shopPort}`),
    trustedProxies: nobody.value,
    limits: {
      headTimeoutMs: 10_000,
      bodyIdleTimeoutMs: 30_000,
      keepAliveTimeoutMs: 65_000,
      upstreamConnectTimeoutMs: 5_000,
      upstreamHeadTimeoutMs: 60_000,
      upstreamIdleTimeoutMs: 120_000,
      headBytesMax: 32_768,
      headerCountMax: 100,
      bodyBytesMax: 2_147_483_648,
      connectionsMax: 30_000,
      upstreamConnectionsMax: 256,
    },
    shop: { name: "bench" },
    handler: { receive: () => FORWARD },
    clock: systemClock(),
    onTrouble: (trouble) => process.stderr.write(`${JSON.stringify(trouble)}\n`),
  });
}

const answerTo = (response: ServerResponse): Dispatcher.DispatchHandler => ({
  onRequestStart: () => {},
  onResponseStart: (controller, status) => {
    const raw = (controller.rawHeaders ?? []) as Buffer[];
    response.writeHead(
      status,
      raw.map((part) => part.toString("latin1")),
    );
  },
  onResponseData: (_controller, data) => void response.write(data),
  onResponseEnd: () => void response.end(),
  onResponseError: () => void response.destroy(),
});

/** What anyone would write in an hour: no checks, no limits, no pages. */
function serveBare(port: number, shopPort: number): void {
  const pool = new Pool(`http://127.0.0.1:${shopPort}`, { connections: 256 });
  createServer((request, response) => {
    const headers: string[] = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      const name = request.rawHeaders[i] ?? "";
      if (name.toLowerCase() !== "connection") headers.push(name, request.rawHeaders[i + 1] ?? "");
    }
    pool.dispatch({ path: request.url ?? "/", method: "GET", headers }, answerTo(response));
  }).listen(port, "127.0.0.1");
}

function nginxConfig(folder: string, server: string): string {
  return `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 100000000; keepalive_timeout 600s;
client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
${server} }\n`;
}

function nginxShop(port: number): string {
  return `server { listen 127.0.0.1:${port}; location / { default_type text/html; return 200 "${"a".repeat(1024)}"; } }`;
}

function nginxProxy(port: number, shopPort: number): string {
  return `upstream shop { server 127.0.0.1:${shopPort}; keepalive 256; keepalive_requests 100000000; }
server { listen 127.0.0.1:${port}; location / { proxy_pass http://shop; proxy_http_version 1.1;
proxy_set_header Connection ""; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; } }`;
}

/** One worker; every fiftieth request of the load is a try to pay that is judged, reserved, forwarded and recorded. */
function guardConfig(port: number, shopPort: number, consolePort: number, folder: string): string {
  return `shop: { name: bench, url: "http://127.0.0.1:${port}", upstream: "http://127.0.0.1:${shopPort}" }
platform: { preset: custom, routes: [{ name: pay, path: /pay, fields: { card: [card], email: [email], amount: [total] }, approved: [{ status: 200 }] }] }
gate: { listen: "127.0.0.1:${port}", workers: 1, trustedProxies: [127.0.0.1/32] }
budget: { perHourYen: 100000000, perDayYen: 1000000000 }
console: { listen: "127.0.0.1:${consolePort}" }
records: { folder: "${folder}" }
`;
}

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

interface Wishes {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly json: boolean;
}

async function compare(wishes: Wishes): Promise<void> {
  const missing = [has("nginx", "-v") ? "" : "nginx", has("wrk", "-v") ? "" : "wrk"].filter(
    (name) => name !== "",
  );
  if (missing.length > 0) {
    process.stderr.write(
      `bench/proxy.ts needs ${missing.join(" and ")}: apt-get install ${missing.join(" ")}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const count = availableParallelism();
  const canPin = count > 1 && has("taskset", "-V");
  const mine = canPin ? "0" : undefined;
  const others = canPin ? `1-${count - 1}` : undefined;
  const folder = mkdtempSync(join(tmpdir(), "misemori-bench-"));
  const children: ChildProcess[] = [];
  const start = (cores: string | undefined, command: readonly string[]): number => {
    const [program, rest] = pinned(cores, command);
    const child = spawn(program, rest, { stdio: ["ignore", "ignore", "inherit"] });
    children.push(child);
    return child.pid ?? 0;
  };
  const startNginx = (name: string, cores: string | undefined, server: string): number => {
    const own = mkdtempSync(join(folder, `${name}-`));
    writeFileSync(join(own, "nginx.conf"), nginxConfig(own, server));
    return start(cores, ["nginx", "-p", own, "-c", join(own, "nginx.conf")]);
  };
  try {
    const [shop = 0, nginx = 0, bare = 0, gate = 0, guard = 0, console = 0] = await freePorts(6);
    const startGuard = (): number => {
      writeFileSync(join(folder, "misemori.yaml"), guardConfig(guard, shop, console, join(folder, "data")));
      const launcher = join(import.meta.dirname, "..", "bin", "misemori.js");
      return start(mine, [process.execPath, launcher, "up", "--config", join(folder, "misemori.yaml")]);
    };
    const startNode = (role: string, port: number): number => {
      const wishesOfChild = [`--serve=${role}`, `--port=${port}`, `--shop=${shop}`];
      return start(mine, [process.execPath, import.meta.filename, ...wishesOfChild]);
    };
    const fronts: readonly Front[] = [
      { name: "shop alone", port: shop, pid: startNginx("shop", others, nginxShop(shop)) },
      { name: "nginx proxy_pass", port: nginx, pid: startNginx("proxy", mine, nginxProxy(nginx, shop)) },
      { name: "node:http + undici", port: bare, pid: startNode("bare", bare) },
      { name: "misemori, wire only", port: gate, pid: startNode("gate", gate) },
      {
        name: "misemori, whole",
        port: guard,
        pid: startGuard(),
      },
    ];
    // The same buyers for everybody: pages with a browser's head, one request in 500 a try to pay.
    const script = join(import.meta.dirname, "buyers.lua");
    const taken = new Map<string, Figures[]>();
    for (const { port } of fronts) await answers(port);
    for (const front of fronts) load({ ...front, script }, others, 1, wishes.connections);
    for (let round = 0; round < wishes.rounds; round++) {
      for (const front of fronts) {
        const figures = load({ ...front, script }, others, wishes.seconds, wishes.connections);
        taken.set(front.name, [...(taken.get(front.name) ?? []), figures]);
      }
    }
    report(taken, wishes, canPin);
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(taken: ReadonlyMap<string, readonly Figures[]>, wishes: Wishes, isPinned: boolean): void {
  const rows = [...taken].map(([name, figures]) => ({
    name,
    requestsPerSecond: Math.round(median(figures.map((f) => f.requestsPerSecond))),
    p50Ms: median(figures.map((f) => f.p50Ms)),
    p99Ms: median(figures.map((f) => f.p99Ms)),
    cpuMicroseconds: median(figures.map((f) => f.cpuMicroseconds)),
  }));
  const nginx = rows.find((row) => row.name === "nginx proxy_pass")?.requestsPerSecond ?? Number.NaN;
  if (wishes.json) {
    process.stdout.write(`${JSON.stringify({ ...wishes, isPinned, rows })}\n`);
    return;
  }
  const how = isPinned ? "proxy pinned to core 0" : "not pinned: taskset is missing or there is one core";
  process.stdout.write(
    `median of ${wishes.rounds} × ${wishes.seconds} s, ${wishes.connections} connections, ${how}\n\n`,
  );
  process.stdout.write(
    `${"".padEnd(22)}${"req/s".padStart(9)}${"× nginx".padStart(9)}${"p50 ms".padStart(9)}${"p99 ms".padStart(9)}${"CPU µs".padStart(9)}\n`,
  );
  for (const row of rows) {
    const cells = [
      String(row.requestsPerSecond),
      (row.requestsPerSecond / nginx).toFixed(2),
      row.p50Ms.toFixed(2),
      row.p99Ms.toFixed(2),
      row.cpuMicroseconds.toFixed(1),
    ];
    process.stdout.write(`${row.name.padEnd(22)}${cells.map((cell) => cell.padStart(9)).join("")}\n`);
  }
}

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
    connections: { type: "string", default: "64" },
    json: { type: "boolean", default: false },
    serve: { type: "string" },
    port: { type: "string", default: "0" },
    shop: { type: "string", default: "0" },
  },
});
if (values.serve === "gate") await serveGate(Number(values.port), Number(values.shop));
else if (values.serve === "bare") serveBare(Number(values.port), Number(values.shop));
else {
  await compare({
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    connections: Number(values.connections),
    json: values.json,
  });
}
