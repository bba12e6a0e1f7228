// The decoy keeps and shows nothing of other buyers, whatever the shop answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { manualClock, seededRandom } from "../../../kernel/index.ts";
import { createDecoys } from "./decoys.ts";
import { body, buyer, decline, escape, hex, learned, request, route, textOf } from "./shop.test-kit.ts";

test("nothing but the plain decline is shown before a second person was declined", () => {
  const { decoys, random } = learned(1);
  assert.doesNotMatch(textOf(decoys.make(route, request(9), body(buyer(9))).reply), /茶葉|山田/);
  // The same person again: same address, same e-mail on another device, same card.
  decoys.learn(route, request(0), body(buyer(0)), decline(buyer(0), random, 100_500));
  decoys.learn(route, request(77), body(buyer(0)), decline(buyer(0), random, 100_501));
  const other = { ...buyer(3), card: buyer(0).card };
  decoys.learn(route, request(78), body(other), decline(other, random, 100_502));
  assert.doesNotMatch(textOf(decoys.make(route, request(9), body(buyer(9))).reply), /茶葉|山田/);
});

test("a page that shows a buyer's stored name is never learned", () => {
  const random = seededRandom(3);
  const decoys = createDecoys({ clock: manualClock(), random });
  const stored = ["Tanaka", "Kobayashi", "Matsumoto", "Hayashi"];
  stored.forEach((name, i) => {
    const answer = {
      ...decline(buyer(i), random, 1),
      body: Buffer.from(`<p>Welcome back ${name}</p><p>declined</p>`),
    };
    decoys.learn(route, request(i), body(buyer(i)), answer);
  });
  const text = textOf(decoys.make(route, request(9), body(buyer(9))).reply);
  for (const name of stored) assert.ok(!text.includes(name), name);
});

test("an answer that shows the card number is never learned, and a card value never written back", () => {
  const random = seededRandom(3);
  const decoys = createDecoys({ clock: manualClock(), random });
  for (let i = 0; i < 4; i++) {
    const answer = { ...decline(buyer(i), random, 1), body: Buffer.from(`<p>declined ${buyer(i).card}</p>`) };
    decoys.learn(route, request(i), body(buyer(i)), answer);
  }
  assert.doesNotMatch(textOf(decoys.make(route, request(9), body(buyer(9))).reply), /\d{12}/);
});

test("markup in the tester's values is never carried into a page whose escaping is not known", () => {
  const random = seededRandom(4);
  const decoys = createDecoys({ clock: manualClock(), random });
  for (let i = 0; i < 3; i++) {
    const plain = { ...buyer(i), name: `Plainname${"ghi"[i]}` };
    const page = Buffer.from(`<html><p>declined</p><input value="${plain.name}"></html>`);
    decoys.learn(route, request(i), body(plain), { ...decline(plain, random, 1), body: page });
  }
  const friendly = { ...buyer(8), name: "Anothername" };
  assert.match(textOf(decoys.make(route, request(9), body(friendly)).reply), /value="Anothername"/);
  const hostile = { ...buyer(8), name: '"><script>alert(1)</script>' };
  const text = textOf(decoys.make(route, request(9), body(hostile)).reply);
  assert.doesNotMatch(text, /<script/);
});

test("what was learned survives as bytes that hold no buyer's values, and damaged bytes are ignored", () => {
  const { decoys } = learned(4);
  const bytes = decoys.snapshot();
  const text = Buffer.from(bytes).toString("utf8");
  for (let i = 0; i < 4; i++) {
    for (const value of [buyer(i).email, buyer(i).card, buyer(i).note, buyer(i).name])
      assert.ok(!text.includes(value), value);
  }
  const other = createDecoys({ clock: manualClock(), random: seededRandom(9) });
  other.restore(bytes);
  assert.match(textOf(other.make(route, request(9), body(buyer(9))).reply), /茶葉の店.*/);
  assert.ok(textOf(other.make(route, request(9), body(buyer(9))).reply).includes(buyer(9).email));
  for (const bad of [
    new Uint8Array(),
    Buffer.from("{"),
    Buffer.from('{"version":1}'),
    Buffer.from("null"),
    bytes.slice(0, 200),
  ]) {
    const fresh = createDecoys({ clock: manualClock(), random: seededRandom(9) });
    fresh.restore(bad);
    assert.match(textOf(fresh.make(route, request(9), body(buyer(9))).reply), /承認が得られませんでした/);
  }
  assert.ok(
    !Buffer.from(learned(1).decoys.snapshot()).toString().includes("茶葉"),
    "a single person's page is not kept",
  );
});

test("an answer too long or unread teaches its time and nothing else", () => {
  const random = seededRandom(8);
  const decoys = createDecoys({ clock: manualClock(), random });
  for (let i = 0; i < 6; i++) {
    const long = {
      ...decline(buyer(i), random, 1, 5_000),
      body: i % 2 === 0 ? undefined : Buffer.alloc(70_000, "a"),
    };
    decoys.learn(route, request(i), body(buyer(i)), long);
  }
  const made = decoys.make(route, request(9), body(buyer(9)));
  assert.match(textOf(made.reply), /承認が得られませんでした/);
  assert.ok(made.delayMs > 4_800 && made.delayMs < 5_200);
});

test("property: no four characters of another buyer's values appear unless the shop shows them to everyone", () => {
  const word = fc.string({
    unit: fc.constantFrom(..."ghijkmnpqrtuvwxyzGHJKLMNPQRST&<'\"京都市山田花子".split("")),
    minLength: 4,
    maxLength: 16,
  });
  const person = fc.record({ name: word, note: word, email: word.map((w) => `${w}@${w}`) });
  const place = fc.constantFrom("name", "note", "email", "stored", "token", "number", "fixed");
  const page = fc.array(place, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      page,
      fc.array(person, { minLength: 3, maxLength: 6 }),
      fc.nat(),
      fc.boolean(),
      (places, people, seed, json) => {
        const random = seededRandom(seed);
        const decoys = createDecoys({ clock: manualClock(), random });
        const stored = people.map(() =>
          hex(random, 6).replace(/./g, (c) => "ghijklmnopqrstuv"[Number.parseInt(c, 16)] ?? c),
        );
        const render = (i: number): string =>
          places
            .map((kind) => {
              const p = people[i]!;
              if (kind === "stored") return `<b>${stored[i]}</b>`;
              if (kind === "token") return `<i>${hex(random, 16)}</i>`;
              if (kind === "number") return `<u>${Math.floor(random.unit() * 900_000) + 100_000}</u>`;
              if (kind === "fixed") return "<p>お支払いできません declined</p>";
              return json
                ? `"${JSON.stringify(p[kind as "name"]).slice(1, -1)}"`
                : `<i>${escape(p[kind as "name"])}</i>`;
            })
            .join("\n");
        const answers = people.map((_, i) => render(i));
        const bodies = people.map((p) =>
          Buffer.from(new URLSearchParams({ name: p.name, note: p.note, email: p.email }).toString()),
        );
        for (let i = 1; i < people.length; i++) {
          const answer = { status: 200, headers: {}, body: Buffer.from(answers[i]!), shopMs: 1 };
          decoys.learn(route, request(i), bodies[i]!, answer);
        }
        const made = textOf(decoys.make(route, request(0), bodies[0]!).reply);
        const own = answers[0]! + bodies[0]!.toString() + Object.values(people[0]!).join("\n");
        const plain = textOf(
          createDecoys({ clock: manualClock(), random }).make(route, request(0), bodies[0]!).reply,
        );
        for (let i = 1; i < people.length; i++) {
          for (const value of [...Object.values(people[i]!), stored[i]!]) {
            for (let at = 0; at + 4 <= value.length; at++) {
              const run = value.slice(at, at + 4);
              const allowed =
                own.includes(run) || plain.includes(run) || answers.slice(1).every((a) => a.includes(run));
              assert.ok(allowed || !made.includes(run), `${run} of person ${i} in ${made}`);
            }
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});
