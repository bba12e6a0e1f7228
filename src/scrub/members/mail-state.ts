// Where a line of a mail stands: headers, a body as it is, or a body written in base64 or quoted-printable. Pure; reads lines one
// after another, as far as MIME's nesting goes.

export interface EncodedBody {
  readonly encoding: "base64" | "quoted-printable";
  /** "message 2/part 3 (order.xlsx)". */
  readonly name: string;
}

export interface MailState {
  /** Takes a line that is read as it stands. An answer: what follows is an encoded body until `ends` says so. */
  feed(line: Buffer): EncodedBody | undefined;
  /** True when the line ends an encoded body: a boundary or, in a mail box, the next message. It is to be fed then. */
  ends(line: Buffer): boolean;
}

/** Headers of one part that are looked at; what comes after is still read, as text. */
const HEADER_CHARACTERS_MAX = 64 * 1024;
/** Multiparts in multiparts; real mails hold five. */
const NESTING_MAX = 32;
const MBOX_START = /^From \S{1,256} +\w{3} +\w{3} +\d{1,2} /;

export function openMailState(): MailState {
  let mbox = false;
  let first = true;
  let inHeaders = true;
  let afterBlank = true;
  let headers = "";
  let boundaries: string[] = [];
  let message = 0;
  let part = 0;

  function startsMessage(line: Buffer): boolean {
    if (!startsWith(line, "From ")) return false;
    return (first || (mbox && afterBlank)) && MBOX_START.test(line.toString("latin1", 0, 400));
  }

  function endOfHeaders(): EncodedBody | undefined {
    const said = readHeaders(headers);
    headers = "";
    if (said.boundary !== null && boundaries.length < NESTING_MAX) {
      boundaries.push(said.boundary);
      inHeaders = false;
      return undefined;
    }
    if (said.encoding === null) {
      // A mail in a mail has headers again.
      inHeaders = said.isMessage;
      return undefined;
    }
    inHeaders = false;
    const names = [`part ${Math.max(1, part)}${said.fileName === null ? "" : ` (${said.fileName})`}`];
    if (mbox) names.unshift(`message ${message}`);
    return { encoding: said.encoding, name: names.join("/") };
  }

  return {
    feed(line) {
      const starts = startsMessage(line);
      const bound = starts ? undefined : boundaryAt(boundaries, line);
      const blank = isBlank(line);
      if (starts) {
        mbox = true;
        message += 1;
        part = 0;
        boundaries = [];
      }
      if (starts || bound?.closes === false) headers = "";
      first = false;
      afterBlank = blank;
      if (starts) {
        inHeaders = true;
      } else if (bound !== undefined) {
        boundaries = boundaries.slice(0, bound.closes ? bound.level : bound.level + 1);
        inHeaders = !bound.closes;
        if (!bound.closes) part += 1;
      } else if (inHeaders) {
        if (blank) return endOfHeaders();
        if (headers.length < HEADER_CHARACTERS_MAX) headers += line.toString("latin1");
      }
      return undefined;
    },
    ends(line) {
      const ending = startsMessage(line) || boundaryAt(boundaries, line) !== undefined;
      afterBlank = isBlank(line);
      return ending;
    },
  };
}

/** The boundary a line is, innermost first; undefined when it is none. */
function boundaryAt(
  boundaries: readonly string[],
  line: Buffer,
): { readonly level: number; readonly closes: boolean } | undefined {
  if (!startsWith(line, "--") || boundaries.length === 0 || line.length > 256) return undefined;
  const text = line.toString("latin1").trimEnd().slice(2);
  for (let level = boundaries.length - 1; level >= 0; level--) {
    if (text === boundaries[level]) return { level, closes: false };
    if (text === `${boundaries[level]}--`) return { level, closes: true };
  }
  return undefined;
}

function isBlank(line: Buffer): boolean {
  return line[0] === 0x0a || (line[0] === 0x0d && line[1] === 0x0a);
}

function startsWith(line: Buffer, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (line[i] !== text.charCodeAt(i)) return false;
  return true;
}

interface Said {
  readonly boundary: string | null;
  readonly isMessage: boolean;
  readonly encoding: EncodedBody["encoding"] | null;
  readonly fileName: string | null;
}

function readHeaders(text: string): Said {
  const unfolded = text.replace(/\r?\n[ \t]+/g, " ");
  const value = (name: string): string =>
    new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, "im").exec(unfolded)?.[1] ?? "";
  const type = value("content-type");
  const transfer = value("content-transfer-encoding").trim().toLowerCase();
  const boundary = /^multipart\//i.test(type) ? parameter(type, "boundary") : null;
  return {
    boundary: boundary === null ? null : boundary.trimEnd(),
    isMessage: /^message\/(?:rfc822|global)/i.test(type),
    encoding: transfer.startsWith("base64")
      ? "base64"
      : transfer.startsWith("quoted-printable")
        ? "quoted-printable"
        : null,
    fileName: fileNameOf(value("content-disposition"), type),
  };
}

function parameter(value: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{0,512})"|([^\\s;"]{1,512}))`, "i").exec(value);
  return found === null ? null : (found[1] ?? found[2] ?? null);
}

function fileNameOf(disposition: string, type: string): string | null {
  const coded = parameter(disposition, "filename\\*") ?? parameter(type, "name\\*");
  const [, charset = "", rest = ""] = /^([\w-]{1,40})'[^']{0,20}'(.*)$/.exec(coded ?? "") ?? [];
  if (charset !== "") {
    const bytes = rest.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return inCharset(Buffer.from(bytes, "latin1"), charset);
  }
  const plain = parameter(disposition, "filename") ?? parameter(type, "name");
  return plain === null ? null : decodeWords(plain);
}

/** "=?ISO-2022-JP?B?…?=" as mail programs write Japanese names. */
function decodeWords(text: string): string {
  if (!text.includes("=?")) return inCharset(Buffer.from(text, "latin1"), "utf-8");
  const joined = text.replace(/\?=\s+=\?/g, "?==?");
  return joined.replace(
    /=\?([\w-]{1,40})\?([bq])\?([^?]{0,400})\?=/gi,
    (_, charset: string, how: string, body: string) => {
      const bytes =
        how.toLowerCase() === "b"
          ? Buffer.from(body, "base64")
          : Buffer.from(
              body
                .replaceAll("_", " ")
                .replace(/=([0-9a-f]{2})/gi, (__, hex: string) =>
                  String.fromCharCode(Number.parseInt(hex, 16)),
                ),
              "latin1",
            );
      return inCharset(bytes, charset);
    },
  );
}

function inCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}
