// Who counts as the intruder: addresses and networks as they stand, and AS numbers and browsers by what the guard's own records
// say of each try to pay. Pure; which entries and tries are asked about is the callers' matter.

import { parseIp, parseNetworks, type Networks } from "../../kernel/index.ts";

export interface Origins {
  /** True when nobody was named: then everyone's entries count. */
  readonly isEveryone: boolean;
  /** Some are named by what only the guard's own records know. */
  readonly needRecords: boolean;
  readonly hasAddress: (address: string) => boolean;
  readonly hasTry: (one: {
    readonly address: string;
    readonly asn: string;
    readonly visitor: string;
  }) => boolean;
}

/** The part that cannot be read, when one cannot. Texts are lower case, as the question holds them. */
export function originsFrom(texts: readonly string[]): Origins | { readonly bad: string } {
  const plain = new Set<string>();
  const visitors = new Set<string>();
  const systems = new Set<string>();
  const ranges: string[] = [];
  for (const text of texts) {
    const visitor = /^visitor:([0-9a-f]{16})$/.exec(text)?.[1];
    const system = /^as([1-9]\d{0,9})$/.exec(text)?.[1];
    if (visitor !== undefined) visitors.add(visitor);
    else if (system !== undefined) systems.add(system);
    else if (text.startsWith("visitor:")) return { bad: text };
    else if (!text.includes("/")) plain.add(parseIp(text) ?? text);
    else if (parseNetworks([text]).ok) ranges.push(text);
    else return { bad: text };
  }
  const networks = parseNetworks(ranges);
  const known = networks.ok && ranges.length > 0 ? networks.value : undefined;
  const hasAddress = (address: string): boolean => hasIn(address, plain, known);
  return {
    isEveryone: texts.length === 0,
    needRecords: visitors.size + systems.size > 0,
    hasAddress,
    hasTry: ({ address, asn, visitor }) => visitors.has(visitor) || systems.has(asn) || hasAddress(address),
  };
}

/** Logs may write names of hosts, and an IPv6 address in several ways. */
function hasIn(address: string, plain: ReadonlySet<string>, networks: Networks | undefined): boolean {
  if (plain.has(address)) return true;
  const ip = parseIp(address);
  return ip !== undefined && (plain.has(ip) || networks?.contains(ip) === true);
}
