// How the headers of a page and its frames differ from those that were approved, weighed by what a thief gains from it. Pure.

import type { ChangeKind, PageChange, PageInventory, SeenHead } from "./contract.ts";
import { POLICY } from "./head.ts";
import { loosened } from "./policy-strength.ts";

export type HeadChange = Pick<PageChange, "kind" | "weight" | "what">;

/** [] while nothing is known on the side of what was seen. */
export function headChanges(before: PageInventory, now: PageInventory): readonly HeadChange[] {
  if (now.heads === undefined) return [];
  if (before.heads === undefined)
    return now.heads.length === 0 ? [] : [{ kind: "headers-unknown", weight: "look", what: now.url }];
  const own = URL.parse(now.url)?.origin ?? "";
  const isUnseen = isPageIn(before.heads) && !isPageIn(now.heads);
  const unseen: HeadChange = { kind: "header-changed", weight: "look", what: `${now.url}: –` };
  const changed = now.heads.flatMap((head) => {
    // Approved as several visitors saw it: the one that is nearest counts.
    const [nearest = []] = (before.heads ?? [])
      .filter(({ frame }) => frame === head.frame)
      .map((old) => differences(old, head, own))
      .toSorted((a, b) => weightOf(a) - weightOf(b));
    const isForeign = head.frame !== null && !head.frame.startsWith(`${own}/`);
    return nearest.map(({ kind, weight, what }): HeadChange => {
      const told = head.frame === null ? what : `${head.frame}: ${what}`;
      // Frames of others are theirs to protect; that they changed should be known.
      return isForeign
        ? { kind: "header-changed", weight: "look", what: cut(told) }
        : { kind, weight, what: cut(told) };
    });
  });
  return isUnseen ? [...changed, unseen] : changed;
}

function isPageIn(heads: readonly SeenHead[]): boolean {
  return heads.some(({ frame }) => frame === null);
}

const WHAT_CHARS_MAX = 300;

function cut(text: string): string {
  return text.length > WHAT_CHARS_MAX ? `${text.slice(0, WHAT_CHARS_MAX - 1)}…` : text;
}

function weightOf(changes: readonly HeadChange[]): number {
  return changes.reduce((sum, { weight }) => sum + (weight === "alarm" ? 100 : 1), 0);
}

function differences(before: SeenHead, now: SeenHead, own: string): readonly HeadChange[] {
  const names = new Set([...before.fields, ...now.fields].map(([name]) => name));
  return [...names].flatMap((name) => {
    const [old, fresh] = [valuesOf(before, name), valuesOf(now, name)];
    if (old.join("\n") === fresh.join("\n")) return [];
    return (SPECIAL[name] ?? ranked)({ name, old, fresh, own });
  });
}

function valuesOf({ fields }: SeenHead, name: string): readonly string[] {
  return fields.flatMap(([one, value]) => (one === name ? [value] : []));
}

interface Pair {
  readonly name: string;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  /** Origin of the page. */
  readonly own: string;
}

function change(kind: ChangeKind, weight: PageChange["weight"], { name, old, fresh }: Pair): HeadChange {
  return { kind, weight, what: `${name}: ${old.join(", ") || "–"} → ${fresh.join(", ") || "–"}` };
}

const weaker = (pair: Pair): HeadChange => change("header-weaker", "alarm", pair);
const other = (pair: Pair): HeadChange => change("header-changed", "look", pair);

/** Strictest first; what is not listed, or absent, stands where `absent` does. */
const RANKS: Readonly<Record<string, { readonly order: readonly string[]; readonly absent: string }>> = {
  "x-frame-options": { order: ["deny", "sameorigin", ""], absent: "" },
  "x-content-type-options": { order: ["nosniff", ""], absent: "" },
  "referrer-policy": {
    order: [
      "no-referrer",
      "same-origin",
      "strict-origin",
      "strict-origin-when-cross-origin",
      "origin",
      "origin-when-cross-origin",
      "no-referrer-when-downgrade",
      "unsafe-url",
    ],
    absent: "strict-origin-when-cross-origin",
  },
  "cross-origin-opener-policy": {
    order: ["same-origin", "noopener-allow-popups", "same-origin-allow-popups", "unsafe-none"],
    absent: "unsafe-none",
  },
  "cross-origin-embedder-policy": {
    order: ["require-corp", "credentialless", "unsafe-none"],
    absent: "unsafe-none",
  },
  "cross-origin-resource-policy": {
    order: ["same-origin", "same-site", "cross-origin"],
    absent: "cross-origin",
  },
};

function ranked(pair: Pair): readonly HeadChange[] {
  const ranks = RANKS[pair.name];
  if (ranks === undefined) return [other(pair)];
  const rank = (values: readonly string[]): number => {
    // Of several policies to fall back on the last one known is taken.
    const known = values.flatMap((value) => value.split(", ")).filter((value) => ranks.order.includes(value));
    return ranks.order.indexOf(known.at(-1) ?? ranks.absent);
  };
  return [rank(pair.fresh) > rank(pair.old) ? weaker(pair) : other(pair)];
}

/** Opens something by being there. */
function opens(pair: Pair): readonly HeadChange[] {
  return [pair.fresh.some((value) => !pair.old.includes(value)) ? weaker(pair) : other(pair)];
}

const SPECIAL: Readonly<Record<string, (pair: Pair) => readonly HeadChange[]>> = {
  [POLICY]: (pair) => {
    const open = loosened(pair.old, pair.fresh);
    if (open.length === 0) return [other(pair)];
    const what = pair.fresh.length === 0 ? "–" : open.join("; ");
    // A shop that lists its inline scripts by hash lists others after a deployment: the new script itself is told as well.
    const isHashesAlone = open.every((one) => /^[a-z-]+(?: \+ 'sha\d{3}-[^' ]*')+$/.test(one));
    const kind = isHashesAlone ? "header-weaker" : "policy-weaker";
    return [{ kind, weight: "alarm", what: `${pair.name}: ${what}` }];
  },
  "strict-transport-security": (pair) => {
    const [old, fresh] = [transportOf(pair.old), transportOf(pair.fresh)];
    const isWeaker = fresh.seconds < old.seconds || (old.hasSubdomains && !fresh.hasSubdomains);
    return [isWeaker ? weaker(pair) : other(pair)];
  },
  "permissions-policy": (pair) => {
    // A feature that is no longer named is open to the page and, for most, to its frames.
    const fresh = new Set(pair.fresh);
    return [pair.old.some((feature) => !fresh.has(feature)) ? weaker(pair) : other(pair)];
  },
  "access-control-allow-origin": opens,
  "access-control-allow-credentials": opens,
  "service-worker-allowed": opens,
  refresh: (pair) => [pair.fresh.length > 0 ? change("header-loads", "alarm", pair) : other(pair)],
  link: (pair) => {
    const added = pair.fresh.filter((one) => !pair.old.includes(one));
    if (added.length === 0) return [other(pair)];
    const told = { ...pair, old: [], fresh: added };
    const isOwn = added.every((one) => one.includes(` ${pair.own}/`));
    // A shop that preloads its own files names them anew with every deployment: told, but nobody is woken.
    return [change(isOwn ? "header-changed" : "header-loads", "alarm", told)];
  },
  "set-cookie": cookieChanges,
};

function transportOf([value = ""]: readonly string[]): {
  readonly seconds: number;
  readonly hasSubdomains: boolean;
} {
  const seconds = Number(/max-age="?(\d{1,12})/.exec(value)?.[1] ?? 0);
  return { seconds, hasSubdomains: value.includes("includesubdomains") };
}

/** Cookies come and go with the visit; what counts is how the same one is protected. */
function cookieChanges({ name, old, fresh }: Pair): readonly HeadChange[] {
  const known = new Set(old.map(nameOf));
  return fresh
    .filter((cookie) => !old.includes(cookie))
    .map((cookie): HeadChange => {
      const before = old.filter((one) => nameOf(one) === nameOf(cookie));
      const pair: Pair = { name, old: before, fresh: [cookie], own: "" };
      if (!known.has(nameOf(cookie))) return other(pair);
      const flags = flagsOf(cookie);
      return before.some((one) => holdsAsMuch(flagsOf(one), flags)) ? other(pair) : weaker(pair);
    });
}

function nameOf(cookie: string): string {
  return cookie.slice(0, cookie.indexOf(":"));
}
function flagsOf(cookie: string): readonly string[] {
  return cookie.split(" ").slice(1);
}

function holdsAsMuch(old: readonly string[], fresh: readonly string[]): boolean {
  const added = fresh.filter((flag) => !old.includes(flag));
  return (
    old.every((flag) => fresh.includes(flag)) &&
    // Sent along from other sites, or to other hosts, where it was not before.
    !added.some((flag) => flag === "samesite=none" || flag.startsWith("domain="))
  );
}
