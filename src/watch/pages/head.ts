// The headers of a document that bear on what browsers let it do (PCI DSS 4.0.1 §11.6.1), without what changes by visit: nonces, dates,
// values of cookies, queries. Pure; how two heads differ is said in head-changes.ts.

import { createHash } from "node:crypto";
import { maskText } from "../../scrub/index.ts";
import type { SeenHead } from "./contract.ts";
import { placeOf } from "./inline.ts";
import { readPolicy, writePolicy } from "./policy-strength.ts";

export interface HeadGround {
  readonly frame: string | null;
  /** Address of the document: what relative addresses stand on. */
  readonly base: string;
  /** A policy that reports here is the guard's own. */
  readonly guardReportPath: string;
}

/** Longest value kept as it is; of a longer one its beginning and its hash. */
const VALUE_CHARS_MAX = 4_000;
const START_CHARS = 200;
/** Values of one name; a page with more cookies or policies is no page. */
const VALUES_MAX = 60;
/** Free words of a server about itself. */
const WORDS_CHARS_MAX = 200;

/** `raw`: names and values as they came, several of one name one by one. */
export function headOf(
  raw: readonly { readonly name: string; readonly value: string }[],
  ground: HeadGround,
): SeenHead {
  const fields: (readonly [string, string])[] = [];
  let guardPolicy: SeenHead["guardPolicy"] = null;
  for (const name of Object.keys(READERS)) {
    const given = raw.filter((field) => field.name.toLowerCase() === name).slice(0, VALUES_MAX);
    const values = given.flatMap(({ value }) => READERS[name]?.(value, ground) ?? []);
    for (const value of new Set(values.slice(0, VALUES_MAX).toSorted())) {
      if (isGuards(name, value, ground)) guardPolicy = name === POLICY ? "enforce" : "report";
      else fields.push([name, bounded(value)]);
    }
  }
  return { frame: ground.frame, fields, guardPolicy };
}

export const POLICY = "content-security-policy";
export const REPORTED_POLICY = "content-security-policy-report-only";

type Reader = (value: string, ground: HeadGround) => readonly string[];

const lower: Reader = (value) => [value.trim().toLowerCase()];
/** "same-origin; report-to=x": where it is told to says nothing of what is allowed. */
const withoutReports: Reader = (value) => [(value.split(";", 1)[0] ?? "").trim().toLowerCase()];
const listed: Reader = (value) => value.split(",").map((one) => one.trim().toLowerCase());
const words: Reader = (value) => [value.trim().slice(0, WORDS_CHARS_MAX)];
const place: Reader = (value, { base }) => [placeOf(value.trim(), base)];
/** A policy holds no comma: what stands between commas are policies of their own. */
const policies: Reader = (value, { base }) =>
  value
    .split(",")
    .map((one) => writePolicy(readPolicy(one, (address) => placeOf(address, base))))
    .filter((one) => one !== "");

/** Everything that is kept, in the order it is shown. */
const READERS: Readonly<Record<string, Reader>> = {
  [POLICY]: policies,
  [REPORTED_POLICY]: policies,
  "x-frame-options": listed,
  "strict-transport-security": (value) => [parts(value, ";").toSorted().join("; ")],
  "x-content-type-options": lower,
  "referrer-policy": (value) => [parts(value, ",").join(", ")],
  "permissions-policy": (value) => parts(value, ","),
  "cross-origin-opener-policy": withoutReports,
  "cross-origin-embedder-policy": withoutReports,
  "cross-origin-resource-policy": lower,
  "access-control-allow-origin": lower,
  "access-control-allow-credentials": lower,
  "access-control-allow-methods": (value) => [parts(value, ",").toSorted().join(", ")],
  "access-control-allow-headers": (value) => [parts(value, ",").toSorted().join(", ")],
  refresh: (value, { base }) => [refreshOf(value, base)],
  link: (value, { base }) => linksOf(value, base),
  "set-cookie": (value) => [cookieOf(value)],
  "service-worker-allowed": place,
  sourcemap: place,
  "x-sourcemap": place,
  server: words,
  "x-powered-by": words,
};

function parts(value: string, between: string): string[] {
  return value
    .split(between)
    .map((one) => one.trim().toLowerCase().replaceAll(/\s+/g, " "))
    .filter((one) => one !== "");
}

/** "5; url=https://…?x" → "5 https://…": the query holds what it likes. */
function refreshOf(value: string, base: string): string {
  const [, seconds = "", address = ""] =
    /^\s*(\d{0,6})[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(value) ?? [];
  return `${seconds === "" ? "0" : seconds} ${placeOf(address.trim(), base)}`;
}

/** Only links that fetch code: the rest (canonical, preconnect, API roots) changes with every page. */
function linksOf(value: string, base: string): readonly string[] {
  const found: string[] = [];
  for (const [, address = "", rest = ""] of value.matchAll(/<([^>]{0,2000})>([^<]{0,500})/g)) {
    const [, rel = ""] = /;\s*rel\s*=\s*"?([a-z -]{1,60})/i.exec(rest) ?? [];
    const [, as = ""] = /;\s*as\s*=\s*"?([a-z]{1,20})/i.exec(rest) ?? [];
    const kinds = rel.toLowerCase().split(" ");
    const fetchesCode =
      kinds.some((one) => /^(?:modulepreload|stylesheet|serviceworker|import)$/.test(one)) ||
      (kinds.some((one) => /^pre(?:load|fetch)$/.test(one)) && /^(?:script|style|worker)$/i.test(as));
    if (fetchesCode) found.push(`${kinds.toSorted().join(" ")} ${placeOf(address, base)}`);
  }
  return found;
}

/** Name and what protects it; never its value. Long marks in a name are a visitor's. */
function cookieOf(value: string): string {
  const [pair = "", ...rest] = value.split(";");
  const name = (pair.split("=", 1)[0] ?? "")
    .trim()
    .slice(0, 100)
    .replaceAll(/[0-9a-f]{8,}|\d{4,}/gi, "·");
  const flags = rest.flatMap((one) => {
    const flag = one.trim().toLowerCase().replaceAll(/\s/g, "");
    return /^(?:secure|httponly|partitioned|samesite=\w{1,10}|domain=[\w.-]{1,200})$/.test(flag)
      ? [flag]
      : [];
  });
  return [`${name}:`, ...flags.toSorted()].join(" ");
}

function isGuards(name: string, value: string, { base, guardReportPath }: HeadGround): boolean {
  if (name !== POLICY && name !== REPORTED_POLICY) return false;
  const own = placeOf(guardReportPath, base);
  // A further policy takes nothing away, whoever sends it: browsers obey them all. So this may be believed.
  return value.split("; ").includes(`report-uri ${own}`);
}

function bounded(value: string): string {
  const masked = maskText(value);
  if (masked.length <= VALUE_CHARS_MAX) return masked;
  return `${masked.slice(0, START_CHARS)}… sha256-${createHash("sha256").update(value).digest("hex")}`;
}
