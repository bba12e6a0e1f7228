// Says from its first bytes what a file is made of. Names and endings are not asked: a log rotated as ".1" is often a gzip.

/** Formats that are opened, known ones that cannot be, and "plain": read as it stands. */
export type Format =
  | "gzip"
  | "bzip2"
  | "zstd"
  | "zip"
  | "tar"
  | "pdf"
  | "mbox"
  | "mail"
  | "sealed-office"
  | "not-supported"
  | "plain";

/** How many first bytes `recognise` wants to see; fewer only when the file is shorter. */
export const HEAD_BYTES = 4_096;

/** Formats known by their first bytes that nothing here reads: xz, 7z, RAR, lz4, Microsoft cabinet, Unix compress. */
const NOT_SUPPORTED = ["fd377a585a00", "377abcaf271c", "526172211a07", "04224d18", "4d534346", "1f9d90"];

export function recognise(head: Buffer): Format {
  const hex = head.toString("hex", 0, 10);
  if (hex.startsWith("1f8b08")) return "gzip";
  if (/^425a68(?:3[1-9])(?:314159265359|177245385090)/.test(hex)) return "bzip2";
  if (hex.startsWith("28b52ffd") || /^5.2a4d18/.test(hex)) return "zstd";
  // A member, an empty archive, or the mark of an archive once split over disks.
  if (/^504b(?:0304|0506|0708504b0304|3030504b0304)/.test(head.toString("hex", 0, 8))) return "zip";
  if (NOT_SUPPORTED.some((sign) => hex.startsWith(sign))) return "not-supported";
  if (isTarHeader(head)) return "tar";
  const start = head.toString("latin1", 0, 1_024);
  if (/^[\s\0\ufeff\xef\xbb\xbf]{0,64}%PDF-\d/.test(start)) return "pdf";
  if (hex.startsWith("d0cf11e0a1b11ae1"))
    return head.includes(Buffer.from("EncryptedPackage", "utf16le")) ? "sealed-office" : "plain";
  return mailKind(head.toString("latin1"));
}

/** A tar header's own sum holds; nothing else passes by chance. */
export function isTarHeader(head: Uint8Array): boolean {
  if (head.length < 512) return false;
  const said = Number.parseInt(
    Buffer.from(head.subarray(148, 156)).toString("latin1").replace(/\0/g, " "),
    8,
  );
  if (!Number.isSafeInteger(said)) return false;
  let sum = 8 * 32;
  for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += head[i] ?? 0;
  // An empty header (the archive's end) has the sum of blanks alone and says 0.
  return sum === said && head[0] !== 0;
}

const HEADER_LINE = /^[!-9;-~]{1,76}:(?:[ \t][^\r\n]*|)$/;
/** Headers that a stored mail has and an HTTP log or a YAML file has not all of. */
const MAIL_SIGNS =
  /^(?:received|return-path|message-id|mime-version|delivered-to|x-mailer|from|to|date|subject|content-type|content-transfer-encoding)$/i;

function mailKind(text: string): "mbox" | "mail" | "plain" {
  const mbox = /^From \S{1,256} +\w{3} +\w{3} +\d{1,2} [^\n]{8,40}\r?\n/.exec(text);
  const lines = text.slice(mbox?.[0].length ?? 0).split(/\r?\n/, 60);
  const signs = new Set<string>();
  for (const line of lines) {
    if (/^[ \t]/.test(line) && signs.size > 0) continue;
    if (!HEADER_LINE.test(line)) break;
    const name = line.slice(0, line.indexOf(":"));
    if (MAIL_SIGNS.test(name)) signs.add(name.toLowerCase());
  }
  if (mbox !== null) return signs.size >= 1 ? "mbox" : "plain";
  return signs.size >= 3 || (signs.size >= 2 && (signs.has("mime-version") || signs.has("received")))
    ? "mail"
    : "plain";
}
