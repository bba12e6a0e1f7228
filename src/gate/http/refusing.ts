// Answers to what is not lawful HTTP: said in one plain line in both languages, because nothing of such a request,
// its language included, can be relied on.

import type { Duplex } from "node:stream";
import { STATUS_CODES } from "node:http";
import { say } from "../../kernel/index.ts";
import { PAGE_WORDS } from "./words.ts";

/** How long a refused client may still read before its connection is destroyed. */
const GOODBYE_MS = 1_000;

export function refuseRaw(socket: Duplex, status: number): void {
  const title = status === 408 ? "slowTitle" : status === 413 ? "tooLargeTitle" : "refusedTitle";
  const body = Buffer.from(`${say(PAGE_WORDS, "ja", title)}\n${say(PAGE_WORDS, "en", title)}\n`);
  socket.end(
    Buffer.concat([
      Buffer.from(
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
          `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`,
      ),
      body,
    ]),
  );
  setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
}
