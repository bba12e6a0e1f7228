// A tar that may change its length (it stands in a packed file or a zip): members that are packed themselves are rewritten, with
// new sizes in their headers; all other bytes pass as they are. Masking those is tar.ts's matter.

import { openSource, type Source } from "../members/source.ts";
import { openTarHeaders, TAR_BLOCK, TAR_NAME_BYTES_MAX, tarPadding } from "../members/tar-header.ts";
import type { FixForm } from "./contract.ts";
import { formOf, SIGN_BYTES } from "./forms.ts";

export interface TarMembers {
  /**
   * A packed member with card data hidden, null when it stays as it is. Asked for each member that is packed and not longer
   * than `heldBytesMax`.
   */
  readonly rewrite: (name: string, form: FixForm, content: Buffer) => Promise<Buffer | null>;
  /** Told for each packed member, in order: whether it was looked into. */
  readonly onPacked: (wasOpened: boolean) => void;
  readonly heldBytesMax: number;
}

export async function* withMembersRewritten(
  tar: AsyncIterable<Uint8Array>,
  members: TarMembers,
): AsyncGenerator<Uint8Array> {
  const source = openSource("", tar);
  const headers = openTarHeaders();
  for (;;) {
    const block = Buffer.from(await source.peek(TAR_BLOCK));
    if (block.length < TAR_BLOCK) return yield* upTo(source, Number.MAX_SAFE_INTEGER);
    await source.take(TAR_BLOCK);
    const header = headers.read(block);
    if (header.what === "file") {
      yield* member(source, block, header, members);
      continue;
    }
    yield block;
    if (header.what === "strange") return yield* upTo(source, Number.MAX_SAFE_INTEGER);
    if (header.what === "zeros" || header.what === "part") continue;
    if (header.what === "names") headers.named(await source.peek(Math.min(header.bytes, TAR_NAME_BYTES_MAX)));
    yield* upTo(source, header.bytes + tarPadding(header.bytes));
  }
}

async function* member(
  source: Source,
  block: Buffer,
  { name, bytes }: { readonly name: string; readonly bytes: number },
  members: TarMembers,
): AsyncGenerator<Uint8Array> {
  const all = bytes + tarPadding(bytes);
  const head = await source.peek(Math.min(SIGN_BYTES, bytes));
  const form = formOf(head);
  if (form === "plain" || form === "sealed") {
    yield block;
    return yield* upTo(source, all);
  }
  // A size that a pax header says, or a sparse file's map, is not to be changed here.
  const isOpenable = bytes <= members.heldBytesMax && isOwnSize(block, bytes);
  const whole = isOpenable ? await wholeOf(source, all) : null;
  const content = whole !== null && whole.length === all ? whole.subarray(0, bytes) : null;
  const after = content === null ? null : await members.rewrite(name, form, content);
  members.onPacked(after !== null);
  if (after === null || content === null || after.equals(content)) {
    yield block;
    if (whole !== null) yield whole;
    else yield* upTo(source, all);
    return;
  }
  yield withSize(block, after.length);
  yield after;
  yield Buffer.alloc(tarPadding(after.length));
}

/** As many bytes as there are, up to so many: a tar that is cut off comes out cut off. */
async function* upTo(source: Source, bytes: number): AsyncGenerator<Uint8Array> {
  for (let left = bytes; left > 0;) {
    const chunk = await source.next();
    if (chunk === undefined) return;
    if (chunk.length > left) source.unread(chunk.subarray(left));
    const mine = chunk.subarray(0, left);
    left -= mine.length;
    yield mine;
  }
}

async function wholeOf(source: Source, bytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of upTo(source, bytes)) parts.push(chunk);
  return Buffer.concat(parts);
}

function isOwnSize(block: Buffer, bytes: number): boolean {
  const said = block.toString("latin1", 124, 136).replace(/\0/g, " ").trim();
  return (
    /^[0-7]{1,11}$/.test(said) &&
    Number.parseInt(said, 8) === bytes &&
    block.toString("latin1", 156, 157) !== "S"
  );
}

/** The header with another size, and the sum that belongs to it. */
function withSize(block: Buffer, bytes: number): Buffer {
  const header = Buffer.from(block);
  header.write(`${bytes.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return header;
}
