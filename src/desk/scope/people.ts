// Who is one person: rows that share a member id or an e-mail address (case ignored) are joined, whatever their order, and the
// worst that any of their rows says stands. Knows no files and no question.

import { createHash } from "node:crypto";
import {
  CLASSES,
  ITEMS,
  REASONS,
  SCOPE_LIMITS,
  type Evidence,
  type Item,
  type PersonClass,
  type ScopePerson,
} from "./contract.ts";

/** What one row or order says of its person. */
export interface Finding {
  readonly class: PersonClass;
  readonly items: readonly Item[];
  readonly evidence: readonly Evidence[];
}

export interface People {
  /** The person with these keys, joined from what was known apart; keys from keyOfEmail and keyOfMember, or any for a stray row. */
  readonly meet: (keys: readonly string[]) => number;
  readonly note: (person: number, finding: Finding) => void;
  /** Every person once, in the order of their id. `last` may change what the whole run knows better. */
  readonly all: (last: (person: ScopePerson) => ScopePerson) => Iterable<ScopePerson>;
  /** The id of each person that `meet` now returns. */
  readonly ids: () => ReadonlyMap<number, string>;
}

/** Undefined for what is no address. Lower case, full-width signs made plain. */
export function keyOfEmail(text: string): string | undefined {
  const address = text.normalize("NFKC").trim().toLowerCase();
  return /^[^\s@"<>]{1,200}@[^\s@"<>]{1,200}$/.test(address) ? `email:${address}` : undefined;
}

/** Undefined for a guest: shops write 0, nothing, or a word. */
export function keyOfMember(text: string): string | undefined {
  const id = text.normalize("NFKC").trim();
  if (id === "" || id.length > 200 || /^(?:0+|null|none|guest|ゲスト|非会員|-)$/iu.test(id)) return undefined;
  return `member:${id.toLowerCase()}`;
}

/** Returns undefined from `meet` never; throws RangeError when there are more identities than fit. */
export function createPeople(): People {
  const nodes = new Map<string, number>();
  const parents: number[] = [];
  const found = new Map<number, Held>();
  const root = (node: number): number => {
    let top = node;
    while (parents[top] !== top) top = parents[top] ?? top;
    for (let at = node; at !== top;) {
      const next = parents[at] ?? top;
      parents[at] = top;
      at = next;
    }
    return top;
  };
  const nodeOf = (key: string): number => {
    const known = nodes.get(key);
    if (known !== undefined) return known;
    if (nodes.size >= SCOPE_LIMITS.identitiesMax) throw new RangeError("too many identities");
    nodes.set(key, parents.length);
    return parents.push(parents.length) - 1;
  };
  return {
    meet: (keys) => {
      const [first = "", ...others] = keys;
      let person = root(nodeOf(first));
      for (const key of others) {
        const other = root(nodeOf(key));
        // The smaller number wins, so paths stay short enough with the halving above.
        const [low, high] = person < other ? [person, other] : [other, person];
        parents[high] = low;
        person = low;
      }
      return person;
    },
    note: (person, finding) => found.set(person, joined(found.get(person), heldFrom(finding))),
    all: (last) => gather(nodes, root, found, last),
    ids: () => idsOf(nodes, root),
  };
}

/** Small whatever happened: class and sets as bits, evidence capped. */
interface Held {
  readonly rank: number;
  readonly items: number;
  readonly evidence: readonly string[];
}

function heldFrom({ class: given, items, evidence }: Finding): Held {
  const rank = CLASSES.indexOf(given);
  const bits = items.reduce((sum, item) => sum | (1 << ITEMS.indexOf(item)), 0);
  return { rank, items: bits, evidence: evidence.map((one) => packed(rank, one)) };
}

/** Worst class wins; of the evidence the worst class's and first in order is kept, so the order of files does not matter. */
function joined(a: Held | undefined, b: Held): Held {
  if (a === undefined) return b;
  const known = b.evidence.every((one) => a.evidence.includes(one));
  const evidence = known
    ? a.evidence
    : [...new Set([...a.evidence, ...b.evidence])].sort().slice(0, SCOPE_LIMITS.evidenceMax);
  if (known && a.rank <= b.rank && (a.items | b.items) === a.items) return a;
  return { rank: Math.min(a.rank, b.rank), items: a.items | b.items, evidence };
}

function packed(rank: number, { reason, place, detail }: Evidence): string {
  return [rank, String(REASONS.indexOf(reason)).padStart(2, "0"), place, detail.replaceAll("\t", " ")].join(
    "\t",
  );
}

function unpacked(text: string): Evidence {
  const [, reason = "0", place = "", detail = ""] = text.split("\t");
  return { reason: REASONS[Number(reason)] ?? "no-order", place, detail };
}

function* gather(
  nodes: ReadonlyMap<string, number>,
  root: (node: number) => number,
  found: ReadonlyMap<number, Held>,
  last: (person: ScopePerson) => ScopePerson,
): Iterable<ScopePerson> {
  const held = new Map<number, Held>();
  for (const [node, one] of found) held.set(root(node), joined(held.get(root(node)), one));
  const names = new Map<number, { key: string; email: string; member: string }>();
  for (const [key, node] of nodes) {
    const at = root(node);
    const known = names.get(at) ?? { key, email: "", member: "" };
    if (key < known.key) known.key = key;
    if (key.startsWith("email:") && (known.email === "" || key < known.email)) known.email = key;
    if (key.startsWith("member:") && (known.member === "" || key < known.member)) known.member = key;
    names.set(at, known);
  }
  const ordered = [...names].map(([at, name]) => ({ at, name, personId: idOf(name.key) }));
  ordered.sort((a, b) => (a.personId < b.personId ? -1 : 1));
  for (const { at, name, personId } of ordered) {
    const one = held.get(at);
    const given = CLASSES[one?.rank ?? CLASSES.length - 1] ?? "notAffected";
    const own = one?.evidence.filter((text) => text.startsWith(String(one.rank))) ?? [];
    yield last({
      personId,
      email: name.email.slice("email:".length),
      memberId: name.member.slice("member:".length),
      class: given,
      items: given === "notAffected" ? [] : ITEMS.filter((_, i) => ((one?.items ?? 0) & (1 << i)) !== 0),
      evidence: own.length > 0 ? own.map(unpacked) : [{ reason: "no-order", place: "", detail: "" }],
    });
  }
}

function idsOf(nodes: ReadonlyMap<string, number>, root: (node: number) => number): Map<number, string> {
  const smallest = new Map<number, string>();
  for (const [key, node] of nodes) {
    const at = root(node);
    const known = smallest.get(at);
    if (known === undefined || key < known) smallest.set(at, key);
  }
  for (const [at, key] of smallest) smallest.set(at, idOf(key));
  return smallest;
}

function idOf(key: string): string {
  return `p_${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
}
