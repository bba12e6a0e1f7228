// Fetches a script once more as a browser does for an integrity hash: without cookies, with the page's origin named. Trusts nothing it
// gets; whether it is what the page ran is for integrity.ts to say.

import { createHash } from "node:crypto";
import { PAGE_LIMITS } from "./contract.ts";
import type { Fetched, IntegrityWish } from "./integrity.ts";

export interface FetchGround {
  /** Address of the page. */
  readonly page: string;
  readonly userAgent: string;
  readonly gone: AbortSignal;
}

/** A script that takes longer holds the checkout up anyway. */
const FETCH_MS = 10_000;
/** All of them together: slow hosts must not make the look itself late. */
const ALL_MS = 30_000;
/** At a time: a shop's machine is small. */
const AT_ONCE = 4;

/** By place. Never throws. */
export async function fetchScripts(
  wishes: readonly IntegrityWish[],
  ground: FetchGround,
): Promise<ReadonlyMap<string, Fetched>> {
  const found = new Map<string, Fetched>();
  const line = wishes.values();
  const gone = AbortSignal.any([ground.gone, AbortSignal.timeout(ALL_MS)]);
  const work = async (): Promise<void> => {
    for (const { place, address } of line) found.set(place, await fetchScript(address, { ...ground, gone }));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

async function fetchScript(address: string, { page, userAgent, gone }: FetchGround): Promise<Fetched> {
  try {
    const { origin } = new URL(page);
    const isOwn = new URL(address).origin === origin;
    const answer = await fetch(address, {
      // To others browsers tell the origin alone.
      headers: {
        "user-agent": userAgent,
        ...(isOwn ? { referer: page } : { referer: `${origin}/`, origin }),
      },
      // Each hop would have to allow it; a script that is elsewhere by tomorrow is none to pin.
      redirect: "manual",
      signal: AbortSignal.any([gone, AbortSignal.timeout(FETCH_MS)]),
    });
    if (answer.status >= 300 && answer.status < 400) return { trouble: "redirects" };
    if (!answer.ok || answer.body === null) return { trouble: "not-fetched" };
    const bytes = await bodyOf(answer.body);
    if (bytes === null) return { trouble: "too-large" };
    const allowed = answer.headers.get("access-control-allow-origin");
    return {
      integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}`,
      textSha256: createHash("sha256").update(new TextDecoder().decode(bytes)).digest("hex"),
      readable: isOwn || allowed === "*" || allowed === origin,
    };
  } catch {
    return { trouble: "not-fetched" };
  }
}

async function bodyOf(body: ReadableStream<Uint8Array>): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > PAGE_LIMITS.scriptBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
