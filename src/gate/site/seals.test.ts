// After all sessions were ended: no session passes that the shop did not give out since, however it is dressed up.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createSeals, SEAL_COOKIE } from "./seals.ts";
import { sessionNames } from "./session-names.ts";

const T = 1_790_000_000_000;
const names = sessionNames(["ECSESSID", "wordpress_*", "session"]);
const seals = createSeals([new Uint8Array(32).fill(7)], names);

function sealOf(name: string, value: string, fromMs = T): string {
  return seals.sealsFor([`${name}=${value}; Path=/; Secure`], fromMs)[0]?.split(";")[0] ?? "";
}

test("a session the shop gave out after the ending passes with its seal, and the seal stays at the gate", () => {
  const cookie = `a=1; ECSESSID=fresh; ${sealOf("ECSESSID", "fresh")}; b=2`;
  assert.deepEqual(seals.strip(cookie, T), { kept: "a=1; ECSESSID=fresh; b=2", removed: [] });
});

test("a stolen session with the fresh seal of the thief's own session does not pass", () => {
  const own = sealOf("ECSESSID", "thief");
  const cookie = `ECSESSID=stolen; ECSESSID=thief; ${own}; ${SEAL_COOKIE}session=${own.split("=")[1]}; session=thief`;
  assert.deepEqual(seals.strip(cookie, T), { kept: "ECSESSID=thief", removed: ["ECSESSID", "session"] });
});

test("a seal of an earlier ending is void", () => {
  const cookie = `ECSESSID=fresh; ${sealOf("ECSESSID", "fresh")}`;
  assert.equal(seals.strip(cookie, T + 1).kept, "");
});

test("spellings that a shop could take for its session are taken out like the session", () => {
  const disguises = [
    "ecsessid=x",
    "ECSESSID%00a=x",
    "%45CSESSID=x",
    "%2545CSESSID=x",
    "ECSESSID[a]=x",
    "wordpress[logged_in_1=x",
    "wordpress.logged_in_1=x",
    "a=1,ECSESSID=x",
    "a=1 ECSESSID=x",
    "=ECSESSID=x",
    'a="1; ECSESSID=x"',
  ];
  for (const disguise of disguises) assert.doesNotMatch(seals.strip(disguise, T).kept, /=x/, disguise);
});

test("a seal goes wherever its session goes, hidden from scripts, and ends with it", () => {
  const [seal] = seals.sealsFor(["session=v; Domain=shop.example; Path=/x; Max-Age=0"], T);
  assert.match(
    seal ?? "",
    /^misemori_s_session=[\w-]{22}; Domain=shop\.example; Path=\/x; Max-Age=0; HttpOnly$/,
  );
  assert.deepEqual(seals.sealsFor(["theme=dark; Path=/", "sess ion=x"], T), []);
});

test("whatever is sent, no session value passes that the shop did not give out since", () => {
  const value = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  const name = fc.constantFrom("ECSESSID", "wordpress_a", "session", "ecsessid");
  const given = fc.array(fc.tuple(name, value), { maxLength: 4 });
  const sent = fc.array(fc.tuple(name, value), { maxLength: 6 });
  const forged = fc.array(fc.tuple(name, fc.stringMatching(/^[\w-]{22}$/)), { maxLength: 3 });
  fc.assert(
    fc.property(given, sent, forged, given, (shopGave, cookies, forgeries, before) => {
      const parts = [
        ...shopGave.map(([n, v]) => sealOf(n, v)),
        ...before.map(([n, v]) => sealOf(n, v, T - 1)),
        ...forgeries.map(([n, v]) => `${SEAL_COOKIE}${n}=${v}`),
        ...cookies.map(([n, v]) => `${n}=${v}`),
      ];
      const { kept } = seals.strip(parts.join("; "), T);
      const isGiven = (pair: string): boolean => shopGave.some(([n, v]) => `${n}=${v}` === pair);
      return kept === "" || kept.split("; ").every(isGiven);
    }),
  );
});

test("a token passes only with its own seal", () => {
  const sealed = seals.sealToken("abc.def", T);
  assert.equal(seals.openToken(sealed, T), "abc.def");
  const mine = sealed.slice("abc.def".length);
  for (const wrong of [`abc${mine}`, "abc.def", "", `stolen${mine}`])
    assert.equal(seals.openToken(wrong, T), undefined);
  assert.equal(seals.openToken(sealed, T + 1), undefined);
});
