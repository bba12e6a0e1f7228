// A drill attacks only what is one's own: this machine's loopback, or an address listed under drill.ownTargets.

import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { fine, parseIp, parseNetworks, refuse, type Outcome } from "../../kernel/index.ts";

export interface Target {
  /** Origin as it was given, for the Host header. */
  readonly url: string;
  /** The address that was checked and will be connected to: the name is not asked again. */
  readonly address: string;
}

/** All addresses of a name. */
export type LookUp = (hostname: string) => Promise<readonly string[]>;

const systemLookUp: LookUp = async (hostname) =>
  (await lookup(hostname, { all: true })).map((entry) => entry.address);

/**
 * @param text e.g. "http://localhost:8080". Only plain http (a guard's own port), no credentials, no path.
 * @param ownTargets Addresses listed by the owner; compared as origins.
 */
export async function checkTarget(
  text: string,
  ownTargets: readonly string[],
  lookUp: LookUp = systemLookUp,
): Promise<Outcome<Target>> {
  const url = parseUrl(text);
  if (url === undefined || url.protocol !== "http:" || url.username !== "" || url.password !== "") {
    return refuse(
      "drill.target-form",
      `"${text.slice(0, 200)}" is not a target a drill can use`,
      'write it like "http://127.0.0.1:8080": plain http, no user name',
    );
  }
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(hostname) === 0 ? await resolveSafely(hostname, lookUp) : [hostname];
  const [address] = addresses;
  if (address === undefined) {
    return refuse("drill.target-unknown", `${hostname} has no address`, "check the name for a slip");
  }
  const own = ownTargets.some((listed) => parseUrl(listed)?.origin === url.origin);
  if (!own && !addresses.every(isLoopback)) {
    return refuse(
      "drill.target-foreign",
      `${url.origin} is not this machine (${addresses.slice(0, 3).join(", ")}): a drill never attacks others`,
      "use an address on 127.0.0.1, or list your own test server under drill.ownTargets in misemori.yaml",
    );
  }
  return fine({ url: url.origin, address });
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

async function resolveSafely(hostname: string, lookUp: LookUp): Promise<readonly string[]> {
  try {
    return await lookUp(hostname);
  } catch {
    return [];
  }
}

function isLoopback(address: string): boolean {
  const ip = parseIp(address);
  const loopback = parseNetworks(["127.0.0.0/8", "::1/128"]);
  return ip !== undefined && loopback.ok && loopback.value.contains(ip);
}
