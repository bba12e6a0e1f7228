// The index while the look-up is open: who is meant by an address and an order number, and that person's letter. In memory only;
// names and order numbers lie in flat buffers, addresses not at all.

import { setImmediate as breath } from "node:timers/promises";
import { LANGUAGES, type Language } from "../../kernel/index.ts";
import type { Addressee, NoticeClass, NoticeFacts, NoticePaper } from "../notices/contract.ts";
import { NOTICE_CLASSES } from "../notices/contract.ts";
import { readNotice } from "../notices/text.ts";
import { createHashTable } from "./hash-table.ts";
import { trouble, type IndexHead, type IndexLine, type IndexRecord } from "./index-file.ts";
import { keyedHashes } from "./keyed.ts";
import { jsonLines } from "./lines.ts";

/** Each step costs the same whether or not the person is known. */
export interface PeopleIndex {
  readonly runId: string;
  readonly people: number;
  readonly facts: NoticeFacts;
  readonly counts: Readonly<Record<NoticeClass, number>>;
  readonly mailHash: (email: string) => Buffer;
  readonly pairHash: (email: string, order: string) => Buffer;
  /** Number of the person, or -1. */
  readonly byMail: (hash: Buffer) => number;
  readonly byPair: (hash: Buffer) => number;
  /** For -1 a stand-in of the same make. */
  readonly person: (at: number) => Addressee;
  readonly letter: (of: NoticeClass, language: Language) => NoticePaper;
}

const CHUNK_BYTES = 1024 * 1024;
const PEOPLE_PER_BREATH = 500;
/** Worse first: who shares an address with somebody else is told the worse of both. */
const RANK: Readonly<Record<NoticeClass, number>> = { confirmed: 0, possible: 1, notAffected: 2 };
const STAND_IN: IndexRecord = ["confirmed", "山田 花子", [], [["MS-000000", "2026-01-01"]], 1];

/** Null when the box was written at closing. */
export async function openPeopleIndex(
  box: AsyncIterable<Uint8Array>,
  language: Language,
): Promise<PeopleIndex | null> {
  const lines = jsonLines(box);
  const first = await lines.next();
  const head = (first.done === true ? {} : first.value) as Partial<IndexHead>;
  if (head.state === "closed") {
    await lines.return(undefined);
    return null;
  }
  if (!isOpenHead(head)) throw trouble(language, "damaged");
  const [mails, pairs] = [createHashTable(), createHashTable()];
  const records = createRecords();
  const counts: Record<NoticeClass, number> = { confirmed: 0, possible: 0, notAffected: 0 };
  const ranks: number[] = [];
  const worse = (there: number, next: number): number =>
    (ranks[next] ?? 0) < (ranks[there] ?? 0) ? next : there;
  for await (const line of lines) {
    const { m, p, r } = line as IndexLine;
    const at = records.add(r);
    counts[r[0]] += 1;
    ranks.push(RANK[r[0]]);
    if (m !== null) mails.set(Buffer.from(m, "base64"), at, worse);
    for (const pair of p) pairs.set(Buffer.from(pair, "base64"), at, worse);
    // Buyers' requests share this thread.
    if (records.count() % PEOPLE_PER_BREATH === 0) await breath();
  }
  const standIn = Buffer.from(JSON.stringify(STAND_IN));
  const hashes = keyedHashes(Buffer.from(head.key, "base64"));
  const letters = lettersOf(head);
  return {
    runId: head.runId,
    people: records.count(),
    facts: head.facts,
    counts,
    mailHash: hashes.mail,
    pairHash: hashes.pair,
    byMail: mails.get,
    byPair: pairs.get,
    person: (at) => personOf(records.get(at) ?? standIn),
    letter: (of, told) => letters.get(`${of} ${told}`) ?? { subject: "", blocks: [] },
  };
}

type OpenHead = IndexHead & { readonly facts: NoticeFacts };

function isOpenHead(head: Partial<IndexHead>): head is OpenHead {
  return head.v === 1 && head.state === "open" && head.facts !== null && head.facts !== undefined;
}

function lettersOf({ letters }: IndexHead): ReadonlyMap<string, NoticePaper> {
  const texts = new Map(letters.map((letter) => [`${letter.class} ${letter.language}`, letter.text]));
  return new Map(
    NOTICE_CLASSES.flatMap((of) =>
      LANGUAGES.map((told) => [`${of} ${told}`, readNotice(texts.get(`${of} ${told}`) ?? "")] as const),
    ),
  );
}

/** Texts one after the other in chunks, found by number. */
function createRecords(): {
  add(record: IndexRecord): number;
  get(at: number): Buffer | undefined;
  count(): number;
} {
  const chunks: Buffer[] = [];
  let used = CHUNK_BYTES;
  const places: number[] = [];
  const lengths: number[] = [];
  return {
    add: (record) => {
      const text = Buffer.from(JSON.stringify(record));
      if (used + text.length > CHUNK_BYTES) {
        chunks.push(Buffer.alloc(Math.max(CHUNK_BYTES, text.length)));
        used = 0;
      }
      chunks.at(-1)?.set(text, used);
      places.push((chunks.length - 1) * CHUNK_BYTES + used);
      lengths.push(text.length);
      used += text.length;
      return places.length - 1;
    },
    get: (at) => {
      const [place, length] = [places[at], lengths[at]];
      if (place === undefined || length === undefined) return undefined;
      const from = place % CHUNK_BYTES;
      return chunks[Math.floor(place / CHUNK_BYTES)]?.subarray(from, from + length);
    },
    count: () => places.length,
  };
}

function personOf(bytes: Buffer): Addressee {
  const [of, name, items, orders, ordersInAll] = JSON.parse(bytes.toString("utf8")) as IndexRecord;
  const told = orders.map(([ref, day]) => ({ ref, day }));
  // The letter names the first ones and counts the rest.
  const rest = Array.from({ length: Math.max(0, ordersInAll - told.length) }, () => ({ ref: "", day: "" }));
  return {
    personId: "",
    name,
    email: "",
    postcode: "",
    address: [],
    orders: [...told, ...rest],
    items,
    class: of,
  };
}
