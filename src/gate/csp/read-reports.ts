// Reads what browsers tell of a policy (the report-uri form of CSP Level 2 and 3, and the Reporting API's), and leaves out what says
// nothing about the shop: extensions, virus scanners and toolbars that write into every page, other sites' documents. Pure.

import { maskText } from "../../scrub/index.ts";
import type { PathMatch } from "./paths.ts";

export interface CspTelling {
  readonly directive: string;
  readonly blocked: string;
  readonly page: string;
}

export interface ReportGround {
  /** Lower-case hosts whose documents are the shop's. */
  readonly hosts: readonly string[];
  readonly pageOf: PathMatch;
}

/** A page with a hundred kept-out scripts says enough with twenty. */
const REPORTS_MAX = 20;
/** Longest host name there is, with scheme and port. */
const BLOCKED_CHARS_MAX = 270;
const DIRECTIVE = /^[a-z][a-z-]{2,29}$/;
/** What a policy can keep out that has no address. */
const KEYWORDS = new Set(["inline", "eval", "wasm-eval", "data", "blob", "trusted-types-sink"]);
/** Pictures, fonts and styles as data are what extensions draw themselves with. */
const DRAWING = /^(?:img|font|media|style)-src/;
/**
 * Written into pages by what runs on buyers' own machines: translators, virus scanners, ad blockers and known toolbars.
 * None of them is a place that a thief can put his own code.
 */
const INJECTED =
  /^(?:[a-z0-9-]+\.)*(?:kaspersky-labs\.com|local\.adguard\.org|translate\.googleapis\.com|translate\.google\.com|superfish\.com|conduit\.com|siteadvisor\.com|safeweb\.norton\.com)$/;

/** [] for anything unreadable. */
export function readReports(body: Uint8Array, ground: ReportGround): readonly CspTelling[] {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return [];
  }
  const given: readonly unknown[] = Array.isArray(json) ? json.slice(0, REPORTS_MAX) : [json];
  return given.flatMap((one) => {
    const telling = isThing(one) ? tellingOf(one, ground) : undefined;
    return telling === undefined ? [] : [telling];
  });
}

type Fields = Readonly<Record<string, unknown>>;

function tellingOf(one: Fields, ground: ReportGround): CspTelling | undefined {
  const told = isThing(one["csp-report"])
    ? one["csp-report"]
    : one["type"] === "csp-violation" && isThing(one["body"])
      ? one["body"]
      : undefined;
  if (told === undefined) return undefined;
  const page = pageOf(text(told["document-uri"] ?? told["documentURL"]), ground);
  // Older browsers give the whole directive with its sources.
  const [directive = ""] = text(
    told["effective-directive"] ?? told["effectiveDirective"] ?? told["violated-directive"],
  ).split(" ", 1);
  if (page === undefined || !DIRECTIVE.test(directive)) return undefined;
  if (isForeignCode(text(told["source-file"] ?? told["sourceFile"]))) return undefined;
  const blocked = blockedOf(text(told["blocked-uri"] ?? told["blockedURL"]), directive);
  return blocked === undefined ? undefined : { directive, blocked, page };
}

function pageOf(address: string, { hosts, pageOf: match }: ReportGround): string | undefined {
  const url = URL.parse(address);
  return url !== null && isWeb(url) && hosts.includes(url.host) ? match(url.pathname) : undefined;
}

/** Code of an extension or of the browser itself did it. */
function isForeignCode(source: string): boolean {
  return /^(?!https?:|wss?:|inline|eval|blob:|data:)[a-z-]+(?::|$)/.test(source);
}

function blockedOf(told: string, directive: string): string | undefined {
  const word = told.replace(/:.*$/s, "");
  if (KEYWORDS.has(word)) {
    return (word === "data" || word === "blob") && DRAWING.test(directive) ? undefined : word;
  }
  const url = URL.parse(told);
  // "about", "chrome-extension://…", "moz-extension", "" and the like.
  if (url === null || !isWeb(url) || url.origin.length > BLOCKED_CHARS_MAX) return undefined;
  if (INJECTED.test(url.hostname) || isOwnMachine(url.hostname)) return undefined;
  return maskText(`${url.protocol}//${url.host}`);
}

function isWeb({ protocol }: URL): boolean {
  return protocol === "http:" || protocol === "https:" || protocol === "ws:" || protocol === "wss:";
}

/** Virus scanners answer on the buyer's own machine. */
function isOwnMachine(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, TEXT_CHARS_MAX) : "";
}

const TEXT_CHARS_MAX = 4_096;

function isThing(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
