// Reads a request body into named values: forms, multipart, JSON, GraphQL, also compressed, in legacy encodings, or under a
// content type that lies. Never throws; what cannot be read is said to be unreadable.

import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { ATTEMPT_BODY_BYTES_MAX } from "../../../kernel/index.ts";
import type { ArrivedRequest } from "../../http/way.ts";
import { queryParts } from "../paths.ts";
import { charsetOf, legacyText, textOf, unescapedBytes } from "./charset.ts";
import {
  fieldList,
  FIELDS_MAX,
  formParts,
  isNamed,
  parseJson,
  type Field,
  type FieldList,
} from "./fields.ts";
import { readGraphqlDocument, type GraphqlDocument } from "./graphql.ts";
import { boundaryIn, multipartParts } from "./multipart.ts";

/** A compressed body may grow to this; a bomb stops here. */
const UNPACKED_BYTES_MAX = ATTEMPT_BODY_BYTES_MAX * 4;
/** "gzip, gzip": no honest client packs more often than once. */
const PACKINGS_MAX = 2;
/** Documents in one batch that are looked at; servers refuse larger batches. */
const DOCUMENTS_MAX = 100;

export interface RequestBody {
  /** False: too long, too many fields, packed wrongly or of no known form. */
  readonly readable: boolean;
  readonly fields: readonly Field[];
}

const UNREADABLE: RequestBody = { readable: false, fields: [] };

/** The body's values followed by those of the query (PHP reads both). */
export function readBody(request: ArrivedRequest, bytes: Uint8Array): RequestBody {
  if (bytes.length > ATTEMPT_BODY_BYTES_MAX) return UNREADABLE;
  const plain = unpacked(bytes, request.headers["content-encoding"]);
  if (plain === undefined) return UNREADABLE;
  const list = fieldList();
  const readable = plain.length === 0 || readInto(list, plain, request.headers["content-type"] ?? "");
  for (const [name, value] of queryParts(request.query)) list.add(name, value);
  return list.overfull ? UNREADABLE : { readable, fields: list.all };
}

function readInto(list: FieldList, bytes: Uint8Array, contentType: string): boolean {
  const declared = contentType.toLowerCase();
  const charset = charsetOf(contentType);
  const formCharset = charset?.startsWith("utf-16") === true ? undefined : charset;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let readable = false;
  if (declared.includes("multipart") || boundaryIn(buffer) !== undefined) {
    const parts = multipartParts(buffer, formCharset);
    for (const [name, value] of parts) list.add(name, value);
    readable = parts.length > 0;
  }
  const text = readable ? "" : textOf(bytes, charset).trim();
  const first = text.charCodeAt(0);
  const tree = first === 0x7b || first === 0x5b ? parseJson(text) : undefined;
  if (tree !== undefined) {
    list.addJson("", tree);
    readable = true;
  }
  // One body can be true JSON and a true form at once; what was declared is what the shop reads, so both are taken.
  if (declared.includes("urlencoded") || (!readable && isFormText(text))) {
    for (const [name, value] of formParts(formText(bytes, formCharset))) list.add(name, value);
    readable = true;
  }
  if (!readable && (declared.includes("graphql") || /^(?:mutation|query|fragment|\{)/.test(text))) {
    list.add("query", text);
    readable = true;
  }
  return readable;
}

function isFormText(text: string): boolean {
  return /^[^=&\s{}]{1,300}=/.test(text);
}

/** Escapes of legacy encodings ("%83J%81%5B") are undone as bytes first; UTF-8 escapes are left to the form reader. */
function formText(bytes: Uint8Array, charset: string | undefined): string {
  if (charset === undefined || charset === "utf-8") {
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
      decodeURIComponent(text.replaceAll("+", " "));
      return text;
    } catch {
      // falls through to the legacy way
    }
  }
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i <= bytes.length && parts.length <= FIELDS_MAX; i++) {
    if (i < bytes.length && bytes[i] !== 0x26) continue;
    const part = bytes.subarray(from, i);
    const equals = part.indexOf(0x3d);
    const name = equals < 0 ? part : part.subarray(0, equals);
    const value = equals < 0 ? new Uint8Array() : part.subarray(equals + 1);
    parts.push(`${recoded(name, charset)}=${recoded(value, charset)}`);
    from = i + 1;
  }
  return parts.join("&");
}

function recoded(bytes: Uint8Array, charset: string | undefined): string {
  const text = legacyText(unescapedBytes(bytes), charset);
  // Only the signs that would break the form are escaped again.
  return text.replace(/[%&=+]/g, (sign) => encodeURIComponent(sign));
}

function unpacked(bytes: Uint8Array, encoding: string | undefined): Uint8Array | undefined {
  if (encoding === undefined) return bytes;
  const packings = encoding
    .toLowerCase()
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "identity");
  if (packings.length > PACKINGS_MAX) return undefined;
  let current = bytes;
  for (const packing of packings.toReversed()) {
    const next = unpackOnce(current, packing);
    if (next === undefined) return undefined;
    current = next;
  }
  return current;
}

function unpackOnce(bytes: Uint8Array, packing: string): Uint8Array | undefined {
  const limit = { maxOutputLength: UNPACKED_BYTES_MAX };
  try {
    if (packing === "gzip" || packing === "x-gzip") return gunzipSync(bytes, limit);
    if (packing === "br") return brotliDecompressSync(bytes, limit);
    if (packing === "zstd") return zstdDecompressSync(bytes, limit);
    if (packing !== "deflate") return undefined;
  } catch {
    return undefined;
  }
  for (const inflate of [inflateSync, inflateRawSync]) {
    try {
      return inflate(bytes, limit);
    } catch {
      // the other kind of deflate is tried
    }
  }
  return undefined;
}

export interface GraphqlCalls {
  readonly mutates: boolean;
  readonly names: ReadonlySet<string>;
  /** Operation names, for calls that send only the hash of a stored document. */
  readonly operations: readonly string[];
  /** True when a document was sent with the request. */
  readonly hasDocument: boolean;
}

/** All GraphQL calls of a request together; their written-in arguments are handed to `argument`. */
export function graphqlCalls(
  fields: readonly Field[],
  argument: (name: string, value: string) => void = () => {},
): GraphqlCalls {
  const names = new Set<string>();
  const operations: string[] = [];
  let mutates = false;
  let documents = 0;
  for (const field of fields) {
    if (isNamed(field.name, "operationName") || isNamed(field.name, "documentId"))
      operations.push(field.value);
    if (!isDocument(field) || documents >= DOCUMENTS_MAX) continue;
    documents += 1;
    const document: GraphqlDocument = readGraphqlDocument(field.value);
    mutates ||= document.mutates;
    for (const name of document.names) names.add(name);
    for (const [name, value] of document.literals) argument(name, value);
  }
  return { mutates, names, operations, hasDocument: documents > 0 };
}

function isDocument(field: Field): boolean {
  return (isNamed(field.name, "query") || isNamed(field.name, "mutation")) && field.value.includes("{");
}
