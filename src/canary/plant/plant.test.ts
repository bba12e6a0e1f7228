// Planted customers: repeatable by key, unique, unlike nobody's telephone, in each shop's columns; and a simple classifier that tries
// to tell them from customers.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom, type Random } from "../../kernel/index.ts";
import type { PlantedCanary } from "../ports.ts";
import { PLANT_FORMATS, plantCsv } from "./formats.ts";
import { canaryPredicate, planPlanting, type PlantWish } from "./plant.ts";
import { GIVEN_NAMES, HOUSES, PLACES, SURNAMES } from "./tables.ts";

const NOW_MS = Date.UTC(2026, 10, 16);
const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);
const WISH: PlantWish = {
  system: "倉庫",
  period: "2026-W47",
  count: 3,
  at: { domain: "leak.example.jp" },
  telephone: "unassigned",
  nowMs: NOW_MS,
};

function addresses(key: Uint8Array, more: Partial<PlantWish> = {}): string {
  return planPlanting(key, { ...WISH, ...more }, [])
    .map(({ canary }) => canary.address)
    .join();
}

test("the same key and wish give the same customers, another key, system or period others", () => {
  assert.equal(addresses(KEY), addresses(KEY));
  const others = [
    addresses(KEY),
    addresses(KEY.map((byte) => byte ^ 1)),
    addresses(KEY, { system: "お店" }),
    addresses(KEY, { period: "2026-W48" }),
  ];
  assert.equal(new Set(others).size, 4);
});

test("no two of a thousand canaries share an address, and an address that is taken is not given again", () => {
  const planted: PlantedCanary[] = [];
  for (let week = 0; week < 20; week++) {
    const customers = planPlanting(KEY, { ...WISH, period: `w${week}`, count: 50 }, planted);
    for (const { canary } of customers) planted.push(canary);
  }
  assert.equal(new Set(planted.map(({ address }) => address)).size, 1_000);
  const [first] = planPlanting(KEY, WISH, []);
  assert.ok(first !== undefined);
  const stranger = { ...first.canary, id: "cn_stranger" };
  assert.notEqual(planPlanting(KEY, WISH, [stranger])[0]?.canary.address, stranger.address);
});

test("every telephone number begins where the numbering plan has no subscribers; none is given when none is wished", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
      for (const { person, canary } of planPlanting(key, WISH, [])) {
        assert.match(person.telephone, /^0[79]0-0\d{3}-\d{4}$/);
        assert.match(canary.address, /^[a-z._-]+\d{3,4}@leak\.example\.jp$/);
        assert.ok(
          PLACES.some(([postcode, , , city]) => postcode === person.postcode && city === person.city),
        );
        assert.ok(!Number.isNaN(Date.parse(person.birthday)));
      }
      for (const { person } of planPlanting(key, { ...WISH, telephone: "none" }, []))
        assert.equal(person.telephone, "");
    }),
    { numRuns: 50 },
  );
});

test("a set planted again in another year is the same one", () => {
  const first = planPlanting(KEY, WISH, []);
  const later = planPlanting(
    KEY,
    { ...WISH, nowMs: NOW_MS + 400 * 86_400_000 },
    first.map(({ canary }) => canary),
  );
  assert.deepEqual(
    later.map(({ person }) => person),
    first.map(({ person }) => person),
  );
});

test("a mailbox takes its canaries as sub-addresses", () => {
  const [one] = planPlanting(KEY, { ...WISH, at: { mailbox: "Info@shop.example.jp" } }, []);
  assert.match(one?.canary.address ?? "", /^info\+[a-z._-]+\d{3,4}@shop\.example\.jp$/);
});

test("the predicate knows canaries however their address is written, and no one else", () => {
  const planted = planPlanting(KEY, WISH, []).map(({ canary }) => canary);
  const isCanary = canaryPredicate(planted);
  assert.ok(isCanary(` ${planted[0]?.address.toUpperCase()} `));
  assert.ok(!isCanary("hanako@example.jp"));
});

test("each format has a heading and one row for each customer, in UTF-8 and in Shift_JIS", () => {
  const customers = planPlanting(KEY, { ...WISH, count: 50 }, []);
  for (const format of PLANT_FORMATS) {
    const utf8 = new TextDecoder().decode(plantCsv(customers, format, "utf-8"));
    const sjis = new TextDecoder("shift_jis").decode(plantCsv(customers, format, "shift_jis"));
    assert.equal(sjis, utf8);
    const lines = utf8.trimEnd().split("\r\n");
    assert.equal(lines.length, 51);
    for (const line of lines) assert.equal(line.split(",").length, lines[0]?.split(",").length);
    for (const { canary } of customers) assert.ok(utf8.includes(canary.address));
  }
});

test("every name, place and house can be written in Shift_JIS", () => {
  const all = [SURNAMES, ...GIVEN_NAMES.map(({ names }) => names), PLACES, HOUSES].flat(3).join("");
  assert.doesNotMatch(all, /[?\ufffd]/);
  const customers = planPlanting(KEY, { ...WISH, count: 50 }, []);
  assert.ok(!plantCsv(customers, "eccube4", "shift_jis").includes(0x3f));
});

/**
 * A customer as shops have them, made by rules of its own: what people choose as mail names, with and without digits, and addresses
 * with and without a house. Names and towns come from the same public facts: which are common is no secret.
 */
function customer(random: Random): string {
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random.unit() * list.length)];
    assert.ok(one !== undefined);
    return one;
  };
  const surname = SURNAMES[Math.floor(random.unit() ** 1.7 * SURNAMES.length)] ?? pick(SURNAMES);
  const year = 1955 + Math.floor(random.unit() * 50);
  const sex = random.unit() < 0.6 ? "female" : "male";
  const given = pick(GIVEN_NAMES.find((one) => one.sex === sex && year <= one.until)?.names ?? []);
  const joint = pick(["", "", ".", "_", "-"]);
  const words = random.unit() < 0.5 ? [given[2], surname[2]] : [surname[2], given[2]];
  const name =
    random.unit() < 0.7
      ? words.join(joint)
      : pick([given[2], `${given[2].slice(0, 1)}${joint}${surname[2]}`]);
  const date = `${twoDigits(1 + Math.floor(random.unit() * 12))}${twoDigits(1 + Math.floor(random.unit() * 31))}`;
  // Some have no digits at all; the others a birthday, a year and something, or any number.
  const digits = pick([
    "",
    date,
    date,
    date,
    `${twoDigits(year)}${twoDigits(Math.floor(random.unit() * 100))}`,
    `${1_000 + Math.floor(random.unit() * 9_000)}`,
    `${1_000 + Math.floor(random.unit() * 9_000)}`,
    String(100 + Math.floor(random.unit() * 900)),
    String(100 + Math.floor(random.unit() * 900)),
  ]);
  const [postcode, prefecture, , city, town, chomeMax] = pick(PLACES);
  const chome = chomeMax === 0 ? "" : `${1 + Math.floor(random.unit() * chomeMax)}-`;
  const lot = `${1 + Math.floor(random.unit() * 28)}-${1 + Math.floor(random.unit() * 22)}`;
  const house =
    random.unit() < 0.5
      ? ` ${pick(HOUSES)}${town} ${1 + Math.floor(random.unit() * 4)}0${1 + Math.floor(random.unit() * 6)}`
      : "";
  const kana = `${surname[1]} ${given[1]}`;
  return [
    surname[0] + given[0],
    kana,
    `${name}${digits}`,
    postcode,
    `${prefecture}${city}${town}${chome}${lot}${house}`,
  ].join("|");
}

function twoDigits(number: number): string {
  return String(number % 100).padStart(2, "0");
}

function canaryText(key: number): string {
  const [one] = planPlanting(KEY, { ...WISH, system: `s${key}`, count: 1 }, []);
  assert.ok(one !== undefined);
  const { person } = one;
  const address = `${person.prefecture}${person.city}${person.street}${person.building === "" ? "" : ` ${person.building}`}`;
  return [
    person.surname + person.given,
    `${person.surnameKana} ${person.givenKana}`,
    person.mailName,
    person.postcode,
    address,
  ].join("|");
}

/** Letters in twos and threes, and the shape of the record: digits as 9, other letters as a. Hashed into 4,096 places. */
function features(text: string): Set<number> {
  const shape = text
    .replaceAll(/\d/g, "9")
    .replaceAll(/[a-z]+/g, "a")
    .replaceAll(/[^\dA-Za-z|._ -]+/gu, "k");
  const places = new Set<number>();
  for (const [salt, source] of [text, shape].entries())
    for (const length of [2, 3])
      for (let i = 0; i + length <= source.length; i++) {
        let hash = 17 + salt;
        for (const letter of source.slice(i, i + length))
          hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
        places.add(hash % 4_096);
      }
  return places;
}

test("a logistic regression on letter groups and shapes stays near chance at telling canaries from customers", () => {
  const random = seededRandom(47);
  const examples = Array.from({ length: 3_000 }, (_, i) => ({
    features: features(i % 2 === 0 ? canaryText(i) : customer(random)),
    isCanary: i % 2 === 0,
  }));
  const [learnt, asked] = [examples.slice(0, 2_000), examples.slice(2_000)];
  const weights = new Float64Array(4_096);
  const score = (places: Set<number>): number => {
    let sum = 0;
    for (const place of places) sum += weights[place] ?? 0;
    return 1 / (1 + Math.exp(-sum));
  };
  for (let round = 0; round < 15; round++)
    for (const { features: places, isCanary } of learnt) {
      const step = 0.02 * ((isCanary ? 1 : 0) - score(places));
      for (const place of places) weights[place] = (weights[place] ?? 0) * 0.9999 + step;
    }
  const right = asked.filter(({ features: places, isCanary }) => score(places) > 0.5 === isCanary).length;
  assert.ok(right / asked.length < 0.62, `${right} of ${asked.length}`);
});
