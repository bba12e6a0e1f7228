// The proof-of-work widget's files, served from the gate's own address: no third party sees the buyer. Taken from the
// installed "altcha" package (MIT); our own page script stands beside them.

import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { PAGE_SCRIPT } from "./page-script.ts";

export const WIDGET_PATHS = {
  widget: "/__misemori/altcha.js",
  worker: "/__misemori/altcha-worker.js",
  page: "/__misemori/challenge.js",
} as const;

export interface WidgetFiles {
  reply(path: string, request: ArrivedRequest): Reply | undefined;
}

/** Reads and packs the files once: 90 KB plain, 30 KB on the line. @throws MisemoriError when the package is not there. */
export function loadWidgetFiles(): WidgetFiles {
  const files = new Map([
    [WIDGET_PATHS.widget as string, pack(fromPackage("altcha/external", "altcha.min.js"))],
    [WIDGET_PATHS.worker as string, pack(fromPackage("altcha/workers/pbkdf2", "pbkdf2.js"))],
    [WIDGET_PATHS.page as string, pack(Buffer.from(PAGE_SCRIPT))],
  ]);
  return {
    reply: (path, request) => {
      const file = files.get(path);
      if (file === undefined) return undefined;
      const encoding = encodingFor(request.headers["accept-encoding"]);
      return {
        status: 200,
        headers: [
          ["Content-Type", "text/javascript; charset=utf-8"],
          ["Cache-Control", "no-store"],
          ["X-Content-Type-Options", "nosniff"],
          ["Vary", "Accept-Encoding"],
          ["Cross-Origin-Resource-Policy", "same-origin"],
          ...(encoding === undefined ? [] : [["Content-Encoding", encoding] as const]),
        ],
        body: encoding === undefined ? file.plain : file[encoding],
      };
    },
  };
}

function encodingFor(accepted: string | undefined): "br" | "gzip" | undefined {
  const offered = (accepted ?? "").slice(0, 200);
  if (/\bbr\b(?!;q=0(?!\.))/.test(offered)) return "br";
  return /\bgzip\b(?!;q=0(?!\.))/.test(offered) ? "gzip" : undefined;
}

interface PackedFile {
  readonly plain: Uint8Array;
  readonly br: Uint8Array;
  readonly gzip: Uint8Array;
}

function pack(plain: Buffer): PackedFile {
  return { plain, br: brotliCompressSync(plain), gzip: gzipSync(plain) };
}

function fromPackage(entry: string, name: string): Buffer {
  try {
    const resolved = import.meta.resolve(entry);
    return readFileSync(new URL(name, resolved));
  } catch (error) {
    throw new MisemoriError(
      "challenge.files",
      `the challenge page's file ${name} is missing`,
      "install the packages again with `npm ci`",
      error,
    );
  }
}
