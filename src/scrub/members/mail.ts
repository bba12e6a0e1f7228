// Mails and mail boxes: what stands in them as it is comes in pieces that know their place in the file; bodies and attachments
// written in base64 or quoted-printable come decoded, each once. What they hold is open.ts's matter.

import type { Encoding } from "../finding.ts";
import type { Member } from "./contract.ts";
import { openLines, type Lines } from "./lines.ts";
import { openMailState, type EncodedBody, type MailState } from "./mail-state.ts";
import type { Source } from "./source.ts";

export interface MailPart {
  /** Empty for a piece of the file as it stands. */
  readonly name: string;
  readonly encodings: readonly Encoding[];
  readonly start: Member["start"];
  readonly chunks: AsyncGenerator<Uint8Array>;
}

const CHUNK_BYTES = 64 * 1024;

export async function* mailParts(source: Source): AsyncGenerator<MailPart> {
  const lines = openLines(source);
  const state = openMailState();
  const seen: { body: EncodedBody | undefined; ended: boolean } = { body: undefined, ended: false };
  while (!seen.ended) {
    seen.body = undefined;
    yield { name: "", encodings: [], start: lines.place(), chunks: plainPiece(lines, state, seen) };
    const body = seen.body as EncodedBody | undefined;
    if (body === undefined) continue;
    const start = { offset: 0, line: 1 };
    yield {
      name: body.name,
      encodings: [body.encoding],
      start,
      chunks: gathered(decoded(bodyLines(lines, state, seen), body.encoding)),
    };
  }
}

/** Everything up to the next encoded body, as it stands. */
async function* plainPiece(
  lines: Lines,
  state: MailState,
  seen: { body: EncodedBody | undefined; ended: boolean },
): AsyncGenerator<Uint8Array> {
  let kept: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const line = lines.take();
    if (line === undefined) {
      if (await lines.more()) continue;
      seen.ended = true;
      break;
    }
    kept.push(line);
    bytes += line.length;
    seen.body = state.feed(line);
    if (seen.body !== undefined) break;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(kept);
    kept = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(kept);
}

async function* bodyLines(
  lines: Lines,
  state: MailState,
  seen: { ended: boolean },
): AsyncGenerator<readonly Buffer[]> {
  let batch: Buffer[] = [];
  for (;;) {
    const line = lines.take();
    if (line === undefined) {
      if (batch.length > 0) yield batch;
      batch = [];
      if (await lines.more()) continue;
      seen.ended = true;
      return;
    }
    if (state.ends(line)) {
      lines.giveBack();
      break;
    }
    batch.push(line);
  }
  if (batch.length > 0) yield batch;
}

async function* decoded(
  batches: AsyncGenerator<readonly Buffer[]>,
  encoding: EncodedBody["encoding"],
): AsyncGenerator<Uint8Array> {
  const decode = encoding === "base64" ? openBase64() : decodeQuotedPrintable;
  for await (const batch of batches) for (const line of batch) yield decode(line.toString("latin1"));
}

/** Characters that do not come to whole bytes wait for the next line. */
function openBase64(): (line: string) => Uint8Array {
  let kept = "";
  return (line) => {
    const characters = kept + line.replace(/[^A-Za-z0-9+/=]/g, "");
    const padding = characters.indexOf("=");
    const whole = padding >= 0 ? characters.length : characters.length - (characters.length % 4);
    kept = characters.slice(whole);
    return Buffer.from(characters.slice(0, whole), "base64");
  };
}

function decodeQuotedPrintable(line: string): Uint8Array {
  const joined = line.replace(/=[ \t]*\r?\n$/, "");
  const text = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(text, "latin1");
}

async function* gathered(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    kept.push(piece);
    bytes += piece.length;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(kept);
    kept = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(kept);
}
