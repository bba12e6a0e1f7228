// PHP's own functions as far as constants can be carried through them: the decoders of packers, the ways of putting a string
// together, and which functions pass their arguments' origin on. No PHP is run; unpacking is bounded by the file's effort.

import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Effort } from "./contract.ts";
import { FROM, mixed, NOTHING, textWorth, type Worth } from "./php-worth.ts";

type Fold = (texts: readonly string[], effort: Effort) => string | undefined;

/** Decoders: their answer is "woven". */
const DECODERS: Readonly<Record<string, Fold>> = {
  base64_decode: ([text = ""], effort) =>
    spend(effort, latin(Buffer.from(text.replaceAll(/[^\w+/=-]/g, ""), "base64"))),
  hex2bin: ([text = ""], effort) =>
    /^(?:[\da-f]{2})*$/i.test(text) ? spend(effort, latin(Buffer.from(text, "hex"))) : undefined,
  str_rot13: ([text = ""]) => text.replaceAll(/[a-z]/gi, rotated),
  strrev: ([text = ""]) => text.split("").toReversed().join(""),
  gzinflate: ([text = ""], effort) => unpacked(text, effort, inflateRawSync),
  gzuncompress: ([text = ""], effort) => unpacked(text, effort, inflateSync),
  gzdecode: ([text = ""], effort) => unpacked(text, effort, gunzipSync),
  zlib_decode: ([text = ""], effort) =>
    unpacked(text, effort, inflateSync) ?? unpacked(text, effort, gunzipSync),
  convert_uudecode: ([text = ""], effort) => spend(effort, uudecoded(text)),
  chr: ([code = ""]) =>
    /^-?\d{1,9}$/.test(code) ? String.fromCharCode(((Number(code) % 256) + 256) % 256) : undefined,
  pack: ([form = "", text = ""]) =>
    form.startsWith("H") && /^(?:[\da-f]{2})*$/i.test(text) ? latin(Buffer.from(text, "hex")) : undefined,
  urldecode: ([text = ""]) => percent(text.replaceAll("+", " ")),
  rawurldecode: ([text = ""]) => percent(text),
  quoted_printable_decode: ([text = ""]) =>
    text.replaceAll(/=([\dA-F]{2})/gi, (_, hex: string) => character(hex)),
  stripcslashes: ([text = ""]) => text.replaceAll(/\\x([\da-f]{2})/gi, (_, hex: string) => character(hex)),
};

/** Ways to put a string together; woven only when what went in was. */
const WEAVERS: Readonly<Record<string, Fold>> = {
  strtolower: ([text = ""]) => text.toLowerCase(),
  strtoupper: ([text = ""]) => text.toUpperCase(),
  ucfirst: ([text = ""]) => text.slice(0, 1).toUpperCase() + text.slice(1),
  lcfirst: ([text = ""]) => text.slice(0, 1).toLowerCase() + text.slice(1),
  ucwords: ([text = ""]) => text,
  trim: ([text = "", set]) => (set === undefined ? text.trim() : trimmed(text, set, true, true)),
  ltrim: ([text = "", set]) => (set === undefined ? text.trimStart() : trimmed(text, set, true, false)),
  rtrim: ([text = "", set]) => (set === undefined ? text.trimEnd() : trimmed(text, set, false, true)),
  stripslashes: ([text = ""]) => text.replaceAll(/\\([\s\S])/g, "$1"),
  htmlspecialchars_decode: ([text = ""]) =>
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"'),
  html_entity_decode: ([text = ""]) =>
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"'),
  strip_tags: ([text = ""]) => text.replaceAll(/<[^>]*>/g, ""),
  substr: ([text = "", from = "0", length]) =>
    sliced(text, Number(from), length === undefined ? undefined : Number(length)),
  str_replace: ([from = "", to = "", text = ""]) => (from === "" ? text : text.replaceAll(from, () => to)),
  str_ireplace: ([from = "", to = "", text = ""]) =>
    from === "" ? text : text.replaceAll(new RegExp(literal(from), "gi"), () => to),
  strtr: ([text = "", from = "", to = ""]) => translated(text, from, to),
  str_repeat: ([text = "", times = "0"], effort) => repeated(text, Number(times), effort),
  strval: ([text = ""]) => text,
  sprintf: ([form = "", ...values]) => formatted(form, values),
  ord: ([text = ""]) => String(text.charCodeAt(0) || 0),
  dechex: ([text = ""]) => (/^\d{1,15}$/.test(text) ? Number(text).toString(16) : undefined),
  hexdec: ([text = ""]) => (/^[\da-f]{1,12}$/i.test(text) ? String(Number.parseInt(text, 16)) : undefined),
  base_convert: ([text = "", from = "10", to = "10"]) => rebased(text, Number(from), Number(to)),
  strlen: ([text = ""]) => String(text.length),
  md5: () => undefined,
};

/** What goes in comes out, in some form: the origin stays. */
const PASSING = new Set(
  `explode implode join array_merge array_shift array_pop array_slice array_values array_keys array_map array_filter array_flip
  array_reverse array_combine current reset end next prev pos each key compact str_split chunk_split wordwrap preg_split
  preg_replace preg_match_all json_decode unserialize iconv mb_convert_encoding mcrypt_decrypt openssl_decrypt nl2br str_pad
  unpack vsprintf substr_replace strstr stristr strrchr strpbrk ltrim array_rand array_column parse_url utf8_decode utf8_encode
  convert_uuencode base64_encode bin2hex serialize addslashes htmlspecialchars ucwords array_walk iterator_to_array settype
  array_search array_unique array_fill range func_get_args func_get_arg call_user_func call_user_func_array get_magic_quotes_gpc
  mb_substr mb_strtolower gzcompress gzdeflate array_reduce array_diff_key array_intersect_key array_chunk array_product sscanf`.split(
    /\s+/,
  ),
);

const MAKES_WOVEN = new Set(["mcrypt_decrypt", "openssl_decrypt", "unpack", "str_split", "range"]);

/** The worth of calling one of PHP's own functions; undefined: nothing is known of it. */
export function foldCall(name: string, args: readonly Worth[], effort: Effort): Worth | undefined {
  const fold = DECODERS[name] ?? WEAVERS[name];
  if (fold === undefined) {
    if (name === "implode" || name === "join") return imploded(args);
    if (name === "array_map" || name === "call_user_func") return mixed(args);
    if (name === "explode") return exploded(args);
    if (name === "str_split") return splitUp(args);
    return PASSING.has(name) ? mixed(args, MAKES_WOVEN.has(name) ? FROM.woven : 0) : undefined;
  }
  const extra = DECODERS[name] === undefined ? 0 : FROM.woven;
  const base = mixed(args, extra);
  const lists = replacedByList(name, args);
  if (lists !== undefined) return lists;
  const texts = args.flatMap(({ text }) => (text === undefined ? [] : [text]));
  if (texts.length < args.length || args.length === 0)
    return name === "strlen" || name === "ord" ? { ...NOTHING, from: base.from & FROM.woven } : base;
  const text = fold(texts, effort);
  return text === undefined ? base : { ...textWorth(text, base.from), params: base.params };
}

function replacedByList(name: string, args: readonly Worth[]): Worth | undefined {
  const [from, to, text] = args;
  if (name === "strtr" && to?.items !== undefined && from?.text !== undefined) {
    let out = from.text;
    for (const [key, value] of to.items) if (key !== "") out = out.replaceAll(key, () => value.text ?? "");
    return { ...mixed(args, FROM.woven), text: out };
  }
  if (name !== "str_replace" || from?.items === undefined || text?.text === undefined) return undefined;
  let out = text.text;
  let at = 0;
  for (const { text: one } of from.items.values()) {
    const by = to?.items === undefined ? (to?.text ?? "") : (to.items.get(String(at))?.text ?? "");
    if (one !== undefined && one !== "") out = out.replaceAll(one, () => by);
    at++;
  }
  return { ...mixed(args, FROM.woven), text: out };
}

function imploded(args: readonly Worth[]): Worth {
  const list = args.find(({ items }) => items !== undefined);
  const glue = args.find(({ text }) => text !== undefined)?.text ?? "";
  const texts = [...(list?.items?.values() ?? [])].map(({ text }) => text);
  if (list === undefined || texts.includes(undefined)) return mixed(args);
  return { ...mixed(args, FROM.woven), text: texts.join(glue) };
}

function exploded([glue, text]: readonly Worth[]): Worth {
  if (glue?.text === undefined || text?.text === undefined || glue.text === "")
    return mixed(text === undefined ? [] : [text]);
  return listed(text.text.split(glue.text), text);
}

function splitUp([text, size]: readonly Worth[]): Worth {
  const length = Number(size?.text ?? "1");
  if (text?.text === undefined || !(length >= 1)) return mixed(text === undefined ? [] : [text], FROM.woven);
  return listed(text.text.match(new RegExp(`[\\s\\S]{1,${Math.min(length, 60_000)}}`, "g")) ?? [], text);
}

/** Alphabets that names are picked from hold a few hundred pieces. */
const PIECES_MAX = 20_000;

function listed(pieces: readonly string[], source: Worth): Worth {
  const base = mixed([source], FROM.woven);
  if (pieces.length > PIECES_MAX) return base;
  return { ...base, items: new Map(pieces.map((piece, at) => [String(at), { ...base, text: piece }])) };
}

function spend(effort: Effort, text: string): string | undefined {
  effort.decodedBytes -= text.length;
  return effort.decodedBytes < 0 ? undefined : text;
}

function unpacked(
  text: string,
  effort: Effort,
  unpack: (bytes: Buffer, options: { maxOutputLength: number }) => Buffer,
): string | undefined {
  if (effort.decodedBytes <= 0) return undefined;
  try {
    return spend(
      effort,
      latin(unpack(Buffer.from(text, "latin1"), { maxOutputLength: effort.decodedBytes })),
    );
  } catch {
    return undefined;
  }
}

function latin(bytes: Buffer): string {
  return bytes.toString("latin1");
}

function character(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function percent(text: string): string {
  return text.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) => character(hex));
}

function rotated(letter: string): string {
  const base = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}

function uudecoded(text: string): string {
  let out = "";
  for (const line of text.split("\n")) {
    const length = (line.charCodeAt(0) - 32) & 63;
    if (line === "" || length === 0) continue;
    let part = "";
    for (let at = 1; at + 3 < line.length + 3; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map(
        (n) => ((line.charCodeAt(at + n) || 32) - 32) & 63,
      );
      part += String.fromCharCode((a << 2) | (b >> 4), ((b << 4) | (c >> 2)) & 255, ((c << 6) | d) & 255);
    }
    out += part.slice(0, length);
  }
  return out;
}

function sliced(text: string, from: number, length: number | undefined): string | undefined {
  if (Number.isNaN(from) || Number.isNaN(length ?? 0)) return undefined;
  const start = from < 0 ? Math.max(0, text.length + from) : from;
  if (length === undefined) return text.slice(start);
  return length < 0 ? text.slice(start, text.length + length) : text.slice(start, start + length);
}

function translated(text: string, from: string, to: string): string {
  const length = Math.min(from.length, to.length);
  const map = new Map(Array.from({ length }, (_, at) => [from[at] ?? "", to[at] ?? ""]));
  return Array.from(text, (one) => map.get(one) ?? one).join("");
}

function repeated(text: string, times: number, effort: Effort): string | undefined {
  if (!(times >= 0) || times * text.length > 65_536) return undefined;
  return spend(effort, text.repeat(times));
}

function formatted(form: string, values: readonly string[]): string | undefined {
  let next = 0;
  if (/%(?!\d+\$s|[scd%])/.test(form)) return undefined;
  return form.replaceAll(/%(?:(\d+)\$s|([scd%]))/g, (_, at?: string, kind?: string) => {
    if (kind === "%") return "%";
    const value = at === undefined ? (values[next++] ?? "") : (values[Number(at) - 1] ?? "");
    return kind === "c" ? String.fromCharCode(Number(value) & 255) : value;
  });
}

function trimmed(text: string, set: string, left: boolean, right: boolean): string {
  let [from, to] = [0, text.length];
  if (left) while (from < to && set.includes(text[from] ?? "")) from++;
  if (right) while (to > from && set.includes(text[to - 1] ?? "")) to--;
  return text.slice(from, to);
}

function rebased(text: string, from: number, to: number): string | undefined {
  if (!isBase(from) || !isBase(to) || !/^[\da-z]{1,30}$/i.test(text)) return undefined;
  let value = 0n;
  for (const one of text.toLowerCase()) value = value * BigInt(from) + BigInt(Number.parseInt(one, 36));
  return value.toString(to);
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function isBase(base: number): boolean {
  return base >= 2 && base <= 36;
}
