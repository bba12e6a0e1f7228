// Who is one person: rows that share a member id or an e-mail address (case ignored) are joined, whatever their order, and the
// worst that any of their rows says stands. Knows no files and no question.

import { hash } from "node:crypto";
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
  // By node, as parents are: a Map of a million numbers costs several times as much to look into.
  const found: (Held | undefined)[] = [];
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
    note: (person, finding) => {
      found[person] = joined(found[person], heldFrom(finding));
    },
    all: (last) => gather(nodes, root, found, last),
    ids: () => new Map(namesOf(nodes, root).flatMap(({ key }, at) => [[at, idOf(key)] as const])),
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

interface Name {
  key: string;
  email: string;
  member: string;
}

function* gather(
  nodes: ReadonlyMap<string, number>,
  root: (node: number) => number,
  found: readonly (Held | undefined)[],
  last: (person: ScopePerson) => ScopePerson,
): Iterable<ScopePerson> {
  const held: (Held | undefined)[] = [];
  for (const [node, one] of found.entries()) {
    if (one !== undefined) held[root(node)] = joined(held[root(node)], one);
  }
  const ordered = namesOf(nodes, root).flatMap((name, at) => ({ at, name, personId: idOf(name.key) }));
  ordered.sort((a, b) => (a.personId < b.personId ? -1 : 1));
  for (const { at, name, personId } of ordered) {
    const one = held[at];
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

/** By the node that stands for the person; with holes. The smallest of their keys, addresses and member ids. */
function namesOf(nodes: ReadonlyMap<string, number>, root: (node: number) => number): readonly Name[] {
  const names: Name[] = [];
  for (const [key, node] of nodes) {
    const at = root(node);
    const name = (names[at] ??= { key, email: "", member: "" });
    if (key < name.key) name.key = key;
    if (key.startsWith("email:") && (name.email === "" || key < name.email)) name.email = key;
    if (key.startsWith("member:") && (name.member === "" || key < name.member)) name.member = key;
  }
  return names;
}

function idOf(key: string): string {
  return `p_${hash("sha256", key).slice(0, 16)}`;
}
