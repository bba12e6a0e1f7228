// Answers to what is not lawful HTTP: said in one plain line in both languages, because nothing of such a request,
// its language included, can be relied on.

import type { Duplex } from "node:stream";
import { STATUS_CODES } from "node:http";
import { say } from "../../kernel/index.ts";
import { PAGE_WORDS } from "./words.ts";

/** The status for an error of Node's parser; undefined when the connection is simply gone or the error is harmless. */
export function statusOfParserError(
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
): number | "ignore" | undefined {
  const code = error.code ?? "";
  switch (code) {
    case "HPE_CLOSED_CONNECTION":
      // Bytes after a request that said "close": thrown away, its answer still goes out.
      return "ignore";
    case "HPE_HEADER_OVERFLOW": {
      const start = error.rawPacket?.subarray(0, 65_536);
      const isTarget =
        start !== undefined && !start.includes(10) && /^[A-Z]{1,20} \//.test(start.toString("latin1", 0, 24));
      return isTarget ? 414 : 431;
    }
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return 413;
    case "HPE_INVALID_TRANSFER_ENCODING":
      return 501;
    case "HPE_INVALID_VERSION":
      return 505;
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return 408;
    default:
      return code.startsWith("HPE_") && code !== "HPE_INVALID_EOF_STATE" ? 400 : undefined;
  }
}

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
