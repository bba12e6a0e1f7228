// The doctor's instruments: they touch network and disk and report what they met, without judging it.

import { access, constants, mkdir, stat, statfs } from "node:fs/promises";
import { Resolver } from "node:dns/promises";
import { connect as connectTcp, createServer } from "node:net";
import { dirname } from "node:path";
import { connect as connectTls } from "node:tls";

const TIMEOUT_MS = 5_000;

export interface FolderSeen {
  /** Null when it can be written (or made); else the reason, e.g. "EACCES". */
  readonly fault: string | null;
  /** Permission bits; null while the folder does not exist. */
  readonly mode: number | null;
  readonly freeMb: number;
}

export interface Probes {
  readonly nodeVersion: string;
  /** "free", or the reason it cannot be listened on ("EADDRINUSE", "EACCES", …). */
  listen(host: string, port: number): Promise<string>;
  /** One GET without following redirects; `dateMs` from the Date header. */
  look(
    url: string,
  ): Promise<
    | { readonly status: number; readonly ms: number; readonly dateMs: number | null }
    | { readonly fault: string }
  >;
  folder(path: string): Promise<FolderSeen>;
  /** Null when the server greets as a mail server does; else the reason. Sends nothing but the farewell. */
  greetMail(host: string, port: number, tls: "starttls" | "implicit" | "none"): Promise<string | null>;
  /** Null when a file or folder can be read; else the reason. */
  canRead(path: string): Promise<string | null>;
  /** Where mail to a domain goes, most wanted first; or why that cannot be told ("ENOTFOUND", "ETIMEOUT" …). */
  mailTo(domain: string): Promise<readonly string[] | { readonly fault: string }>;
}

export function systemProbes(): Probes {
  return { nodeVersion: process.versions.node, listen, look, folder, greetMail, canRead, mailTo };
}

function listen(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(codeOf(error)));
    server.listen({ host: host.replace(/^\[(.*)\]$/, "$1"), port, exclusive: true }, () =>
      server.close(() => resolve("free")),
    );
  });
}

async function look(url: string): ReturnType<Probes["look"]> {
  const began = performance.now();
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    const date = Date.parse(response.headers.get("date") ?? "");
    const ms = Math.round(performance.now() - began);
    return { status: response.status, ms, dateMs: Number.isNaN(date) ? null : date };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return { fault: cause === undefined ? codeOf(error) : codeOf(cause) };
  }
}

async function folder(path: string): Promise<FolderSeen> {
  try {
    const mode = (await stat(path)).mode & 0o777;
    await access(path, constants.W_OK | constants.X_OK);
    return { fault: null, mode, freeMb: await freeMbOf(path) };
  } catch (error) {
    if (codeOf(error) !== "ENOENT") return { fault: codeOf(error), mode: null, freeMb: 0 };
  }
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return { fault: null, mode: (await stat(path)).mode & 0o777, freeMb: await freeMbOf(dirname(path)) };
  } catch (error) {
    return { fault: codeOf(error), mode: null, freeMb: 0 };
  }
}

async function freeMbOf(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return Math.floor((bavail * bsize) / 1_048_576);
}

function greetMail(
  host: string,
  port: number,
  tls: "starttls" | "implicit" | "none",
): Promise<string | null> {
  return new Promise((resolve) => {
    const socket =
      tls === "implicit" ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
    const end = (reason: string | null): void => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(TIMEOUT_MS, () => end("ETIMEDOUT"));
    socket.once("error", (error) => end(codeOf(error)));
    socket.once("end", () => end("closed"));
    socket.once("data", (chunk: Buffer) => {
      socket.write("QUIT\r\n");
      end(chunk.toString("latin1", 0, 3) === "220" ? null : "no mail server");
    });
  });
}

async function canRead(path: string): Promise<string | null> {
  try {
    await access(path, constants.R_OK);
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

async function mailTo(domain: string): ReturnType<Probes["mailTo"]> {
  try {
    const found = await new Resolver({ timeout: TIMEOUT_MS, tries: 1 }).resolveMx(domain);
    return found.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange.toLowerCase());
  } catch (error) {
    return { fault: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error) return String(error.code);
  return error instanceof Error && error.name === "TimeoutError" ? "ETIMEDOUT" : "error";
}
