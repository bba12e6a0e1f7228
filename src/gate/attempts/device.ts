// The make of the client behind a request, not its user: a fingerprint from headers that stay the same over page loads,
// form posts and fetches of one browser, and whether it is a program rather than a browser.

import { createHash } from "node:crypto";
import type { ArrivedRequest } from "../http/way.ts";
import type { DeviceFacts } from "../facts.ts";

/** Order and spelling of these tell the make; browsers keep both over all kinds of requests. */
const ORDERED = ["user-agent", "accept", "accept-encoding", "accept-language"] as const;

interface Client {
  readonly family: string;
  readonly major: number;
  readonly platform: string;
}

export function deviceFactsOf(request: ArrivedRequest): DeviceFacts {
  const agent = (request.headers["user-agent"] ?? "").slice(0, 400);
  const client = clientOf(agent);
  const { order, spelling } = orderOf(request.rawHeaders);
  const marks = [
    request.httpVersion,
    client.family,
    String(client.major),
    client.platform,
    primaryLanguage(request.headers["accept-language"]),
    listOf(request.headers["accept-encoding"]),
    order,
    spelling,
    brandsOf(request.headers["sec-ch-ua"]),
    request.headers["sec-ch-ua-mobile"] ?? "-",
    request.headers["sec-ch-ua-platform"] ?? "-",
    request.headers["sec-fetch-mode"] === undefined ? "unfetched" : "fetched",
  ];
  return {
    fingerprint: createHash("sha256").update(marks.join("\n")).digest("hex").slice(0, 16),
    httpVersion: request.httpVersion,
    program: isProgram(request, agent, client),
  };
}

/** First match wins: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari. */
const FAMILIES: readonly (readonly [string, RegExp])[] = [
  ["edge", /\bEdgi?A?(?:OS)?\/(\d{1,4})/],
  ["opera", /\bOPR\/(\d{1,4})/],
  ["samsung", /\bSamsungBrowser\/(\d{1,4})/],
  ["line", /\bLine\/(\d{1,4})/],
  ["firefox", /\b(?:Firefox|FxiOS)\/(\d{1,4})/],
  ["chrome", /\b(?:Chrome|CriOS)\/(\d{1,4})/],
  ["safari", /\bVersion\/(\d{1,4})[\d.]* (?:Mobile\/\w+ )?Safari\//],
  ["webkit", /\bAppleWebKit\/(\d{1,4})/],
];

function clientOf(agent: string): Client {
  const platform =
    /(Windows|Android|iPhone|iPad|Macintosh|CrOS|Linux)/.exec(agent)?.[1]?.toLowerCase() ?? "other";
  for (const [family, pattern] of FAMILIES) {
    const found = pattern.exec(agent);
    if (found !== null) return { family, major: Number(found[1]), platform };
  }
  // Of an unknown client its own name is the make: "curl/8.5.0" → "curl".
  const name = /^([A-Za-z][\w-]{0,30})\/?(\d{1,4})?/.exec(agent);
  return { family: name?.[1]?.toLowerCase() ?? "none", major: Number(name?.[2] ?? 0), platform };
}

function orderOf(rawHeaders: readonly string[]): { readonly order: string; readonly spelling: string } {
  const order: string[] = [];
  const spelling: string[] = [];
  for (let i = 0; i < rawHeaders.length && order.length < ORDERED.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    const at = ORDERED.indexOf(name.toLowerCase() as (typeof ORDERED)[number]);
    if (at < 0 || order.includes(String(at))) continue;
    order.push(String(at));
    spelling.push(name === name.toLowerCase() ? "l" : "u");
  }
  return { order: order.join(""), spelling: spelling.join("") };
}

function primaryLanguage(header: string | undefined): string {
  return (header ?? "-").slice(0, 100).split(/[,;]/)[0]?.trim().toLowerCase() ?? "-";
}

function listOf(header: string | undefined): string {
  return (header ?? "-").slice(0, 200).toLowerCase().replace(/\s+/g, "");
}

/** Brands without the nonsense entry that Chromium turns over ("Not?A_Brand"). */
function brandsOf(header: string | undefined): string {
  if (header === undefined) return "-";
  return [...header.slice(0, 400).matchAll(/"([^"]{1,60})";\s?v="(\d{1,4})/g)]
    .filter(([, brand = ""]) => !/not.{0,3}a.{0,3}brand/i.test(brand))
    .map(([, brand, version]) => `${brand}${version}`)
    .sort()
    .join();
}

const PROGRAMS =
  /curl|wget|python|aiohttp|httpx|okhttp|axios|node-fetch|undici|\bnode\b|go-http|java\/|jersey|apache-httpclient|libwww|perl|ruby|faraday|php|guzzle|postman|insomnia|headless|phantomjs|puppeteer|playwright|selenium|webdriver|scrapy|reqwest|hyper|dart:|http\.rb|restsharp|powershell|winhttp|bot\b|crawler|spider/i;

/** Browsers that send Sec-Fetch-* to every https address since these versions. */
const FETCH_METADATA_SINCE: Readonly<Record<string, number>> = {
  chrome: 80,
  edge: 80,
  opera: 67,
  firefox: 90,
  safari: 17,
};

function isProgram(request: ArrivedRequest, agent: string, client: Client): boolean {
  if (agent.length < 12 || PROGRAMS.test(agent)) return true;
  const { headers } = request;
  if (headers["accept-language"] === undefined || headers["accept-encoding"] === undefined) return true;
  if (headers["accept"] === undefined || request.httpVersion === "1.0") return true;
  const since = FETCH_METADATA_SINCE[client.family];
  const isLate = since !== undefined && client.major >= since;
  return isLate && request.scheme === "https" && headers["sec-fetch-mode"] === undefined;
}
