// Starts the Vendure example as a child process and knows when it is ready. Loads nothing of Vendure itself.

import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

export interface RunningVendure {
  /** e.g. "http://127.0.0.1:4100"; the shop API is at /shop-api. */
  readonly url: string;
  readonly process: ChildProcess;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

/** Are the example's own packages installed (`npm ci` in this folder)? */
export function vendureIsInstalled(): boolean {
  return existsSync(new URL("node_modules/@vendure/core/package.json", import.meta.url));
}

/**
 * Starts the shop and waits until it says it is ready (about 3 s). Port 0 takes a free one.
 * Rejects with the end of its stderr when it dies before or is not ready in `timeoutMs`.
 */
export async function startVendure(options: {
  readonly gatewayUrl: string;
  readonly port?: number;
  readonly timeoutMs?: number;
  /** Of the administrator "owner" of the Admin API (/admin-api). */
  readonly ownerPassword?: string;
}): Promise<RunningVendure> {
  const port = options.port === undefined || options.port === 0 ? await freePort() : options.port;
  const child = spawn(process.execPath, [fileURLToPath(new URL("run.ts", import.meta.url))], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: {
      ...process.env,
      GATEWAY_URL: options.gatewayUrl,
      PORT: String(port),
      ...(options.ownerPassword === undefined ? {} : { OWNER_PASSWORD: options.ownerPassword }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const gone = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
  });
  const close = async (): Promise<void> => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await gone;
    clearTimeout(timer);
  };
  try {
    await ready(child, options.timeoutMs ?? 60_000);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, process: child, close };
}

function ready(child: ChildProcess, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    let wrong = "";
    const fail = (why: string): void => reject(new Error(`vendure: ${why}: ${wrong.slice(-2_000)}`));
    const timer = setTimeout(() => fail(`not ready in ${timeoutMs} ms`), timeoutMs);
    child.stdout?.on("data", (part: Buffer) => {
      said = (said + part.toString("utf8")).slice(-10_000);
      if (/^ready /m.test(said)) {
        clearTimeout(timer);
        resolve();
      }
    });
    child.stderr?.on("data", (part: Buffer) => {
      wrong = (wrong + part.toString("utf8")).slice(-10_000);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      fail(`ended with ${String(code)}`);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
