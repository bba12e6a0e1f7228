// Says where an address comes from: network and country, from tables that all worker threads share. What that means for
// an attempt is the judge's.

import { Reader, type CountryResponse } from "mmdb-lib";
import type { Ip } from "../../kernel/index.ts";
import type { OriginFacts } from "../facts.ts";
import { hostingTest } from "./hosting.ts";
import { firstHalfOfIpv6, openNetworks, type NetworkTable } from "./networks.ts";

/** Shared memory with both tables, to be handed to every worker thread as it is. */
export interface OriginBuffers {
  readonly networks: SharedArrayBuffer;
  readonly countries: SharedArrayBuffer;
}

export interface Origins {
  /** Never throws: unknown is asn 0 and country "??", loopback and private addresses are "--". */
  lookUp(ip: Ip): OriginFacts;
}

/** Addresses remembered per generation (two generations): about 2 MB, the buyers and attackers of the last minutes. */
const REMEMBERED_MAX = 8192;

/** @throws MisemoriError "origin.table" when the bytes are damaged. */
export function openOrigins(buffers: OriginBuffers): Origins {
  const networks = openNetworks(buffers.networks);
  const countryOf = openCountries(buffers.countries, networks);
  const isHosting = hostingTest();
  /** Per network: 0 not asked yet, 1 no, 2 yes. Names are tested once, when first met. */
  const hosting = new Uint8Array(networks.count);
  const names = new Map<number, string>();
  let young = new Map<Ip, OriginFacts>();
  let old = new Map<Ip, OriginFacts>();

  const nameOf = (network: number): string => {
    let name = names.get(network);
    if (name === undefined) {
      name = networks.name(network);
      names.set(network, name);
    }
    return name;
  };
  const find = (ip: Ip): OriginFacts => {
    const six = ip.includes(":");
    const [high, low] = six ? firstHalfOfIpv6(ip) : [numberOfIpv4(ip), 0];
    if (six ? isInternalIpv6(high, low) : isInternalIpv4(high)) {
      return { ip, asn: 0, asnName: "", country: "--", hosting: false };
    }
    const network = networks.find(six ? 6 : 4, high, low);
    const asnName = nameOf(network);
    if (hosting[network] === 0) hosting[network] = network !== 0 && isHosting(asnName) ? 2 : 1;
    return {
      ip,
      asn: networks.asn(network),
      asnName,
      country: countryOf(ip, high, networks.asn(network)),
      hosting: hosting[network] === 2,
    };
  };
  return {
    lookUp: (ip) => {
      const known = young.get(ip) ?? old.get(ip);
      if (known !== undefined) return known;
      if (young.size >= REMEMBERED_MAX) {
        old = young;
        young = new Map();
      }
      const facts = find(ip);
      young.set(ip, facts);
      return facts;
    },
  };
}

/** Canonical dotted text to 32 bits, without taking it apart into strings: this runs for each new address. */
function numberOfIpv4(ip: Ip): number {
  let value = 0;
  let part = 0;
  for (let i = 0; i < ip.length; i++) {
    const code = ip.charCodeAt(i);
    if (code === 0x2e) {
      value = value * 256 + part;
      part = 0;
    } else part = part * 10 + (code - 0x30);
  }
  return value * 256 + part;
}

/** This host, private, carrier-internal, loopback, link-local (RFC 6890). */
function isInternalIpv4(value: number): boolean {
  const first = value >>> 24;
  const firstTwo = value >>> 16;
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    firstTwo === 0xc0a8 ||
    firstTwo === 0xa9fe ||
    (firstTwo & 0xfff0) === 0xac10 ||
    (firstTwo & 0xffc0) === 0x6440
  );
}

/** "::" and "::1", unique local, link-local. The kernel folds IPv4-mapped addresses to IPv4 before. */
function isInternalIpv6(high: number, low: number): boolean {
  return (high === 0 && low === 0) || high >>> 25 === 0x7e || high >>> 22 === 0x3fa;
}

function openCountries(
  buffer: SharedArrayBuffer,
  networks: NetworkTable,
): (ip: Ip, high: number, asn: number) => string {
  // The 251 countries' records are decoded once each; the reader asks this cache by the record's place.
  const decoded = new Map<string | number, unknown>();
  const cache = {
    get: (key: string | number): unknown => decoded.get(key),
    set: (key: string | number, value: unknown): void => void decoded.set(key, value),
  };
  type Country = CountryResponse & { readonly country_code?: unknown };
  const reader = new Reader<Country>(Buffer.from(buffer), { cache });
  const read = (ip: string): string => {
    const code = reader.get(ip)?.country_code;
    return typeof code === "string" && /^[A-Z]{2}$/.test(code) ? code : "??";
  };
  const homes = new Map<number, string>();
  return (ip, high, asn) => {
    const country = read(ip);
    if (country !== "AU" || !isEarlyApnic(ip, high)) return country;
    const home = homes.get(asn) ?? homeOf(asn, networks, read);
    homes.set(asn, home);
    return home;
  };
}

/**
 * 2001:200::/23 to 2001:fff: handed out before the regional registry kept countries, and written down as the registry's
 * own seat (AU) in the data. KDDI's phones (2001:268::/32) and many other Japanese buyers live there.
 */
function isEarlyApnic(ip: Ip, high: number): boolean {
  return ip.includes(":") && high >= 0x20010200 && high < 0x20011000;
}

/** Where the same provider's IPv4 rows mostly are; "??" when it has none. Asked once per provider. */
function homeOf(asn: number, networks: NetworkTable, read: (ip: string) => string): string {
  const votes = new Map<string, number>();
  for (const start of asn === 0 ? [] : networks.v4StartsOf(asn, 40)) {
    const country = read(`${start >>> 24}.${(start >>> 16) & 255}.${(start >>> 8) & 255}.${start & 255}`);
    votes.set(country, (votes.get(country) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "??";
}
