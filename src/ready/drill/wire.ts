// Sends a drill's requests over real HTTP on kept-alive loopback connections and reads whole answers; nothing is followed.

import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { MisemoriError } from "../../kernel/index.ts";
import type { Identity, Seen, WireRequest } from "./steps.ts";
import type { Target } from "./target.ts";

/** Requests in flight at once: the largest scenario keeps about 60; a hung stage must not take every socket. */
const SOCKETS_MAX = 256;
/** Checkout and challenge pages are below 100 KB. */
const ANSWER_BYTES_MAX = 512 * 1024;
const COOKIES_MAX = 50;
const ANSWER_TIMEOUT_MS = 60_000;

export interface Wire {
  send(as: Identity, request: WireRequest, timing: () => number): Promise<Seen>;
  close(): void;
}

/** Connects to the address that was found to be one's own (target.ts), whatever the name says later. */
export function openWire(target: Target): Wire {
  const base = new URL(target.url);
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX });
  return {
    send: (as, request, timing) => exchange({ base, address: target.address, agent }, as, request, timing),
    close: () => agent.destroy(),
  };
}

function exchange(
  line: { readonly base: URL; readonly address: string; readonly agent: Agent },
  as: Identity,
  request: WireRequest,
  timing: () => number,
): Promise<Seen> {
  const { base, address, agent } = line;
  const startedMs = timing();
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        host: address,
        port: base.port === "" ? 80 : Number(base.port),
        method: request.body === undefined ? "GET" : "POST",
        path: request.path,
        agent,
        timeout: ANSWER_TIMEOUT_MS,
        headers: headerList(base, as, request),
      },
      (response) => {
        readAnswer(response, as, startedMs, timing).then(resolve, reject);
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer in a minute")));
    outgoing.on("error", (error) => {
      reject(
        new MisemoriError(
          "drill.wire",
          `the drill's target did not answer ${request.path}`,
          "check that the gate and the shop behind it are running",
          error,
        ),
      );
    });
    outgoing.end(request.body);
  });
}

/** Flat [name, value…]: Node then sends exactly this, in this order. */
function headerList(base: URL, as: Identity, request: WireRequest): string[] {
  const list = ["Host", base.host];
  for (const [name, value] of as.headers(request.kind)) list.push(name, value);
  if (as.jar.size > 0) {
    list.push("Cookie", [...as.jar].map(([name, value]) => `${name}=${value}`).join("; "));
  }
  if (request.body !== undefined) list.push("Content-Length", String(Buffer.byteLength(request.body)));
  list.push("X-Forwarded-For", as.ip);
  return list;
}

async function readAnswer(
  response: IncomingMessage,
  as: Identity,
  startedMs: number,
  timing: () => number,
): Promise<Seen> {
  for (const line of response.headers["set-cookie"] ?? []) keepCookie(as, line);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= ANSWER_BYTES_MAX) parts.push(part);
  }
  const atMs = timing();
  const challenge = response.headers["misemori-challenge"];
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location ?? "",
    body: Buffer.concat(parts).toString("utf8"),
    challengeUrl: typeof challenge === "string" ? challenge : "",
    tookMs: atMs - startedMs,
    atMs,
  };
}

function keepCookie(as: Identity, line: string): void {
  const pair = line.split(";", 1)[0] ?? "";
  const at = pair.indexOf("=");
  const name = pair.slice(0, at).trim();
  if (at <= 0 || !as.keeps(name)) return;
  if (as.jar.size < COOKIES_MAX || as.jar.has(name)) as.jar.set(name, pair.slice(at + 1).trim());
}
