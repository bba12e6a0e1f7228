// Headers of a tar archive (POSIX ustar, with pax records where a name, a size or a time does not fit).

export const BLOCK_BYTES = 512;
/** Two empty blocks end an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK_BYTES);

export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
  readonly mode: number;
  readonly mtimeMs: number;
}

const SIZE_MAX = 8 ** 11 - 1;
const NAME_BYTES_MAX = 100;

/** One header block, with a pax block and its content before it where needed. */
export function tarHeader({ name, bytes, mode, mtimeMs }: TarEntry): Buffer {
  const seconds = Math.max(0, Math.floor(mtimeMs / 1000));
  const records: string[] = [];
  if (Buffer.byteLength(name) > NAME_BYTES_MAX || !/^[\x20-\x7e]*$/.test(name)) {
    records.push(paxRecord("path", name));
  }
  if (bytes > SIZE_MAX) records.push(paxRecord("size", String(bytes)));
  const short = Buffer.from(name).subarray(0, NAME_BYTES_MAX);
  const plain = block(short, Math.min(bytes, SIZE_MAX), mode, Math.min(seconds, SIZE_MAX), "0");
  if (records.length === 0) return plain;
  const content = Buffer.from(records.join(""));
  const pax = block(Buffer.from("PaxHeader"), content.length, 0o644, 0, "x");
  return Buffer.concat([pax, content, tarPadding(content.length), plain]);
}

export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

function block(name: Buffer, bytes: number, mode: number, seconds: number, kind: string): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  name.copy(header, 0);
  header.write(octal(mode & 0o7777, 7), 100, "latin1");
  header.write(octal(0, 7), 108, "latin1");
  header.write(octal(0, 7), 116, "latin1");
  header.write(octal(bytes, 11), 124, "latin1");
  header.write(octal(seconds, 11), 136, "latin1");
  header.write(`        ${kind}`, 148, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${octal(sum, 6)}\0 `, 148, "latin1");
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

/** "30 path=…\n": the number counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}
