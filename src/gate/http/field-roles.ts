// What each header field means to a proxy: kept, consumed here, or never passed on.

/** A field's part in the exchange. Fields without a role are passed on as they are. */
export type FieldRole =
  /** Belongs to this connection alone (RFC 9110 §7.6.1), or is known to mislead shops. */
  | "drop"
  /** Says where the request comes from: consumed, and written anew. */
  | "claim"
  | "host"
  | "content-length"
  | "transfer-encoding"
  | "connection"
  | "upgrade"
  | "te"
  | "expect"
  | "cookie"
  /** Passed on, but two of them would be read differently by different readers. */
  | "single";

export const REQUEST_ROLES: ReadonlyMap<string, FieldRole> = new Map<string, FieldRole>([
  ["keep-alive", "drop"],
  ["proxy-connection", "drop"],
  ["proxy-authorization", "drop"],
  ["proxy-authenticate", "drop"],
  ["http2-settings", "drop"],
  // CGI shops read this as HTTP_PROXY and send their own traffic there ("httpoxy").
  ["proxy", "drop"],
  // Some frameworks take the path from these instead of the request line: the judge would see another page.
  ["x-original-url", "drop"],
  ["x-rewrite-url", "drop"],
  ["trailer", "drop"],
  ["forwarded", "claim"],
  ["x-forwarded-for", "claim"],
  ["x-forwarded-proto", "claim"],
  ["x-forwarded-host", "claim"],
  ["x-forwarded-port", "claim"],
  ["x-forwarded-ssl", "claim"],
  ["x-forwarded-server", "claim"],
  ["x-forwarded-prefix", "claim"],
  ["x-forwarded-scheme", "claim"],
  ["x-forwarded", "claim"],
  ["x-real-ip", "claim"],
  ["x-client-ip", "claim"],
  ["client-ip", "claim"],
  ["x-cluster-client-ip", "claim"],
  ["true-client-ip", "claim"],
  ["cf-connecting-ip", "claim"],
  ["fastly-client-ip", "claim"],
  ["host", "host"],
  ["content-length", "content-length"],
  ["transfer-encoding", "transfer-encoding"],
  ["connection", "connection"],
  ["upgrade", "upgrade"],
  ["te", "te"],
  ["expect", "expect"],
  ["cookie", "cookie"],
  ["content-type", "single"],
  ["authorization", "single"],
]);

/** A field's part in an answer: "drop" stops here, "length" is decided by the framing. Others are passed on. */
export type AnswerRole = "drop" | "connection" | "length" | "date";

const ANSWER_ROLES: ReadonlyMap<string, AnswerRole> = new Map<string, AnswerRole>([
  ["connection", "connection"],
  ["keep-alive", "drop"],
  ["proxy-connection", "drop"],
  ["proxy-authenticate", "drop"],
  ["te", "drop"],
  ["transfer-encoding", "drop"],
  ["upgrade", "drop"],
  ["content-length", "length"],
  ["date", "date"],
]);
const ANSWER_ROLE_LENGTHS: ReadonlySet<number> = new Set([...ANSWER_ROLES.keys()].map((name) => name.length));

/** The role of an answer's field, its name in any case; undefined for all that is simply passed on. */
export function answerRole(name: string): AnswerRole | undefined {
  return ANSWER_ROLE_LENGTHS.has(name.length) ? ANSWER_ROLES.get(name.toLowerCase()) : undefined;
}

/** Trailer fields that could change what was already judged. */
const TRAILER_REFUSED =
  /^(?:transfer-encoding|content-.*|host|connection|keep-alive|te|trailer|upgrade|expect|authorization|cookie|set-cookie|set-cookie2|cache-control|max-forwards|range|if-.*|pragma|age|date|expires|location|retry-after|vary|warning|www-authenticate|proxy.*|forwarded|x-forwarded.*|misemori-.*)$/;

/** Shops behind CGI read "_" as "-"; such names (and stranger ones) would let one field pose as another. */
export function isPlainName(lowerName: string): boolean {
  return /^[a-z0-9-]+$/.test(lowerName);
}

/** Trailer fields that may be passed on, as [name, value] pairs; `raw` is flat. */
export function passableTrailers(raw: readonly string[]): [string, string][] {
  const kept: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] ?? "";
    const lower = name.toLowerCase();
    if (isPlainName(lower) && !TRAILER_REFUSED.test(lower)) kept.push([name, raw[i + 1] ?? ""]);
  }
  return kept;
}
