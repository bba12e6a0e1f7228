// Header sets of real browsers, apps and programs, names and order as they send them: what a fingerprint sees.

import type { Random } from "../../kernel/index.ts";
import { pick } from "./places.ts";
import type { RequestKind } from "./steps.ts";

export type HeaderMaker = (origin: string) => (kind: RequestKind) => readonly (readonly [string, string])[];

const HTML_CHROME =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";
const HTML_PLAIN = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const FORM = "application/x-www-form-urlencoded";

interface ChromeMake {
  readonly version: number;
  readonly platform: "Windows" | "macOS" | "Android" | "Linux";
  readonly agent: string;
  readonly brand: string;
  readonly language: string;
}

function chromium(make: ChromeMake): HeaderMaker {
  const hints = (mobile: boolean): [string, string][] => [
    [
      "sec-ch-ua",
      `"Chromium";v="${make.version}", "${make.brand}";v="${make.version}", "Not?A_Brand";v="24"`,
    ],
    ["sec-ch-ua-mobile", mobile ? "?1" : "?0"],
    ["sec-ch-ua-platform", `"${make.platform}"`],
  ];
  return (origin) => (kind) => {
    const post = kind === "form" || kind === "json";
    const script = kind === "json" || kind === "json-get";
    return [
      ["Connection", "keep-alive"],
      ...(post && !script ? ([["Cache-Control", "max-age=0"]] as const) : []),
      ...hints(make.platform === "Android"),
      ...(post ? ([["Origin", origin]] as const) : []),
      ...(post ? ([["Content-Type", script ? "application/json" : FORM]] as const) : []),
      ...(script ? [] : ([["Upgrade-Insecure-Requests", "1"]] as const)),
      ["User-Agent", make.agent],
      ["Accept", script ? "*/*" : HTML_CHROME],
      ["Sec-Fetch-Site", "same-origin"],
      ["Sec-Fetch-Mode", script ? "cors" : "navigate"],
      ...(script ? [] : ([["Sec-Fetch-User", "?1"]] as const)),
      ["Sec-Fetch-Dest", script ? "empty" : "document"],
      ...(post ? ([["Referer", `${origin}/checkout`]] as const) : []),
      ["Accept-Encoding", "gzip, deflate, br, zstd"],
      ["Accept-Language", make.language],
    ];
  };
}

function safari(agent: string, language: string): HeaderMaker {
  return (origin) => (kind) => {
    const post = kind === "form" || kind === "json";
    const script = kind === "json" || kind === "json-get";
    return [
      ["Accept", script ? "*/*" : HTML_PLAIN],
      ...(post ? ([["Content-Type", script ? "application/json" : FORM]] as const) : []),
      ...(post ? ([["Origin", origin]] as const) : []),
      ["Sec-Fetch-Site", "same-origin"],
      ...(post ? ([["Referer", `${origin}/checkout`]] as const) : []),
      ["Sec-Fetch-Dest", script ? "empty" : "document"],
      ["Accept-Language", language],
      ["Sec-Fetch-Mode", script ? "cors" : "navigate"],
      ["User-Agent", agent],
      ["Accept-Encoding", "gzip, deflate, br"],
      ["Connection", "keep-alive"],
    ];
  };
}

function firefox(agent: string, language: string): HeaderMaker {
  return (origin) => (kind) => {
    const post = kind === "form" || kind === "json";
    const script = kind === "json" || kind === "json-get";
    return [
      ["User-Agent", agent],
      ["Accept", script ? "*/*" : HTML_PLAIN],
      ["Accept-Language", language],
      ["Accept-Encoding", "gzip, deflate, br, zstd"],
      ...(post ? ([["Content-Type", script ? "application/json" : FORM]] as const) : []),
      ...(post ? ([["Origin", origin]] as const) : []),
      ["Connection", "keep-alive"],
      ...(post ? ([["Referer", `${origin}/checkout`]] as const) : []),
      ...(script ? [] : ([["Upgrade-Insecure-Requests", "1"]] as const)),
      ["Sec-Fetch-Dest", script ? "empty" : "document"],
      ["Sec-Fetch-Mode", script ? "cors" : "navigate"],
      ["Sec-Fetch-Site", "same-origin"],
      ...(script ? [] : ([["Sec-Fetch-User", "?1"]] as const)),
      ["Priority", "u=0, i"],
    ];
  };
}

function program(headers: readonly (readonly [string, string])[]): HeaderMaker {
  return () => (kind) => [
    ...headers,
    ...(kind === "form" ? ([["Content-Type", FORM]] as const) : []),
    ...(kind === "json" ? ([["Content-Type", "application/json"]] as const) : []),
  ];
}

const JA = "ja,en-US;q=0.9,en;q=0.8";
const chrome = (version: number, system: string, mobile: boolean): string =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 ${mobile ? "Mobile " : ""}Safari/537.36`;
const WINDOWS = "Windows NT 10.0; Win64; x64";
const iphone = (version: string): string =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`;
const desktopChrome = (version: number, language = JA): HeaderMaker =>
  chromium({
    version,
    platform: "Windows",
    agent: chrome(version, WINDOWS, false),
    brand: "Google Chrome",
    language,
  });
const androidChrome = (version: number): HeaderMaker =>
  chromium({
    version,
    platform: "Android",
    agent: chrome(version, "Linux; Android 10; K", true),
    brand: "Google Chrome",
    language: JA,
  });

export const MOBILE_BROWSERS: readonly HeaderMaker[] = [
  safari(iphone("26.1"), "ja"),
  safari(iphone("18.6"), "ja"),
  safari(iphone("26.0"), "ja-JP"),
  androidChrome(149),
  androidChrome(148),
  firefox("Mozilla/5.0 (Android 15; Mobile; rv:151.0) Gecko/151.0 Firefox/151.0", "ja,en-US;q=0.5"),
];
export const DESKTOP_BROWSERS: readonly HeaderMaker[] = [
  desktopChrome(149),
  desktopChrome(148),
  chromium({
    version: 149,
    platform: "Windows",
    agent: `${chrome(149, WINDOWS, false)} Edg/149.0.0.0`,
    brand: "Microsoft Edge",
    language: JA,
  }),
  chromium({
    version: 149,
    platform: "macOS",
    agent: chrome(149, "Macintosh; Intel Mac OS X 10_15_7", false),
    brand: "Google Chrome",
    language: JA,
  }),
  safari(
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    "ja",
  ),
  firefox(
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:151.0) Gecko/20100101 Firefox/151.0",
    "ja,en-US;q=0.7,en;q=0.3",
  ),
];
export const FOREIGN_BROWSERS: readonly HeaderMaker[] = [
  desktopChrome(149, "en-US,en;q=0.9"),
  firefox("Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0", "en-US,en;q=0.5"),
  safari(iphone("26.1"), "en-US,en;q=0.9"),
];
/** Browsers inside apps. */
export const IN_APP_BROWSERS: readonly HeaderMaker[] = [
  safari(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22H20 Safari Line/15.18.1",
    "ja",
  ),
  safari(
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/23B85 Instagram 405.0.0.26.78 (iPhone15,2; iOS 26_1; ja_JP; ja; scale=3.00; 1179x2556)",
    "ja-JP,ja;q=0.9",
  ),
];
/** The shop's own app. */
export const SHOP_APP: HeaderMaker = program([
  ["User-Agent", "MinatoyaApp/3.2 (Android 15; okhttp/4.12.0)"],
  ["Accept", "application/json"],
  ["Accept-Encoding", "gzip"],
  ["Connection", "Keep-Alive"],
]);
export const PYTHON: HeaderMaker = program([
  ["User-Agent", "python-requests/2.32.5"],
  ["Accept-Encoding", "gzip, deflate"],
  ["Accept", "*/*"],
  ["Connection", "keep-alive"],
]);
/** A program that only borrows a browser's name: version changes, order and everything else do not. */
export function disguisedProgram(random: Random): HeaderMaker {
  const version = 101 + Math.floor(random.unit() * 31);
  return program([
    ["User-Agent", chrome(version, WINDOWS, false)],
    ["Accept", "*/*"],
    ["Accept-Language", "en-US,en;q=0.5"],
    ["Accept-Encoding", "gzip, deflate"],
    ["Connection", "keep-alive"],
  ]);
}

/** A browser as a careful attacker drives it (automation of a real one). */
export function stolenBrowser(random: Random): HeaderMaker {
  return pick([...DESKTOP_BROWSERS, ...FOREIGN_BROWSERS, ...MOBILE_BROWSERS], random);
}
