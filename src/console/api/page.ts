// Serves the built page from memory: read once at the start, packed once, the index with a fresh nonce per view.

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { say, type Language } from "../../kernel/index.ts";
import { apiWords } from "../words.ts";

/** The built page is about twenty files and 1.5 MB; a wrong folder must not be read whole. */
const FILES_MAX = 200;
const BYTES_MAX = 16 * 1024 * 1024;
/** Stands in index.html where each view's nonce goes. */
const NONCE_PLACE = "misemori-nonce";

const KINDS: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  json: "application/json; charset=utf-8",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
  txt: "text/plain; charset=utf-8",
};

interface PageFile {
  readonly kind: string;
  readonly plain: Buffer<ArrayBuffer>;
  readonly packed: Buffer<ArrayBuffer>;
}

export interface Page {
  /** A file of the page, or undefined. Names carry a hash of their content, so they may be kept for a year. */
  file(path: string, acceptEncoding: string): Response | undefined;
  /** The page itself, for every address that is not a file. */
  index(nonce: string, language: Language): Response;
}

export async function loadPage(folder: string): Promise<Page> {
  const files = await readFolder(folder);
  const index = files.get("/index.html")?.plain.toString("utf8");
  return {
    file: (path, acceptEncoding) => {
      const file = path === "/index.html" ? undefined : files.get(path);
      if (file === undefined) return undefined;
      const packed = /\bgzip\b/.test(acceptEncoding) && file.packed.length < file.plain.length;
      return new Response(packed ? file.packed : file.plain, {
        headers: {
          "content-type": file.kind,
          vary: "Accept-Encoding",
          "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
          ...(packed ? { "content-encoding": "gzip" } : {}),
        },
      });
    },
    index: (nonce, language) =>
      index === undefined
        ? new Response(say(apiWords, language, "page.unbuilt"), {
            status: 503,
            headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
          })
        : new Response(index.replaceAll(NONCE_PLACE, nonce), {
            headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
          }),
  };
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  let names: string[];
  try {
    names = await readdir(folder, { recursive: true });
  } catch {
    // No folder: the page was not built. The index says so; the API works all the same.
    return files;
  }
  let bytes = 0;
  for (const name of names.slice(0, FILES_MAX)) {
    const kind = KINDS[name.slice(name.lastIndexOf(".") + 1)];
    const path = join(folder, name);
    if (kind === undefined || !(await stat(path)).isFile()) continue;
    const plain = await readFile(path);
    bytes += plain.length;
    if (bytes > BYTES_MAX) break;
    files.set(`/${name.replaceAll("\\", "/")}`, {
      kind,
      plain,
      packed: await promisify(gzip)(plain, { level: 9 }),
    });
  }
  return files;
}
