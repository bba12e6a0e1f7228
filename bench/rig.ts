// What the benches of the way in share: ports, pinning, processor time, and a load by wrk.

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createPlainServer, type AddressInfo } from "node:net";

export interface Figures {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the proxy itself, comparable even on a busy machine. NaN outside Linux. */
  readonly cpuMicroseconds: number;
}

export function has(program: string, argument: string): boolean {
  return spawnSync(program, [argument], { stdio: "ignore" }).error === undefined;
}

export async function freePort(): Promise<number> {
  const server = createPlainServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

export async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`nothing answers on port ${port}`);
}

export function pinned(cores: string | undefined, command: readonly string[]): readonly [string, string[]] {
  const [program = "", ...rest] = cores === undefined ? command : ["taskset", "-c", cores, ...command];
  return [program, rest];
}

/** Processor time of a process and its children so far, in microseconds. The kernel counts in 10 ms. */
function cpuTime(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const own = (Number(fields[11]) + Number(fields[12])) * 10_000;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean);
    return children.reduce((sum, child) => sum + cpuTime(Number(child)), own);
  } catch {
    return Number.NaN;
  }
}

export interface Front {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  /** wrk script; without it every request is GET /. */
  readonly script?: string;
}

export function load(front: Front, cores: string | undefined, seconds: number, connections: number): Figures {
  const { port, pid } = front;
  const before = cpuTime(pid);
  const url = `http://127.0.0.1:${port}/`;
  const [program, rest] = pinned(cores, [
    "wrk",
    "-t1",
    `-c${connections}`,
    `-d${seconds}s`,
    "--latency",
    ...(front.script === undefined ? [] : ["-s", front.script]),
    url,
  ]);
  const text = execFileSync(program, rest, { encoding: "utf8" });
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`the load met errors:\n${text}`);
  const milliseconds = (share: string): number => {
    const found = new RegExp(`${share}%\\s+([\\d.]+)(us|ms|s)`).exec(text);
    const scale = found?.[2] === "us" ? 0.001 : found?.[2] === "s" ? 1000 : 1;
    return Number(found?.[1] ?? Number.NaN) * scale;
  };
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1] ?? Number.NaN);
  const requests = Number(/(\d+) requests in/.exec(text)?.[1] ?? Number.NaN);
  const cpuMicroseconds = (cpuTime(pid) - before) / requests;
  return { requestsPerSecond: rate, p50Ms: milliseconds("50"), p99Ms: milliseconds("99"), cpuMicroseconds };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
