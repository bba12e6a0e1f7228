// Brings the origin tables into shared memory: from the built file, else from the cache folder, else compiled on the
// spot (under two seconds) and kept for the next start.

import { once } from "node:events";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { MisemoriError } from "../../kernel/index.ts";
import { compileNetworks, openNetworks } from "./networks.ts";
import type { OriginBuffers } from "./origins.ts";

const ASN_PACKAGE = "@ip-location-db/asn";
const COUNTRY_FILE = "@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb";
/** Three folders up from here lies the package, in the source tree as in the published one. */
const BUILT_FILE = new URL("../../../dist/origins/asn.bin", import.meta.url);

/**
 * @param cacheFolder where a compiled table is kept; not being able to write there is no failure.
 * @throws MisemoriError "origin.packages" when the registry data is not installed.
 */
export async function loadOrigins(cacheFolder: string): Promise<OriginBuffers> {
  const version = await installedVersion();
  const cached = join(cacheFolder, "asn.bin");
  const networks =
    (await readTable(BUILT_FILE, version)) ??
    (await readTable(cached, version)) ??
    (await compileInto(cacheFolder));
  return { networks: share(networks), countries: share(await readPackaged(COUNTRY_FILE)) };
}

/** Compiles the table of networks from the installed package. About 9 MB. */
export async function compileInstalled(): Promise<Uint8Array<ArrayBuffer>> {
  const [v4, v6] = await Promise.all([
    readPackaged(`${ASN_PACKAGE}/asn-ipv4-num.csv`),
    readPackaged(`${ASN_PACKAGE}/asn-ipv6.csv`),
  ]);
  return compileNetworks(v4.toString("utf8"), v6.toString("utf8"), await installedVersion());
}

/** Writes so that a reader sees the old file or the new one, never a half. */
export async function writeTable(folder: string, bytes: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "asn.bin");
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, bytes);
  await rename(fresh, file);
  return file;
}

/** In a thread of its own, whose memory is given back; here when no thread can be had, or to learn why it failed. */
async function compileApart(): Promise<Uint8Array> {
  try {
    const thread = new Worker(threadUrl());
    const [message] = (await once(thread, "message")) as [unknown];
    await thread.terminate();
    if (message instanceof Uint8Array) return message;
  } catch {
    // Told below, by the same work done here.
  }
  return compileInstalled();
}

function threadUrl(): URL {
  // From source Node strips the types; in the published package the same file is plain JavaScript.
  return new URL(
    import.meta.url.endsWith(".ts") ? "./compile-thread.ts" : "./compile-thread.js",
    import.meta.url,
  );
}

async function compileInto(folder: string): Promise<Uint8Array> {
  const bytes = await compileApart();
  try {
    await writeTable(folder, bytes);
  } catch {
    // A read-only or full disk costs a second at the next start, nothing more.
  }
  return bytes;
}

/** A table that is absent, damaged or of other data is no failure here: it is made again. */
async function readTable(file: string | URL, version: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(file);
    const aligned = new Uint8Array(bytes);
    return openNetworks(aligned.buffer).version === version ? aligned : undefined;
  } catch {
    return undefined;
  }
}

async function installedVersion(): Promise<string> {
  const text = (await readPackaged(`${ASN_PACKAGE}/package.json`)).toString("utf8");
  return `asn ${(JSON.parse(text) as { version: string }).version}`;
}

async function readPackaged(specifier: string): Promise<Buffer> {
  try {
    return await readFile(new URL(import.meta.resolve(specifier)));
  } catch (error) {
    throw new MisemoriError(
      "origin.packages",
      `the origin data ${specifier} is not installed`,
      "install the packages again with `npm ci`",
      error,
    );
  }
}

function share(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}
