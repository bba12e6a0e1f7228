// A stamp is taken from a real authority and no other; whatever is wrong with one is found, then and years later.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { serve, serveStamps, testAuthority, type TestAuthority } from "./authority.fixture.ts";
import { checkStamp } from "./check.ts";
import { askForStamp } from "./client.ts";
import { stampRequest } from "./request.ts";
import { publicRoots, readTrusted } from "./trusted.ts";

const content = Buffer.from("what is to be proven");
const sha256 = createHash("sha256").update(content).digest();
const otherSha256 = createHash("sha256").update("something else").digest();
const nonce = Buffer.from("0123456789abcdef", "hex");

function trust(pem: string): NonNullable<ReturnType<typeof readTrusted>> {
  const trusted = readTrusted(pem);
  assert.ok(trusted !== null);
  return trusted;
}

/** openssl's own opinion. */
function opensslAgrees({ folder, caFile }: TestAuthority, answer: Uint8Array): boolean {
  writeFileSync(join(folder, "content"), content);
  writeFileSync(join(folder, "answer.tsr"), answer);
  try {
    const files = ["-data", join(folder, "content"), "-in", join(folder, "answer.tsr"), "-CAfile", caFile];
    execFileSync("openssl", ["ts", "-verify", ...files], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

test("an authority's answer is taken, and openssl takes it too", async (t) => {
  const authority = testAuthority(t);
  const url = await serveStamps(t, authority.answer);
  const answer = await askForStamp(sha256, { url, trusted: trust(authority.ca) });
  assert.ok(answer instanceof Uint8Array, JSON.stringify(answer));
  assert.equal(opensslAgrees(authority, answer), true);
  const verdict = await checkStamp(answer, sha256, trust(authority.ca));
  assert.ok(verdict.ok);
  assert.deepEqual([verdict.authority, verdict.accuracySeconds], ["Stamps of the test", 1]);
  assert.ok(Math.abs(verdict.atMs - Date.now()) < 86_400_000);
  const ofOther = await checkStamp(answer, otherSha256, trust(authority.ca));
  assert.deepEqual(ofOther, { ok: false, fault: "other-content", detail: "" });
});

test("an answer to another question is refused", async (t) => {
  const authority = testAuthority(t);
  const trusted = trust(authority.ca);
  const old = await authority.answer(await stampRequest(sha256, nonce));
  const replayed = await serveStamps(t, () => old);
  assert.deepEqual(await askForStamp(sha256, { url: replayed, trusted }), { failed: "other-nonce" });
  const without = await serveStamps(t, async () => {
    const files = ["-digest", sha256.toString("hex"), "-sha256", "-cert", "-no_nonce"];
    const query = execFileSync("openssl", ["ts", "-query", ...files], { stdio: ["ignore", "pipe", "pipe"] });
    return authority.answer(query);
  });
  assert.deepEqual(await askForStamp(sha256, { url: without, trusted }), { failed: "other-nonce" });
  const wrong = await serveStamps(t, async () => authority.answer(await stampRequest(otherSha256, nonce)));
  assert.deepEqual(await askForStamp(sha256, { url: wrong, trusted }), { failed: "other-content" });
});

test("a stranger's, an expired and a revoked signer's stamps prove nothing", async (t) => {
  const authority = testAuthority(t);
  const query = await stampRequest(sha256, nonce);
  const answer = await authority.answer(query);
  const stranger = testAuthority(t);
  assert.equal(faultIn(await checkStamp(answer, sha256, trust(stranger.ca))), "unknown-authority");
  assert.equal(faultIn(await checkStamp(answer, sha256, publicRoots())), "unknown-authority");
  const expired = testAuthority(t, ["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"]);
  const late = await expired.answer(query);
  assert.equal(faultIn(await checkStamp(late, sha256, trust(expired.ca))), "out-of-date");
  const list = authority.revoke();
  assert.equal(faultIn(await checkStamp(answer, sha256, trust(authority.ca + list))), "revoked");
  assert.equal(faultIn(await checkStamp(answer, sha256, trust(authority.ca + stranger.revoke()))), undefined);
});

test("a web server's certificate of the same authority stamps nothing", async (t) => {
  const authority = testAuthority(t);
  const answer = await authority.answer(await stampRequest(sha256, nonce));
  const { folder } = authority;
  const openssl = (...words: string[]): Buffer =>
    execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  writeFileSync(join(folder, "answer.tsr"), answer);
  openssl("ts", "-reply", "-in", "answer.tsr", "-token_out", "-out", "token.der");
  openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token.der", "-binary", "-out", "info.der");
  const signed = ["-signer", "web.pem", "-inkey", "web.key", "-outform", "DER", "-out", "forged.der"];
  const kind = ["-econtent_type", "1.2.840.113549.1.9.16.1.4", "-cades", "-nodetach", "-binary"];
  openssl("cms", "-sign", ...kind, "-in", "info.der", ...signed);
  const forged = granted(readFileSync(join(folder, "forged.der")));
  assert.equal(faultIn(await checkStamp(forged, sha256, trust(authority.ca))), "not-for-stamps");
  // The same wrapping around the true token passes: it is the certificate that was refused above.
  const rewrapped = granted(readFileSync(join(folder, "token.der")));
  assert.equal(faultIn(await checkStamp(rewrapped, sha256, trust(authority.ca))), undefined);
});

test("no changed byte of an answer makes it say another time or content", async (t) => {
  const authority = testAuthority(t);
  const answer = await authority.answer(await stampRequest(sha256, nonce));
  const whole = await checkStamp(answer, sha256, trust(authority.ca));
  assert.ok(whole.ok);
  await fc.assert(
    fc.asyncProperty(fc.nat(answer.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(answer);
      changed[at] = (changed[at] ?? 0) ^ change;
      const verdict = await checkStamp(changed, sha256, trust(authority.ca), nonce);
      // Bytes outside of what is signed (the status text, a certificate nobody needs) may change; what is said may not.
      if (verdict.ok) assert.equal(verdict.atMs, whole.atMs);
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (garbage) => {
      assert.equal((await checkStamp(garbage, sha256, trust(authority.ca))).ok, false);
    }),
  );
});

test("an authority that is down, slow, refusing or endless costs a sentence, not the evidence", async (t) => {
  const authority = testAuthority(t);
  const trusted = trust(authority.ca);
  const ask = async (url: string, timeoutMs = 20_000): Promise<unknown> => {
    const answer = await askForStamp(sha256, { url, trusted, timeoutMs });
    return "failed" in answer ? answer.failed : "stamped";
  };
  assert.equal(await ask(await serve(t, () => undefined), 200), "no-answer");
  assert.equal(await ask(await serve(t, (_, response) => void response.writeHead(503).end())), "HTTP 503");
  const away = await serve(t, (_, response) => void response.writeHead(302, { location: "/" }).end());
  assert.equal(await ask(away), "HTTP 302");
  const begun = await serve(t, (_, response) => void response.writeHead(200).write("0"));
  assert.equal(await ask(begun, 200), "no-answer");
  const endless = await serve(t, (_, response) => void response.end(Buffer.alloc(300_000)));
  assert.equal(await ask(endless), "too-long");
  assert.equal(await ask(await serveStamps(t, () => Buffer.from("<html>404</html>"))), "unreadable");
  // PKIStatus rejection (2), no token.
  assert.equal(await ask(await serveStamps(t, () => Buffer.from("30053003020102", "hex"))), "refused");
  assert.equal(await ask("http://127.0.0.1:1/"), "no-answer");
});

function faultIn(verdict: Awaited<ReturnType<typeof checkStamp>>): string | undefined {
  return verdict.ok ? undefined : verdict.fault;
}

/** TimeStampResp with status "granted" around a token. */
function granted(token: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from("3003020100", "hex"), token]);
  const head = Buffer.from([0x30, 0x82, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
}
