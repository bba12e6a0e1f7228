// How names stand in a bag: readable, reversible, and never leading out of it (RFC 8493 §2.1.3).

import { isUtf8 } from "node:buffer";

/** A path as people read it: bytes that are no UTF-8 show as %XX. */
export function shownPath(path: Buffer): string {
  if (isUtf8(path)) return path.toString("utf8");
  let shown = "";
  for (let at = 0; at < path.length;) {
    const length = characterAt(path, at);
    shown +=
      length === 0
        ? `%${path.toString("hex", at, at + 1).toUpperCase()}`
        : path.toString("utf8", at, at + length);
    at += Math.max(1, length);
  }
  return shown;
}

/** Bytes of the whole UTF-8 character at `at`; 0 when there is none. */
function characterAt(path: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= path.length; length++) {
    if (isUtf8(path.subarray(at, at + length))) return length;
  }
  return 0;
}

/** Where the file of an absolute path lies in the bag. */
export function payloadName(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  return `data/files/${parts.join("/")}`;
}

/** A name in a manifest: line ends and the percent sign itself are escaped, nothing else. */
export function manifestName(name: string): string {
  return name.replace(/[%\r\n]/g, (c) => (c === "%" ? "%25" : c === "\r" ? "%0D" : "%0A"));
}

export function nameInManifest(text: string): string {
  return text.replace(/%(25|0[DdAa])/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** A name from a foreign manifest that could lead out of the bag is never opened. */
export function isSafeName(name: string): boolean {
  if (name === "" || name.startsWith("/") || name.startsWith("~") || name.includes("\0")) return false;
  return !/^[a-zA-Z]:|\\/.test(name) && name.split("/").every((part) => part !== ".." && part !== "");
}

/** Fit for a folder's name inside an archive; never empty. */
export function folderName(caseName: string): string {
  const name = caseName.normalize("NFC").replace(/[^\p{L}\p{N}._-]+/gu, "-");
  return name.replace(/^[.-]+/, "").slice(0, 60) || "case";
}
