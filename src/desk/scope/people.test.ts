// One person, one class: whatever the rows, their order and their spelling.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { CLASSES } from "./contract.ts";
import { found } from "./judge.ts";
import { createPeople, keyOfEmail, keyOfMember } from "./people.ts";

interface Row {
  readonly email: number | null;
  readonly member: number | null;
  readonly class: number;
}
const ROWS = fc.array(
  fc.record({
    email: fc.option(fc.integer({ min: 0, max: 9 })),
    member: fc.option(fc.integer({ min: 1, max: 9 })),
    class: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 40 },
);

function peopleOf(rows: readonly Row[]) {
  const people = createPeople();
  for (const [i, row] of rows.entries()) {
    const keys = [
      row.email === null ? undefined : keyOfEmail(`${i % 2 === 0 ? "USER" : "user"}${row.email}@Example.jp`),
      row.member === null ? undefined : keyOfMember(String(row.member)),
    ].filter((key) => key !== undefined);
    if (keys.length > 0)
      people.note(
        people.meet(keys),
        found(CLASSES[row.class] ?? "notAffected", "card-typed", `x:${row.class}`, "", ["holder"]),
      );
  }
  return [...people.all((person) => person)];
}

/** The plain way: join until nothing joins any more. */
function groupsOf(rows: readonly Row[]): { keys: Set<string>; class: number }[] {
  let groups: { keys: Set<string>; class: number }[] = [];
  for (const row of rows) {
    const keys = new Set([
      row.email === null ? "" : `e${row.email}`,
      row.member === null ? "" : `m${row.member}`,
    ]);
    keys.delete("");
    if (keys.size === 0) continue;
    const same = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    groups = groups.filter((group) => !same.includes(group));
    groups.push({
      keys: new Set([...keys, ...same.flatMap((group) => [...group.keys])]),
      class: Math.min(row.class, ...same.map((group) => group.class)),
    });
  }
  return groups;
}

test("classes cover every person exactly once, with the worst class of all joined rows", () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      const people = peopleOf(rows);
      const groups = groupsOf(rows);
      assert.equal(new Set(people.map((person) => person.personId)).size, people.length);
      const count = (given: number): number => groups.filter((group) => group.class === given).length;
      assert.deepEqual(
        CLASSES.map((given) => people.filter((person) => person.class === given).length),
        CLASSES.map((_, i) => count(i)),
      );
      for (const person of people) assert.ok(person.evidence.length > 0);
    }),
  );
});

test("the order of rows changes nothing", () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      const even = rows.map((row, i) => ({ row, i })).filter(({ i }) => i % 2 === 0);
      const odd = rows.map((row, i) => ({ row, i })).filter(({ i }) => i % 2 === 1);
      const mixed = [...odd, ...even].map(({ row }) => row).toReversed();
      assert.deepEqual(peopleOf(mixed), peopleOf(rows));
    }),
  );
});

test("guests have no member id, and what is no address joins nobody", () => {
  for (const guest of ["", "0", "000", " NULL ", "ゲスト", "０"]) assert.equal(keyOfMember(guest), undefined);
  for (const no of ["", "なし", "a@", "a b@c.jp", "@c.jp"]) assert.equal(keyOfEmail(no), undefined);
  assert.equal(keyOfEmail(" Ｔａｒｏ＠Example.JP "), "email:taro@example.jp");
});
