// The page behind a one-tap link over real sockets: opening changes nothing, the button works without Origin or session, and
// links that do not work are all answered alike.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { AlertTaps, TapView } from "../ports.ts";
import { openGround, type Ground } from "./ground.ts";

const GOOD = "g".repeat(43);

function tapsInMemory(more: Partial<TapView> = {}): AlertTaps & { readonly takes: string[] } {
  const takes: string[] = [];
  const view = (): TapView => ({
    shopName: "丸井 <b>&",
    subject: 'カードの"不正"な試み <script>alert(1)</script>',
    lines: ["何が起きているか：90 件", "かかったお金：240円"],
    state: takes.length === 0 ? "open" : "owned",
    owner: "花子",
    isHis: true,
    person: "花子",
    consoleUrl: "https://console.example.jp/alerts/alert_1",
    ...more,
  });
  return {
    takes,
    look: async (token) => (token === GOOD ? view() : undefined),
    take: async (token) => {
      if (token !== GOOD) return undefined;
      takes.push(token);
      return { view: view(), taken: takes.length === 1, alertId: "alert_1" };
    },
  };
}

const grounds: Ground[] = [];
async function ground(taps: AlertTaps): Promise<Ground> {
  const made = await openGround({ taps });
  grounds.push(made);
  return made;
}
after(async () => {
  await Promise.all(grounds.map((made) => made.console.close()));
});

test("a GET or HEAD changes nothing and shows one page without scripts, escaped, in the reader's language", async () => {
  const taps = tapsInMemory();
  const made = await ground(taps);
  const page = await made.get(`/a/${GOOD}`);
  const text = await page.text();
  assert.equal(page.status, 200);
  await made.raw("HEAD", `/a/${GOOD}`, {});
  assert.deepEqual(taps.takes, []);
  const policy = page.headers.get("content-security-policy") ?? "";
  assert.match(policy, /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'/);
  assert.doesNotMatch(policy, /script-src|unsafe/);
  assert.doesNotMatch(text, /<script|<b>/);
  assert.match(text, /&#60;script&#62;/);
  assert.equal(page.headers.get("cache-control"), "no-store");
  assert.equal(page.headers.get("referrer-policy"), "no-referrer");
  assert.match(text, /<html lang="ja">[^]*<h1>[^]*私が対応します/);
  const english = await (await made.get(`/a/${GOOD}`, { "accept-language": "en" })).text();
  assert.match(english, /<html lang="en">[^]*I have it/);
});

test("the button takes once, without session or Origin, and a reload sends nothing again", async () => {
  const taps = tapsInMemory();
  const made = await ground(taps);
  const answer = await made.raw("POST", `/a/${GOOD}`, { origin: "null" }, "");
  assert.match(answer, /^HTTP\/1\.1 303 /);
  assert.match(answer, new RegExp(`location: /a/${GOOD}`, "i"));
  await made.raw("POST", `/a/${GOOD}`, { origin: "" }, "");
  assert.deepEqual(
    made.journal.lines.map(({ kind, by, facts }) => [kind, by, facts]),
    [["alert.owned", "link:花子", { alert: "alert_1" }]],
  );
  assert.match(await (await made.get(`/a/${GOOD}`)).text(), /あなた（花子さん）が対応しています/);
});

test("links that do not work are all answered alike, whatever they are and whoever asks how", async () => {
  const made = await ground(tapsInMemory());
  const seen = new Set<string>();
  for (const token of ["x", "y".repeat(43), "%2e%2e%2f%00", "z".repeat(5_000)]) {
    for (const method of ["GET", "POST"]) {
      const answer = await made.raw(method, `/a/${token}`, {}, "");
      seen.add(answer.replace(/^date: .*$/im, ""));
    }
  }
  assert.equal(seen.size, 1);
  assert.match([...seen][0] ?? "", /^HTTP\/1\.1 404 [^]*このリンクは使えません/);
  const without = await openGround();
  grounds.push(without);
  assert.equal((await without.get(`/a/${GOOD}`)).status, 404);
});

test("an address that keeps trying is asked to wait, and may go on afterwards", async () => {
  const made = await ground(tapsInMemory());
  const statuses: number[] = [];
  for (let n = 0; n < 32; n++) statuses.push((await made.get(`/a/try${n}`)).status);
  assert.deepEqual(statuses.slice(29), [404, 429, 429]);
  made.clock.advance(2_000);
  assert.equal((await made.get(`/a/${GOOD}`)).status, 200);
});

test("a journal on a full disk keeps nobody on the phone from taking the alert", async () => {
  const made = await ground(tapsInMemory());
  made.journal.breakDown();
  assert.match(await made.raw("POST", `/a/${GOOD}`, {}, ""), /^HTTP\/1\.1 303 /);
});

test("a trial goes to a known person only, and is written down", async () => {
  const made = await ground(tapsInMemory());
  await made.nameOwner();
  const mine = await made.signedIn();
  const sent = await made.post("/v1/alerts/try", { person: "花子" }, mine);
  assert.deepEqual(await sent.json(), {
    person: "花子",
    channels: [{ channel: "email", state: "sent", error: null }],
  });
  assert.equal(made.journal.lines.at(-1)?.kind, "alert.tried");
  const unknown = await made.post("/v1/alerts/try", { person: "だれか" }, mine);
  assert.equal(unknown.status, 404);
  assert.match((await unknown.json()).error.hint, /花子/);
  assert.equal((await made.post("/v1/alerts/try", { person: "花子" })).status, 401);
});
