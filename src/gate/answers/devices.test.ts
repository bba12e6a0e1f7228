// The device token: known again, not to be forged, borne over a change of keys.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock, seededRandom } from "../../kernel/index.ts";
import { createDeviceTokens } from "./devices.ts";
import { cookieOf, sampleRequest } from "./samples.test-kit.ts";

const [oldKey, newKey] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

function tokens(keys: readonly Uint8Array[], clock = manualClock(), seed = 1) {
  return createDeviceTokens({ keys, clock, random: seededRandom(seed) });
}
function withCookie(cookie: string) {
  return sampleRequest({ headers: { cookie } });
}

test("a token that was issued is read again with its age, among other cookies", () => {
  const clock = manualClock();
  const devices = tokens([newKey], clock);
  const issuedAtMs = clock.nowMs();
  const { id, setCookie } = devices.issue("https");
  assert.match(id, /^[0-9a-f]{16}$/);
  assert.match(setCookie, /; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/);
  assert.doesNotMatch(devices.issue("http").setCookie, /Secure/);
  clock.advance(5_000);
  const cookie = cookieOf(setCookie);
  for (const header of [
    cookie,
    `a=1; ${cookie}; b=2`,
    `xmisemori_d=1;${cookie}`,
    `misemori_d=short; ${cookie}`,
  ]) {
    assert.deepEqual(devices.read(withCookie(header)), { id, issuedAtMs });
  }
  assert.deepEqual(devices.read(withCookie(cookie)), { id, issuedAtMs }, "from memory as well");
});

test("the newest key signs, older keys are still believed, foreign ones never", () => {
  const before = tokens([oldKey]).issue("https");
  const after = tokens([newKey, oldKey], manualClock(), 2).issue("https");
  assert.equal(tokens([newKey, oldKey]).read(withCookie(cookieOf(before.setCookie)))?.id, before.id);
  assert.equal(tokens([newKey]).read(withCookie(cookieOf(after.setCookie)))?.id, after.id);
  assert.equal(tokens([newKey]).read(withCookie(cookieOf(before.setCookie))), undefined);
});

test("any changed character makes a token void", () => {
  const devices = tokens([newKey]);
  const cookie = cookieOf(devices.issue("https").setCookie);
  for (let at = "misemori_d=".length; at < cookie.length; at++) {
    const changed = cookie.slice(0, at) + (cookie[at] === "A" ? "B" : "A") + cookie.slice(at + 1);
    assert.equal(devices.read(withCookie(changed)), undefined, changed);
  }
  for (const bad of [
    "",
    "misemori_d=",
    "misemori_d",
    `${cookie}A`,
    cookie.slice(0, -1),
    "misemori_d=é".repeat(50),
  ]) {
    assert.equal(devices.read(withCookie(bad)), undefined, bad);
  }
  assert.equal(devices.read(sampleRequest()), undefined);
});

test("no two tokens are alike, and none is older than it was when it was given out", () => {
  const clock = manualClock();
  const devices = tokens([newKey], clock);
  const ids = new Set<string>();
  for (let i = 0; i < 300; i++) {
    const { id, setCookie } = devices.issue("https");
    ids.add(id);
    const read = devices.read(withCookie(cookieOf(setCookie)));
    assert.equal(read?.id, id);
    const ageMs = clock.nowMs() - (read?.issuedAtMs ?? 0);
    assert.ok(ageMs >= 0 && ageMs < 1_000, `${ageMs} ms`);
    clock.advance(90);
  }
  assert.equal(ids.size, 300);
  clock.advance(3_600_000);
  const late = devices.read(withCookie(cookieOf(devices.issue("https").setCookie)));
  assert.equal(late?.issuedAtMs, clock.nowMs());
});

test("a token ends after 400 days and outlives a clock set back an hour", () => {
  const clock = manualClock();
  const devices = tokens([newKey], clock);
  const request = withCookie(cookieOf(devices.issue("https").setCookie));
  clock.setWall(clock.nowMs() - 3_600_000);
  assert.ok(devices.read(request));
  clock.advance(399 * 86_400_000);
  assert.ok(devices.read(request));
  clock.advance(2 * 86_400_000);
  assert.equal(devices.read(request), undefined, "also when it was read before");
});

test("keys that are missing or short are refused at the start", () => {
  assert.throws(() => tokens([]), { code: "keys.unusable" });
  assert.throws(() => tokens([new Uint8Array(16)]), { code: "keys.unusable" });
});
