// The time-stamping authority of the configuration, made usable: its certificates read, its answers asked for and checked.

import { readFile } from "node:fs/promises";
import type { StampSource } from "../../cli/index.ts";
import { askForStamp, publicRoots, readTrusted, type Trusted } from "../../journal/index.ts";
import { MisemoriError } from "../../kernel/index.ts";

export type AskForStamp = (sha256: Uint8Array) => Promise<Uint8Array | { readonly failed: string }>;

/** Throws "evidence.authority" when the certificate file is none. */
export async function openAuthority({ url, caFile }: StampSource): Promise<AskForStamp> {
  const trusted = await trustedFrom(caFile);
  return (sha256) => askForStamp(sha256, { url, trusted });
}

/** `caFile` null: the public roots. Throws "evidence.authority". */
export async function trustedFrom(caFile: string | null): Promise<Trusted> {
  if (caFile === null) return publicRoots();
  const trusted = readTrusted(await readFile(caFile, "utf8").catch(() => ""));
  if (trusted !== null) return trusted;
  throw new MisemoriError(
    "evidence.authority",
    `there is no certificate in ${caFile}`,
    "give the time-stamping authority's root certificate as PEM (evidence.timestamp.caFile or --ca)",
  );
}
