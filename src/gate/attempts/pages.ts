// Tells a page that a person opens from everything else a browser fetches: only pages count as walking through the shop.

import type { ArrivedRequest } from "../http/way.ts";

/** Endings of files that are never a page. */
const STATIC_ENDINGS: ReadonlySet<string> = new Set(
  "css js mjs map json xml txt rss atom ico png jpg jpeg gif webp avif svg bmp woff woff2 ttf otf eot mp4 webm mp3 wav ogg pdf zip gz csv webmanifest wasm".split(
    " ",
  ),
);

const API_HEADS = [
  "/wp-json/",
  "/rest/",
  "/graphql",
  "/shop-api",
  "/admin-api",
  "/api/",
  "/__misemori/",
] as const;

/** A GET that a browser shows as a page. Says no to prefetches, API calls, static files and the back office. */
export function isShopPage(request: ArrivedRequest, backOffice: readonly string[]): boolean {
  if (request.method !== "GET") return false;
  const destination = request.headers["sec-fetch-dest"];
  if (destination !== undefined && destination !== "document") return false;
  if (request.headers["sec-purpose"]?.includes("prefetch") === true) return false;
  const accept = request.headers["accept"] ?? "";
  // Old and plain clients take anything and say no purpose; a modern browser's fetch names its own.
  const takesAnything = destination === undefined && (accept === "" || accept.startsWith("*/*"));
  if (!takesAnything && !accept.includes("text/html") && !accept.includes("application/xhtml+xml"))
    return false;
  const path = request.path.toLowerCase();
  if (backOffice.some((prefix) => path.startsWith(prefix))) return false;
  if (API_HEADS.some((head) => path.startsWith(head))) return false;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot < 0 || !STATIC_ENDINGS.has(name.slice(dot + 1));
}
