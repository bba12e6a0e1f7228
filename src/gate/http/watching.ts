// Keeps a copy of the shop's answer for the one who asked to see it, up to the asked bytes, and undoes its content
// coding. What the buyer gets is never changed here.

import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from "node:zlib";
import { fieldsByName } from "./passing.ts";
import type { ShopHead } from "./shop-head.ts";
import type { Forward, ShopAnswer } from "./way.ts";

export type Watch = NonNullable<Forward["watch"]>;

/** What has been seen of one answer. */
export interface Watching {
  readonly watch: Watch;
  head: ShopHead | undefined;
  shopMs: number;
  chunks: Buffer[];
  bytes: number;
  isTooLong: boolean;
  isTold: boolean;
}

export function startWatching(watch: Watch): Watching {
  return { watch, head: undefined, shopMs: 0, chunks: [], bytes: 0, isTooLong: false, isTold: false };
}

/** Takes a copy of `data` in; drops everything once there is too much. */
export function note(watching: Watching, data: Buffer): void {
  if (watching.isTooLong) return;
  watching.bytes += data.length;
  if (watching.bytes > watching.watch.bodyBytesMax) {
    watching.isTooLong = true;
    if (!watching.watch.holdAnswer) watching.chunks = [];
  } else watching.chunks.push(data);
}

/**
 * Tells the watcher, once. `isWhole` is false when the answer broke off: its body is then unreadable. Resolves when
 * the watcher is done; a watcher that throws is reported and otherwise ignored.
 */
export async function tell(
  watching: Watching,
  isWhole: boolean,
  onError: (error: unknown) => void,
): Promise<void> {
  if (watching.isTold) return;
  watching.isTold = true;
  try {
    const { head } = watching;
    if (head === undefined) {
      await watching.watch.seen(undefined);
      return;
    }
    const isReadable = isWhole && !watching.isTooLong;
    const headers = fieldsByName(head.raw);
    const body = isReadable
      ? await decode(Buffer.concat(watching.chunks), headers, watching.watch.bodyBytesMax)
      : undefined;
    const answer: ShopAnswer = { status: head.status, headers, body, shopMs: watching.shopMs };
    await watching.watch.seen(answer);
  } catch (error) {
    onError(error);
  }
}

type Undo = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const CODINGS: ReadonlyMap<string, Undo> = new Map<string, Undo>([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["br", promisify(brotliDecompress)],
  ["zstd", promisify(zstdDecompress)],
  ["deflate", inflateEither],
  ["identity", (bytes) => Promise.resolve(bytes)],
]);

/** "deflate" means zlib, but many servers send the bare stream. */
async function inflateEither(bytes: Uint8Array, options: { maxOutputLength: number }): Promise<Uint8Array> {
  const isZlib = ((bytes[0] ?? 0) & 15) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
  return (promisify(isZlib ? inflate : inflateRaw) as Undo)(bytes, options);
}

/** Two codings on top of each other are the most that occurs; `bytesMax` also bounds what a small body may grow to. */
async function decode(
  bytes: Uint8Array,
  headers: ShopAnswer["headers"],
  bytesMax: number,
): Promise<Uint8Array | undefined> {
  const named = headers["content-encoding"];
  if (named === undefined || bytes.length === 0) return bytes;
  const codings = String(named).toLowerCase().split(",");
  if (codings.length > 2) return undefined;
  let decoded = bytes;
  for (const coding of codings.toReversed()) {
    const undo = CODINGS.get(coding.trim());
    if (undo === undefined) return undefined;
    try {
      decoded = await undo(decoded, { maxOutputLength: Math.max(1, bytesMax) });
    } catch {
      return undefined;
    }
  }
  return decoded;
}
