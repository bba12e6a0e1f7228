// IP addresses: parsed once at the border, canonical text, and the networks they belong to.

import { BlockList, isIP } from "node:net";
import { refuse, fine, type Outcome } from "./errors.ts";

/** Canonical text of an IPv4 or IPv6 address; IPv4-mapped IPv6 is folded to IPv4. */
export type Ip = string & { readonly __ip: unique symbol };

export function parseIp(text: string): Ip | undefined {
  if (text.length > 45) return undefined;
  const family = isIP(text);
  if (family === 4) return text as Ip;
  if (family !== 6) return undefined;
  const words = wordsOfIpv6(text);
  if (words.slice(0, 5).every((w) => w === 0) && words[5] === 0xffff) {
    const [high = 0, low = 0] = words.slice(6);
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}` as Ip;
  }
  return words.map((w) => w.toString(16)).join(":") as Ip;
}

/** The enclosing networks used as crowds. IPv6 households own a /64, sites a /48, providers about a /32. */
export function networksOfIp(ip: Ip): {
  readonly host: string;
  readonly subnet: string;
  readonly net: string;
} {
  if (!ip.includes(":")) {
    const [a = "0", b = "0", c = "0"] = ip.split(".");
    return { host: ip, subnet: `${a}.${b}.${c}.0/24`, net: `${a}.${b}.0.0/16` };
  }
  const w = ip.split(":");
  return {
    host: `${w.slice(0, 4).join(":")}::/64`,
    subnet: `${w.slice(0, 3).join(":")}::/48`,
    net: `${w.slice(0, 2).join(":")}::/32`,
  };
}

export interface Networks {
  contains(ip: Ip): boolean;
}

/** Parses CIDR ranges ("10.0.0.0/8", "::1", "127.0.0.1"). */
export function parseNetworks(ranges: readonly string[]): Outcome<Networks> {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", prefix] = range.split("/");
    const family = isIP(address);
    const bitsMax = family === 4 ? 32 : 128;
    const bits = prefix === undefined ? bitsMax : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
    if (family === 0 || bits < 0 || bits > bitsMax) {
      return refuse("address.range", `"${range}" is not an address range`, 'write it like "10.0.0.0/8"');
    }
    list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return fine({ contains: (ip) => list.check(ip, ip.includes(":") ? "ipv6" : "ipv4") });
}

function wordsOfIpv6(text: string): number[] {
  let bare = text.split("%")[0] ?? "";
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(bare);
  if (dotted !== null) {
    const [a = 0, b = 0, c = 0, d = 0] = dotted.slice(1).map(Number);
    bare = `${bare.slice(0, dotted.index)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const [head = "", tail] = bare.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: Math.max(0, gap) }, () => "0"), ...right].map((w) =>
    Number.parseInt(w, 16),
  );
}
