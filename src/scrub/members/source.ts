// Bytes pulled in order from chunks that arrive as they like: exactly so many, as many as there are, or a look ahead. Knows no
// format. What breaks off is said by throwing `broken`, which open.ts turns into a Skipped.

import { MisemoriError } from "../../kernel/index.ts";
import type { Skipped, SkipReason } from "./contract.ts";

export interface Source {
  /** The way to these bytes; errors name it. */
  readonly path: string;
  /** The next bytes as they come, undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Gives bytes back: they come first again. */
  unread(bytes: Uint8Array): void;
  /** Up to `count` bytes without taking them; fewer only at the end. */
  peek(count: number): Promise<Buffer>;
  /** Exactly `count` bytes; throws `truncated` when there are fewer. `count` is a header's length, never a member's. */
  take(count: number): Promise<Buffer>;
  /** The next `count` bytes in chunks; throws `truncated` when there are fewer. */
  pass(count: number): AsyncGenerator<Uint8Array>;
}

/** Longest header any format may ask for at once (a pax header with long names; mail lines are cut elsewhere). */
const TAKE_MAX = 2 * 1024 ** 2;

/** The chunks are kept while looked at: who gives them must not reuse them. */
export function openSource(path: string, chunks: AsyncIterable<Uint8Array>): Source {
  const iterator = chunks[Symbol.asyncIterator]();
  const ahead: Uint8Array[] = [];
  // What broke while looking ahead is said when what came before it has been read.
  let broke: { readonly error: unknown } | undefined;

  async function next(): Promise<Uint8Array | undefined> {
    const first = ahead.shift();
    if (first !== undefined) return first;
    if (broke !== undefined) {
      const { error } = broke;
      broke = undefined;
      throw error;
    }
    for (;;) {
      // One end of the stream is the end for all: the iterator answers done again and again.
      const { done, value } = await iterator.next();
      if (done === true) return undefined;
      if (value.length > 0) return value;
    }
  }

  async function gather(count: number): Promise<Buffer> {
    if (count > TAKE_MAX) throw broken("broken", path);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    try {
      while (bytes < count) {
        const chunk = await next();
        if (chunk === undefined) break;
        parts.push(chunk);
        bytes += chunk.length;
      }
    } catch (error) {
      if (bytes === 0) throw error;
      broke = { error };
    }
    return parts.length === 1 ? asBuffer(parts[0] ?? new Uint8Array()) : Buffer.concat(parts);
  }

  function unread(bytes: Uint8Array): void {
    if (bytes.length > 0) ahead.unshift(bytes);
  }

  return {
    path,
    next,
    unread,
    async peek(count) {
      const bytes = await gather(count);
      unread(bytes);
      return bytes.subarray(0, count);
    },
    async take(count) {
      const bytes = await gather(count);
      if (bytes.length < count) throw broke?.error ?? broken("truncated", path);
      unread(bytes.subarray(count));
      return bytes.subarray(0, count);
    },
    pass: (count) => pass({ path, next, unread }, count),
  };
}

async function* pass(
  { path, next, unread }: Pick<Source, "path" | "next" | "unread">,
  count: number,
): AsyncGenerator<Uint8Array> {
  let left = count;
  while (left > 0) {
    const chunk = await next();
    if (chunk === undefined) throw broken("truncated", path);
    if (chunk.length > left) unread(chunk.subarray(left));
    const mine = chunk.subarray(0, left);
    left -= mine.length;
    yield mine;
  }
}

/** The one way to say that a format broke off: the innermost part that knows throws it, open.ts tells it once. */
export function broken(reason: SkipReason, path: string, cause?: unknown): MisemoriError {
  return new MisemoriError(`members.${reason}`, path, "", cause);
}

/** What `broken` said; undefined for any other error. */
export function asSkipped(error: unknown): Skipped | undefined {
  if (!(error instanceof MisemoriError) || !error.code.startsWith("members.")) return undefined;
  return { skipped: error.code.slice("members.".length) as SkipReason, path: error.message };
}

/** Reads the rest away. */
export async function drain(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

export function joinPath(outer: string, inner: string): string {
  if (outer === "") return inner;
  return inner === "" ? outer : `${outer}/${inner}`;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
