// The console over real HTTP: the way in for people, and every way in that must stay shut.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { connect } from "node:net";
import { openGround, OWNER, PASSWORD, type Ground } from "./ground.ts";

const grounds: Ground[] = [];
async function ground(...given: Parameters<typeof openGround>): Promise<Ground> {
  const made = await openGround(...given);
  grounds.push(made);
  return made;
}
after(async () => {
  await Promise.all(grounds.map((made) => made.console.close()));
});

describe("the first owner", () => {
  test("is named by the one-time link, signed in at once, and the act is on record", async () => {
    const { nameOwner, journal, get } = await ground();
    const answer = await nameOwner();
    assert.equal(answer.status, 200);
    const cookie = answer.headers.get("set-cookie") ?? "";
    assert.match(cookie, /^misemori=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    assert.deepEqual(journal.lines, [{ kind: "owner.named", by: `owner:${OWNER}`, facts: {} }]);
    const visit = await (await get("/v1/visit", { cookie: cookie.split(";")[0] ?? "" })).json();
    assert.equal(visit.name, OWNER);
  });

  test("cannot be named twice by the same link, nor by two callers at once", async () => {
    const made = await ground();
    const both = await Promise.all([made.nameOwner(), made.nameOwner()]);
    assert.deepEqual(
      both.map((answer) => answer.status).sort((a, b) => a - b),
      [200, 410],
    );
    assert.equal((await made.nameOwner()).status, 410);
    assert.equal(await made.memory.accounts.count(), 1);
  });

  test("is not named by a link older than a day", async () => {
    const { nameOwner, clock } = await ground();
    clock.advance(24 * 3_600_000 + 1);
    assert.equal((await nameOwner()).status, 410);
  });

  test("keeps the link when the password is refused", async () => {
    const { nameOwner } = await ground();
    for (const [password, code] of [
      ["short", "password.short"],
      ["password1234", "password.common"],
      ["1234567890123", "password.common"],
      ["hanakohanako1", "password.common"],
      ["x".repeat(201), "password.long"],
    ] as const) {
      const answer = await nameOwner({ password, name: "hanako" });
      assert.equal(answer.status, 422, password);
      assert.equal((await answer.json()).error.code, code);
    }
    assert.equal((await nameOwner()).status, 200);
  });

  test("has a link only while nobody is named, and its key is behind the hash sign", async () => {
    const { console: first, nameOwner, memory } = await ground();
    assert.match(first.firstOwnerLink ?? "", /\/first#[\w-]{43}$/);
    await nameOwner();
    const second = await ground({ memory });
    assert.equal(second.console.firstOwnerLink, undefined);
  });

  test("has a password hash in the store that shows argon2id and never the password", async () => {
    const { nameOwner, memory } = await ground();
    await nameOwner();
    const account = await memory.accounts.findByName(OWNER);
    assert.match(account?.passwordHash ?? "", /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });
});

describe("signing in", () => {
  test("works with the right password and refuses a wrong one and an unknown name alike", async () => {
    const { nameOwner, post } = await ground();
    await nameOwner();
    const right = await post("/v1/sign-in", { name: OWNER, password: PASSWORD });
    assert.equal(right.status, 200);
    const wrong = await post("/v1/sign-in", { name: OWNER, password: `${PASSWORD}x` });
    const unknown = await post("/v1/sign-in", { name: "だれか", password: PASSWORD });
    assert.equal(wrong.status, 401);
    assert.equal(unknown.status, 401);
    assert.deepEqual(await wrong.json(), await unknown.json());
  });

  test("slows guessing down and lets the owner in again after the wait", async () => {
    const { nameOwner, post, clock, journal } = await ground();
    await nameOwner();
    const guess = () => post("/v1/sign-in", { name: OWNER, password: "wrong wrong wrong" });
    for (let i = 0; i < 10; i++) assert.equal((await guess()).status, 401);
    const slowed = await post("/v1/sign-in", { name: OWNER, password: PASSWORD });
    assert.equal(slowed.status, 429);
    const seconds = Number(slowed.headers.get("retry-after"));
    assert.ok(seconds > 0 && seconds <= 30, `${seconds}`);
    clock.advance(seconds * 1_000);
    assert.equal((await post("/v1/sign-in", { name: OWNER, password: PASSWORD })).status, 200);
    assert.equal(journal.lines.filter((line) => line.kind === "login.failed").length, 1);
  });

  test("ends with sign-out, after twelve idle hours, and after a week in any case", async () => {
    const { nameOwner, signedIn, get, post, clock, memory } = await ground();
    await nameOwner();
    const left = await signedIn();
    assert.equal((await post("/v1/sign-out", {}, left)).status, 200);
    assert.equal((await get("/v1/now", left)).status, 401);
    const idle = await signedIn();
    clock.advance(11 * 3_600_000);
    assert.equal((await get("/v1/now", idle)).status, 200);
    clock.advance(11 * 3_600_000);
    assert.equal((await get("/v1/now", idle)).status, 200);
    clock.advance(12 * 3_600_000 + 1);
    assert.equal((await get("/v1/now", idle)).status, 401);
    const busy = await signedIn();
    for (let hours = 0; hours < 7 * 24; hours += 11) {
      await get("/v1/now", busy);
      clock.advance(11 * 3_600_000);
    }
    assert.equal((await get("/v1/now", busy)).status, 401);
    assert.equal(await memory.accounts.count(), 1);
  });

  test("over https binds the cookie to the host and to encrypted lines", async () => {
    const { nameOwner } = await ground({ publicUrl: "https://console.example.jp" });
    const answer = await nameOwner({}, { origin: "https://console.example.jp" });
    assert.match(answer.headers.get("set-cookie") ?? "", /^__Host-misemori=.*; Secure$/);
    assert.equal(answer.headers.get("strict-transport-security"), "max-age=31536000");
  });
});

describe("the frontier", () => {
  test("refuses a change without the session's token, or with another session's", async () => {
    const { nameOwner, signedIn, post, gatehouse } = await ground();
    await nameOwner();
    const mine = await signedIn();
    const other = await signedIn();
    for (const csrf of ["", "wrong", other["x-misemori-csrf"] ?? ""]) {
      const answer = await post("/v1/cards/pause", { why: "x" }, { ...mine, "x-misemori-csrf": csrf });
      assert.equal(answer.status, 403);
      assert.equal((await answer.json()).error.code, "csrf.wrong");
    }
    assert.equal((await gatehouse.now()).cards.state, "open");
  });

  test("refuses a change that comes from another site, or does not say from where", async () => {
    const { nameOwner, signedIn, post, raw, gatehouse } = await ground();
    await nameOwner();
    const mine = await signedIn();
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
      const answer = await post("/v1/cards/pause", { why: "x" }, { ...mine, origin });
      assert.equal(answer.status, 403, origin);
      assert.equal((await answer.json()).error.code, "origin.foreign");
    }
    const silent = await raw("POST", "/v1/cards/pause", { ...mine, origin: "" }, '{"why":"x"}');
    assert.match(silent, /^HTTP\/1\.1 403 /);
    const login = await post(
      "/v1/sign-in",
      { name: OWNER, password: PASSWORD },
      { origin: "https://evil.example" },
    );
    assert.equal(login.status, 403);
    assert.equal((await gatehouse.now()).cards.state, "open");
  });

  test("refuses a host name that is not its own (DNS rebinding), for the page and the API", async () => {
    const { raw } = await ground();
    for (const path of ["/", "/v1/visit", "/metrics"]) {
      assert.match(await raw("GET", path, { host: "evil.example" }), /^HTTP\/1\.1 421 /, path);
      assert.match(await raw("GET", path, { host: "evil.example:80", origin: "" }), /^HTTP\/1\.1 421 /, path);
    }
    assert.match(await raw("GET", "/v1/visit", { host: "localhost:9" }), /^HTTP\/1\.1 200 /);
    assert.match(await raw("GET", "/v1/visit", { host: "[::1]:9" }), /^HTTP\/1\.1 200 /);
  });

  test("refuses a huge body early, announced or not, and broken ones with what to do", async () => {
    const { nameOwner, signedIn, post, raw, url } = await ground();
    await nameOwner();
    const mine = await signedIn();
    const large = await post("/v1/cards/pause", { why: "x".repeat(70_000) }, mine);
    assert.equal(large.status, 413);
    const chunked = await fetch(`${url}/v1/cards/pause`, {
      method: "POST",
      headers: { ...mine, origin: url, "content-type": "application/json" },
      body: new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(16_384).fill(32)),
      }),
      duplex: "half",
    }).then(
      (answer) => answer.status,
      () => "cut off",
    );
    assert.ok(chunked === 413 || chunked === "cut off", String(chunked));
    for (const [body, status] of [
      ["{", 400],
      ["\u0000", 400],
      ["[]", 422],
      ['{"kind":"refused","status":200,"code":"busy","values":{}}', 422],
      ["{}", 422],
      ['{"why":""}', 422],
      ['{"why":"x","more":1}', 422],
    ] as const) {
      const answer = await raw(
        "POST",
        "/v1/cards/pause",
        { ...mine, "content-type": "application/json" },
        body,
      );
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `), body);
    }
    const typeless = await raw(
      "POST",
      "/v1/cards/pause",
      { ...mine, "content-type": "text/plain" },
      '{"why":"x"}',
    );
    assert.match(typeless, /^HTTP\/1\.1 415 /);
    const badBytes = await fetch(`${url}/v1/cards/pause`, {
      method: "POST",
      headers: { ...mine, origin: url, "content-type": "application/json" },
      body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
    });
    assert.equal(badBytes.status, 400);
  });

  test("never gives a password back in an error", async () => {
    const { post } = await ground();
    const answer = await post("/v1/sign-in", { name: OWNER, password: 12_345, secretword: "kabocha" });
    const text = await answer.text();
    assert.equal(answer.status, 422);
    assert.ok(!text.includes("12345") && !text.includes("kabocha"), text);
  });

  test("says errors in the caller's language, with a code, a sentence and a hint", async () => {
    const { get } = await ground();
    const ja = await (await get("/v1/now", { "accept-language": "ja" })).json();
    const en = await (await get("/v1/now", { "accept-language": "en-GB,en;q=0.9" })).json();
    assert.equal(ja.error.message, "サインインが必要です。");
    assert.equal(en.error.message, "Please sign in.");
    assert.equal(ja.error.code, en.error.code);
    assert.ok(ja.error.hint.length > 0);
  });

  test("sends strict headers with every answer, the page's style by nonce only", async () => {
    const { get } = await ground();
    const nonces = new Set<string>();
    for (const path of ["/", "/", "/v1/visit", "/v1/none", "/healthz"]) {
      const answer = await get(path);
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'; script-src 'self'; /, path);
      assert.ok(!policy.includes("unsafe"), path);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
      const nonce = /nonce-([\w-]+)/.exec(policy)?.[1];
      if (nonce !== undefined) {
        nonces.add(nonce);
        assert.ok((await answer.text()).includes(`content="${nonce}"`));
      }
    }
    assert.equal(nonces.size, 2);
  });

  test("survives garbage on the socket", async () => {
    const { url, get } = await ground();
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1", () =>
        socket.end("\0\x01garbage\r\n\r\n"),
      );
      socket.on("error", () => resolve());
      socket.on("close", () => resolve());
      socket.resume();
    });
    assert.equal((await get("/v1/visit")).status, 200);
  });
});
