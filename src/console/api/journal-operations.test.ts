// The journal over the API: newest first, by kind and time, page after page without a gap, and only for those who may.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { JournalEntry } from "../../journal/index.ts";
import { openGround } from "./ground.ts";

interface Page {
  readonly entries: readonly { readonly seq: number; readonly kind: string; readonly facts: object }[];
  readonly nextBeforeSeq: number | null;
}

/** As many entries as a busy year leaves, most of them of one kind. */
function journalOf(count: number): { entries: JournalEntry[]; reads: number[] } & Reader {
  const entries = Array.from({ length: count }, (_, i): JournalEntry => {
    const kind = i % 5_000 === 0 ? "incident.opened" : i % 7 === 0 ? "journal.checkpoint" : "hold.created";
    return {
      seq: i + 1,
      atMs: i * 1_000,
      kind,
      by: "misemori",
      facts: `{"i":${i}}`,
      previous: "",
      hash: "ab",
    };
  });
  const reads: number[] = [];
  return {
    entries,
    reads,
    last: async () => entries.at(-1),
    read: async ({ fromSeq, limit }) => {
      reads.push(limit);
      return entries.slice(fromSeq - 1, fromSeq - 1 + limit);
    },
  };
}
interface Reader {
  last(): Promise<JournalEntry | undefined>;
  read(query: { fromSeq: number; limit: number }): Promise<readonly JournalEntry[]>;
}

async function open(t: { after: (end: () => Promise<void>) => void }, journal: Reader) {
  const made = await openGround({ journalEntries: journal });
  t.after(() => made.console.close());
  await made.nameOwner();
  const token = await made.tokenFor("journal:read");
  const ask = async (query: string): Promise<Page> => {
    const answer = await made.get(`/v1/journal${query}`, token);
    assert.equal(answer.status, 200, query);
    return (await answer.json()) as unknown as Page;
  };
  return { made, token, ask };
}

test("tells the newest first, without signatures unless they are asked for, and goes on where it stopped", async (t) => {
  const { ask } = await open(t, journalOf(3_000));
  const seqs: number[] = [];
  let query = "?limit=200";
  for (;;) {
    const { entries, nextBeforeSeq } = await ask(query);
    seqs.push(...entries.map(({ seq }) => seq));
    if (nextBeforeSeq === null) break;
    query = `?limit=200&beforeSeq=${nextBeforeSeq}`;
  }
  const expected = journalOf(3_000).entries.filter(({ kind }) => kind !== "journal.checkpoint");
  assert.deepEqual(seqs, expected.map(({ seq }) => seq).toReversed());
  const signed = await ask("?kind=journal");
  assert.ok(signed.entries.every(({ kind }) => kind === "journal.checkpoint"));
  assert.equal(signed.entries.length, 100);
});

test("finds a kind and a day among very many by looking at no more than twenty pages at once", async (t) => {
  const journal = journalOf(25_000);
  const { ask } = await open(t, journal);
  const first = await ask("?kind=incident");
  assert.ok(journal.reads.length <= 20);
  const second = await ask(`?kind=incident&beforeSeq=${String(first.nextBeforeSeq)}`);
  const found = [...first.entries, ...second.entries].map(({ seq }) => seq);
  assert.deepEqual(found, [20_001, 15_001, 10_001, 5_001, 1]);
  assert.deepEqual(first.entries[0]?.facts, { i: 20_000 });
  const day = await ask("?fromMs=24000000&toMs=24003000");
  assert.deepEqual(
    day.entries.map(({ seq }) => seq),
    [24_003, 24_002, 24_001].filter((seq) => journal.entries[seq - 1]?.kind !== "journal.checkpoint"),
  );
});

test("an empty journal is no error, a wrong question is one, and a token without the right reads nothing", async (t) => {
  const { made, token, ask } = await open(t, { last: async () => undefined, read: async () => [] });
  assert.deepEqual(await ask(""), { entries: [], nextBeforeSeq: null });
  for (const query of ["?limit=201", "?kind=A;drop", "?beforeSeq=0", "?other=1"])
    assert.equal((await made.get(`/v1/journal${query}`, token)).status, 422, query);
  const other = await made.tokenFor("incidents:read");
  assert.equal((await made.get("/v1/journal", other)).status, 403);
  assert.equal((await made.get("/v1/journal")).status, 401);
});
