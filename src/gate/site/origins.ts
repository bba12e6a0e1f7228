// Reads what a person writes as an origin, and says of origins how wide they are and whom they hold. Pure.

import { parseIp, type Ip } from "../../kernel/index.ts";
import { ORIGIN_KINDS, type Origin } from "./contract.ts";

/** An address range as numbers: for IPv4 in the first word, for IPv6 in all four. Ends are inclusive. */
export interface Range {
  readonly family: 4 | 6;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly bits: number;
}

/** Canonical form, or undefined: "203.0.113.9/24" becomes "203.0.113.0/24", "as2516" becomes "2516", "/32" an address. */
export function readOrigin(origin: Origin): Origin | undefined {
  const text = origin.value.trim();
  if (text.length > 60) return undefined;
  switch (origin.kind) {
    case "ip": {
      const ip = parseIp(text);
      return ip === undefined ? undefined : { kind: "ip", value: ip };
    }
    case "network":
      return readNetwork(text);
    case "asn": {
      const number = /^(?:AS)?(\d{1,10})$/i.exec(text)?.[1];
      const asn = Number(number);
      return number === undefined || asn < 1 || asn > 0xffffffff
        ? undefined
        : { kind: "asn", value: String(asn) };
    }
    case "country": {
      const code = text.toUpperCase();
      return /^[A-Z]{2}$/.test(code) ? { kind: "country", value: code } : undefined;
    }
  }
}

/**
 * As people write it: "203.0.113.7", "203.0.113.0/24", "AS64500", "SG"; "ip 203.0.113.7" and the like as the console shows it.
 * What it means is only guessed: `readOrigin` says whether it is one.
 */
export function originFrom(text: string): Origin {
  const value = text.trim();
  const [, kind = "", rest = ""] = /^(\w{2,7})\s+(.{1,60})$/.exec(value) ?? [];
  const named = ORIGIN_KINDS.find((one) => one === kind);
  if (named !== undefined) return { kind: named, value: rest };
  if (value.includes("/")) return { kind: "network", value };
  if (/^AS\d/i.test(value)) return { kind: "asn", value };
  return { kind: /^[a-z]{2}$/i.test(value) ? "country" : "ip", value };
}

function readNetwork(text: string): Origin | undefined {
  const [address = "", prefix, more] = text.split("/");
  const ip = parseIp(address);
  if (ip === undefined || more !== undefined || prefix === undefined || !/^\d{1,3}$/.test(prefix))
    return undefined;
  const whole = ip.includes(":") ? 128 : 32;
  // An IPv4 address written as IPv6 ("::ffff:203.0.113.0/120") was folded: its prefix counts from the IPv6 side.
  const bits = whole === 32 && address.includes(":") ? Number(prefix) - 96 : Number(prefix);
  if (bits < 0 || bits > whole) return undefined;
  if (bits === whole) return { kind: "ip", value: ip };
  const words = wordsOf(ip).map((word, i) => masked(word, bits - 32 * i));
  return { kind: "network", value: `${textOf(words)}/${bits}` };
}

/** The range of an address or network in canonical form; undefined for networks by number and for countries. */
export function rangeOf(origin: Origin): Range | undefined {
  if (origin.kind !== "ip" && origin.kind !== "network") return undefined;
  const [address = "", prefix] = origin.value.split("/");
  const from = wordsOf(address as Ip);
  const bits = prefix === undefined ? 32 * from.length : Number(prefix);
  const to = from.map((word, i) => (word | ~mask(bits - 32 * i)) >>> 0);
  return { family: from.length === 1 ? 4 : 6, from, to, bits };
}

/** Larger than one in 256 of all IPv4 addresses; of IPv6, larger than what a whole registry hands to its largest members. */
export function isWide(origin: Origin): boolean {
  const range = rangeOf(origin);
  return range !== undefined && range.bits < (range.family === 4 ? 8 : 20);
}

/** 32 bits per word: one for IPv4, four for IPv6. Takes canonical text only. */
export function wordsOf(ip: Ip): readonly number[] {
  if (!ip.includes(":")) {
    const [a = 0, b = 0, c = 0, d = 0] = ip.split(".").map(Number);
    return [((a << 24) | (b << 16) | (c << 8) | d) >>> 0];
  }
  const parts = ip.split(":").map((part) => Number.parseInt(part, 16));
  return [0, 2, 4, 6].map((i) => (((parts[i] ?? 0) << 16) | (parts[i + 1] ?? 0)) >>> 0);
}

/** The canonical text of an address. */
export function textOf(words: readonly number[]): string {
  const [first = 0] = words;
  if (words.length === 1) return [24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".");
  return words.flatMap((word) => [word >>> 16, word & 0xffff].map((part) => part.toString(16))).join(":");
}

function masked(word: number, bits: number): number {
  return (word & mask(bits)) >>> 0;
}

/** The first `bits` of a word; none below 1, all from 32 on. */
function mask(bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? 0xffffffff : (0xffffffff << (32 - bits)) >>> 0;
}
