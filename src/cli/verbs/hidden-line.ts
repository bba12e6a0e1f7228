// Reads one line that must not be seen: from a terminal without echo, or from a pipe.

import type { Readable } from "node:stream";

/** A card number with separators; whoever types more is at the wrong place. */
const LINE_BYTES_MAX = 256;
const CTRL_C = 0x03;
const CTRL_D = 0x04;
const DELETE = 0x7f;
const BACKSPACE = 0x08;

type Terminal = Readable & { readonly isTTY?: boolean; setRawMode?: (raw: boolean) => void };

/** Undefined when it was broken off or is too long. */
export async function hiddenLine(stdin: Readable, gone: AbortSignal): Promise<string | undefined> {
  const terminal = stdin as Terminal;
  const isTyped = terminal.isTTY === true;
  if (isTyped) terminal.setRawMode?.(true);
  try {
    const typed: number[] = [];
    for await (const part of stdin.iterator({ destroyOnReturn: false }) as AsyncIterable<
      Uint8Array | string
    >) {
      for (const byte of typeof part === "string" ? Buffer.from(part) : part) {
        if (byte === 0x0a || byte === 0x0d) return Buffer.from(typed).toString("utf8");
        if (gone.aborted || (isTyped && (byte === CTRL_C || byte === CTRL_D))) return undefined;
        if (isTyped && (byte === DELETE || byte === BACKSPACE)) typed.pop();
        else if (typed.push(byte) > LINE_BYTES_MAX) return undefined;
      }
    }
    return isTyped ? undefined : Buffer.from(typed).toString("utf8");
  } finally {
    if (isTyped) terminal.setRawMode?.(false);
    stdin.pause();
  }
}
