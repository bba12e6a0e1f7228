// A list from outside is used only when the makers signed it, it has the shape, and it is not older.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { ADVISORIES } from "./advisories.ts";
import { LIST_BYTES_MAX, openSignedList } from "./signed-list.ts";

const makers = generateKeyPairSync("ed25519");
const pem = makers.publicKey.export({ type: "spki", format: "pem" });
const entry = {
  id: "CVE-2027-1",
  aliases: ["x"],
  modified: "2027-01-01T00:00:00Z",
  summary: "s",
  affected: [
    {
      package: { ecosystem: "WordPress", name: "wordpress" },
      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "9.0" }] }],
    },
  ],
  references: [{ type: "ADVISORY", url: "https://example.invalid/" }],
};
const signed = (value: unknown, key = makers.privateKey): readonly [Buffer, Buffer] => {
  const bytes = Buffer.from(JSON.stringify(value));
  return [bytes, sign(null, bytes, key)];
};
const troubleOf = (bytes: Buffer, signature: Buffer, key = pem): string => {
  const opened = openSignedList(bytes, signature, key, ADVISORIES);
  return opened.ok ? "none" : opened.trouble;
};

test("a signed newer list is taken, its signature as bytes or as Base64", () => {
  const [bytes, signature] = signed([entry]);
  assert.equal(troubleOf(bytes, signature), "none");
  assert.equal(troubleOf(bytes, Buffer.from(`${signature.toString("base64")}\n`)), "none");
});

test("a changed byte, another key, a cut or missing signature refuse the list", () => {
  const [bytes, signature] = signed([entry]);
  const changed = Buffer.from(bytes);
  changed[20] = (changed[20] ?? 0) ^ 1;
  assert.equal(troubleOf(changed, signature), "unsigned");
  assert.equal(troubleOf(...signed([entry], generateKeyPairSync("ed25519").privateKey)), "unsigned");
  for (const bad of [Buffer.alloc(0), signature.subarray(1), Buffer.alloc(64), Buffer.from("no signature")])
    assert.equal(troubleOf(bytes, bad), "unsigned");
});

test("keys of other kinds and broken keys are no keys", () => {
  const [bytes, signature] = signed([entry]);
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
  for (const key of ["", "garbage", other.export({ type: "spki", format: "pem" })])
    assert.equal(troubleOf(bytes, signature, key), "no-key");
});

test("what is signed and still no list of weaknesses is refused", () => {
  const without = (key: string): unknown =>
    Object.fromEntries(Object.entries(entry).filter(([one]) => one !== key));
  const ranges = (events: unknown): unknown => [
    {
      ...entry,
      affected: [{ package: entry.affected[0]?.package, ranges: [{ type: "ECOSYSTEM", events }] }],
    },
  ];
  const wrong: unknown[] = [
    {},
    [],
    null,
    [1],
    [{ ...entry, modified: "yesterday" }],
    [{ ...entry, id: "a b" }],
    ranges([{ introduced: "x" }]),
    ranges([{ evil: "1.0" }]),
    ...["id", "aliases", "affected", "references", "summary"].map((key) => [without(key)]),
  ];
  for (const value of wrong) assert.equal(troubleOf(...signed(value)), "shape", JSON.stringify(value));
});

test("a list older than the one in use, or larger than allowed, is refused", () => {
  assert.equal(troubleOf(...signed([{ ...entry, modified: "2020-01-01T00:00:00Z" }])), "older");
  assert.equal(troubleOf(Buffer.alloc(LIST_BYTES_MAX + 1, 32), Buffer.alloc(64)), "too-large");
});
