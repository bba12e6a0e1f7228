// Moments of an incident: the shop's own day and hour for every reader, into a date field and out again, across clocks that jump.

import assert from "node:assert/strict";
import { test } from "node:test";
import { speechIn } from "../ground/speech.ts";
import { isElsewhere, momentOf, momentText, tellMoment, zoneName } from "./moments.ts";

const TOKYO = "Asia/Tokyo";
const ja = speechIn("ja");
const en = speechIn("en");
const MINUTE_MS = 60_000;

test("an end at midnight is said as the end of the shop's day before", () => {
  const midnight = Date.parse("2026-06-30T00:00+09:00");
  assert.equal(tellMoment(ja, midnight, TOKYO), "2026年6月29日(月) 24:00");
  assert.match(tellMoment(en, midnight, TOKYO), /Mon.* 29 Jun.* 2026 24:00/);
  assert.equal(tellMoment(ja, midnight + 5 * MINUTE_MS, TOKYO), "2026年6月30日(火) 00:05");
  assert.equal(tellMoment(ja, midnight, "Europe/Paris"), "2026年6月29日(月) 17:00");
});

test("moments go into a date field and out again to the minute, in any zone; no date is none", () => {
  const atMs = Date.parse("2026-05-01T10:00:30+09:00");
  assert.equal(momentText(atMs, TOKYO), "2026-05-01T10:00");
  for (const zone of [TOKYO, "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])
    for (const at of [atMs, Date.parse("2026-01-01T00:00Z"), Date.parse("2026-10-25T01:30Z")])
      assert.equal(momentOf(momentText(at, zone), zone), Math.floor(at / MINUTE_MS) * MINUTE_MS, zone);
  for (const text of ["", "きのう", "2026-05-01", "2026-13-40T99:99"])
    assert.equal(momentOf(text, TOKYO), null, text);
  assert.equal(momentText(null, TOKYO), "");
});

test("an hour that a clock jumps over is read as a moment beside the jump", () => {
  const jumpMs = Date.parse("2026-03-29T01:00Z");
  const read = momentOf("2026-03-29T02:30", "Europe/Paris") ?? 0;
  assert.ok(Math.abs(read - jumpMs) <= 60 * MINUTE_MS, new Date(read).toISOString());
});

test("a reader elsewhere is told whose clock it is", () => {
  const nowMs = Date.parse("2026-05-01T10:00Z");
  assert.equal(zoneName(ja, nowMs, TOKYO), "日本標準時");
  assert.equal(zoneName(en, nowMs, TOKYO), "Japan Standard Time");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  assert.equal(isElsewhere(nowMs, own), false);
  assert.equal(isElsewhere(nowMs, own === "Pacific/Apia" ? TOKYO : "Pacific/Apia"), true);
});
