// The index as one sealed box: a head with its key and the letters, then a line per person, in which address and order numbers
// stand only as keyed hashes. What it was made from is checked while it is written: a count that differs from the scope's stops it.

import { setImmediate as breath } from "node:timers/promises";
import { LANGUAGES, MisemoriError, say, type Language } from "../../kernel/index.ts";
import {
  NOTICE_CLASSES,
  type Addressee,
  type NoticeClass,
  type NoticeFacts,
  type PaperKey,
} from "../notices/contract.ts";
import { LETTER_ORDERS_MAX } from "../notices/render/fill.ts";
import type { Item, PersonClass } from "../scope/contract.ts";
import { LOOK_UP_LIMITS, type LookUpSource } from "./contract.ts";
import { keyedHashes, plainEmail, plainOrder } from "./keyed.ts";
import { lookUpWords, type LookUpWord } from "./words.ts";

export const LOOK_UP_BOX = "look-up.jsonl";

export interface IndexHead {
  readonly v: 1;
  readonly state: "open" | "closed";
  readonly runId: string;
  /** Base64; of this index alone. */
  readonly key: string;
  readonly facts: NoticeFacts | null;
  readonly letters: readonly {
    readonly class: NoticeClass;
    readonly language: Language;
    readonly text: string;
  }[];
}

/** What the letter needs of a person, short as there may be a million. */
export type IndexRecord = readonly [
  of: NoticeClass,
  name: string,
  items: readonly Item[],
  orders: readonly (readonly [ref: string, day: string])[],
  ordersInAll: number,
];

export interface IndexLine {
  /** Base64; null for who has no address. */
  readonly m: string | null;
  readonly p: readonly string[];
  readonly r: IndexRecord;
}

/** Longer names are broken data; the letter cuts them there, too. */
const NAME_CHARS_MAX = 200;
const PEOPLE_PER_PIECE = 500;

/** Nobody is told about as "cannot tell": the law counts a risk as a leak. */
export function noticeCounts(classes: Readonly<Record<PersonClass, number>>): Record<NoticeClass, number> {
  const { confirmed, possible, cannotTell, notAffected } = classes;
  return { confirmed, possible: possible + cannotTell, notAffected };
}

/** What is written when the look-up is closed: the box then holds nobody. */
export async function* closedIndex(): AsyncGenerator<Uint8Array> {
  const head: IndexHead = { v: 1, state: "closed", runId: "", key: "", facts: null, letters: [] };
  yield lineOf(head);
}

/** Throws "lookup.counts" when people, facts and scope do not agree, "lookup.many" beyond the limit. */
export async function* writeIndex(
  source: LookUpSource,
  key: Uint8Array,
  language: Language,
): AsyncGenerator<Uint8Array> {
  const { runId, facts } = source;
  const counts = noticeCounts(source.classes);
  if (facts.scopeRunId !== runId || facts.counts === null || !agree(facts.counts, counts))
    throw trouble(language, "facts.counts");
  const letters = NOTICE_CLASSES.flatMap((of) =>
    LANGUAGES.map((told) => {
      const text = source.textOf(mailKey(of, told));
      return { class: of, language: told, text };
    }),
  );
  const head: IndexHead = {
    v: 1,
    state: "open",
    runId,
    key: Buffer.from(key).toString("base64"),
    facts,
    letters,
  };
  yield lineOf(head);
  const hashes = keyedHashes(key);
  const seen: Record<NoticeClass, number> = { confirmed: 0, possible: 0, notAffected: 0 };
  let people = 0;
  let piece: Uint8Array[] = [];
  for await (const person of source.people()) {
    if (++people > LOOK_UP_LIMITS.peopleMax)
      throw trouble(language, "many", { max: LOOK_UP_LIMITS.peopleMax });
    seen[person.class] += 1;
    piece.push(lineOf(lineFor(person, hashes)));
    if (people % PEOPLE_PER_PIECE !== 0) continue;
    yield Buffer.concat(piece);
    piece = [];
    // Buyers' requests share this thread.
    await breath();
  }
  yield Buffer.concat(piece);
  if (!agree(seen, counts)) throw trouble(language, "people.counts");
}

/** Whoever is found by an address was written to by mail. */
export function mailKey(of: NoticeClass, language: Language): PaperKey {
  return { kind: "email", class: of, language, report: 1 };
}

export function trouble(
  language: Language,
  word: "facts.counts" | "people.counts" | "many" | "damaged",
  values: Readonly<Record<string, string | number>> = {},
): MisemoriError {
  const code = { "facts.counts": "lookup.counts", "people.counts": "lookup.counts" } as Record<
    string,
    string
  >;
  return new MisemoriError(
    code[word] ?? `lookup.${word}`,
    say(lookUpWords, language, word, values),
    say(lookUpWords, language, `${word}.hint` as LookUpWord, values),
  );
}

function lineFor(person: Addressee, hashes: ReturnType<typeof keyedHashes>): IndexLine {
  const { email, orders } = person;
  const known = orders.slice(0, LOOK_UP_LIMITS.ordersMax).filter(({ ref }) => plainOrder(ref) !== "");
  const isReachable = plainEmail(email) !== "";
  return {
    m: isReachable ? hashes.mail(email).toString("base64") : null,
    p: isReachable ? known.map(({ ref }) => hashes.pair(email, ref).toString("base64")) : [],
    r: [
      person.class,
      person.name.slice(0, NAME_CHARS_MAX),
      person.items,
      orders.slice(0, LETTER_ORDERS_MAX).map(({ ref, day }) => [ref.slice(0, NAME_CHARS_MAX), day] as const),
      orders.length,
    ],
  };
}

function agree(a: Readonly<Record<NoticeClass, number>>, b: Readonly<Record<NoticeClass, number>>): boolean {
  return NOTICE_CLASSES.every((of) => a[of] === b[of]);
}

function lineOf(value: IndexHead | IndexLine): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
