// Known and unknown people cost the same steps; and look-up, letter, page and answers never tell two things.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NOTICE_CLASSES, type NoticeClass, type NoticeFacts } from "../notices/contract.ts";
import { CARD_LEAK } from "../notices/draft/facts.fixture.ts";
import { fillPaper } from "../notices/render/fill.ts";
import { blocksHtml } from "../notices/render/mail.ts";
import { readNotice } from "../notices/text.ts";
import { isOnFile, letterByCode, letterByOrder } from "./answer.ts";
import { noticeCounts, writeIndex } from "./index-file.ts";
import { openPeopleIndex, type PeopleIndex } from "./people-index.ts";
import { classesOf, personOf, sourceFor, THREE } from "./stage.fixture.ts";

/** Counts what is asked of the index; each costs the same for everybody. */
function counted(index: PeopleIndex): { readonly index: PeopleIndex; readonly done: string[] } {
  const done: string[] = [];
  const noting =
    <A extends readonly unknown[], R>(name: string, work: (...given: A) => R) =>
    (...given: A): R => {
      done.push(name);
      return work(...given);
    };
  return {
    done,
    index: {
      ...index,
      mailHash: noting("hash mail", index.mailHash),
      pairHash: noting("hash pair", index.pairHash),
      byMail: noting("find mail", index.byMail),
      byPair: noting("find pair", index.byPair),
      person: noting("read person", index.person),
      letter: noting("take letter", index.letter),
    },
  };
}

test("known and unknown people cost the same steps, whichever way they ask", async () => {
  const people = [...THREE, personOf(4, "confirmed", { orders: [] })];
  const written = writeIndex(sourceFor(people), Buffer.alloc(32, 1), "ja");
  const whole = await openPeopleIndex(written, "ja");
  assert.ok(whole !== null);
  const steps = (work: (index: PeopleIndex) => unknown): readonly string[] => {
    const { index, done } = counted(whole);
    work(index);
    return done;
  };
  const mails = people.map(({ email }) => email).concat("nobody@x.example", "");
  const [first = ""] = mails;
  const order = steps((index) => letterByOrder(index, { email: first, order: "MS-1001" }, "ja"));
  const code = steps((index) => letterByCode(index, { email: first, isRight: true }, "ja"));
  const file = steps((index) => isOnFile(index, first));
  assert.equal(order.length, 6);
  for (const email of mails) {
    for (const ref of ["MS-1001", "MS-1002", "X", ""])
      assert.deepEqual(
        steps((index) => letterByOrder(index, { email, order: ref }, "ja")),
        order,
      );
    for (const isRight of [true, false])
      assert.deepEqual(
        steps((index) => letterByCode(index, { email, isRight }, "ja")),
        code,
      );
    assert.deepEqual(
      steps((index) => isOnFile(index, email)),
      file,
    );
  }
});

test("for any scope and facts, look-up, letter, page and answers tell the same counts and verdicts", async () => {
  const people = fc.array(
    fc.record({
      of: fc.constantFrom<NoticeClass>(...NOTICE_CLASSES),
      orders: fc.nat(8),
      isTold: fc.boolean(),
    }),
    { minLength: 1, maxLength: 40 },
  );
  const facts = fc.record({
    hasHint: fc.boolean(),
    reissue: fc.constantFrom<NoticeFacts["offers"]["reissue"]>("shop", "card-company", "none", null),
    type: fc.constantFrom<NoticeFacts["type"]>("card-leak", "personal-leak", "email-leak"),
  });
  await fc.assert(
    fc.asyncProperty(people, facts, async (list, given) => {
      const everybody = list.map(({ of, orders, isTold }, i) =>
        personOf(i, of, {
          orders: Array.from({ length: orders + 1 }, (_, n) => ({ ref: `R${i}-${n}`, day: "2026-02-03" })),
          email: isTold ? `p${i}@x.example` : "",
        }),
      );
      const classes = classesOf(everybody);
      // Those nobody can tell about are told as possible.
      const cannotTell = Math.floor(classes.possible / 2);
      const scope = { ...classes, possible: classes.possible - cannotTell, cannotTell };
      const made = sourceFor(everybody, {
        facts: {
          type: given.type,
          offers: { reissue: given.reissue, more: null },
          ...(given.hasHint ? {} : { days: { ...CARD_LEAK.days, hint: null } }),
        },
      });
      const source = { ...made, classes: scope };
      const index = await openPeopleIndex(writeIndex(source, Buffer.alloc(32, 3), "ja"), "ja");
      assert.ok(index !== null);
      assert.deepEqual(index.counts, noticeCounts(scope));
      assert.equal(index.people, everybody.length);
      for (const person of everybody) {
        const order = person.orders.at(-1)?.ref ?? "";
        const told = letterByOrder(index, { email: person.email, order }, "ja");
        const key = { kind: "letter", class: person.class, language: "ja", report: 1 } as const;
        const letter = fillPaper(readNotice(source.textOf(key)), person, source.facts, "ja");
        assert.ok(letter.ok);
        if (person.email === "") assert.equal(told, null);
        else
          assert.deepEqual(told, { title: letter.value.subject, html: blocksHtml(letter.value.blocks, 2) });
      }
      const { confirmed, possible } = noticeCounts(scope);
      for (const kind of ["page", "qa"] as const) {
        const text = source.textOf({ kind, class: null, language: "ja", report: 1 });
        assert.ok(text.includes(`漏えいが確認された方は${confirmed}名、可能性のある方は${possible}名`), text);
      }
    }),
    { numRuns: 40 },
  );
});
