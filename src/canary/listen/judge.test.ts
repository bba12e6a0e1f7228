// What a mail to a canary is judged to be, with real signatures and a name service of the test's own.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isOurs, isUnder, plainAddress } from "./address.ts";
import { alarmsFrom } from "./alarm.ts";
import { judgeMail } from "./judge.ts";
import type { MailFacts } from "./contract.ts";
import { canaryOf, dkimKey, DOMAIN, nameService, openStage } from "./mail.fixture.ts";

const KEY = dkimKey();
const OWN = {
  systems: [{ name: "倉庫", senders: ["news.example.com"] }],
  senders: ["shop.example.jp"],
};
const ZONE = {
  "TXT s1._domainkey.news.example.com": [KEY.record],
  "TXT mailer.example": ["v=spf1 ip4:127.0.0.0/8 -all"],
  "TXT shop.example.jp": ["v=spf1 ip4:192.0.2.0/24 -all"],
  "TXT _dmarc.shop.example.jp": ["v=DMARC1; p=reject"],
  "TXT away.shop.example.jp": null,
};
const DKIM = { domainName: "news.example.com", keySelector: "s1", privateKey: KEY.privateKey };

describe("a mail to a canary", () => {
  test("from whom the list was given to is no leak, proven by signature; to another system's canary it is one", async (t) => {
    const { store, send, kept } = await openStage(t, { own: OWN, resolve: nameService(ZONE) });
    await store.canaries.plant([canaryOf("sato"), canaryOf("abe", { system: "お店" })]);
    const letter = { from: "news@news.example.com", subject: "今週のおすすめ", text: "x" };
    await send({ ...letter, to: `sato@${DOMAIN}`, dkim: DKIM });
    await send({ ...letter, to: `abe@${DOMAIN}`, dkim: DKIM });
    await send({ ...letter, to: `sato@${DOMAIN}`, subject: "forged" });
    assert.deepEqual(
      (await kept()).map(({ outcome, canary, facts }) => [outcome, canary, facts?.dkim]),
      [
        ["own-sender", "cn_sato", "pass"],
        ["hit", "cn_abe", "pass"],
        ["hit", "cn_sato", "none"],
      ],
    );
  });

  test("in the shop's own name counts as the spam it is, and is left open only when nothing could be looked up", async (t) => {
    const { store, send, kept } = await openStage(t, { own: OWN, resolve: nameService(ZONE) });
    await store.canaries.plant([canaryOf("sato")]);
    const to = `sato@${DOMAIN}`;
    await send({ from: "info@shop.example.jp", to, text: "1" });
    await send({ from: "info@away.shop.example.jp", to, text: "2" });
    const judged = (await kept()).map(({ outcome, facts }) => [outcome, facts?.spf, facts?.dmarc]);
    assert.deepEqual(judged[0], ["hit", "fail", "fail"]);
    assert.deepEqual(judged[1]?.slice(0, 2), ["own-sender-unchecked", "temperror"]);
  });

  test("that a server brings back or a program answers is no leak by itself", async (t) => {
    const { store, send, kept } = await openStage(t, { resolve: nameService(ZONE) });
    await store.canaries.plant([canaryOf("sato"), canaryOf("gone", { retiredAtMs: Date.now() - 1_000 })]);
    const to = `sato@${DOMAIN}`;
    const envelope = { from: "", to: [to] };
    await send({ from: "MAILER-DAEMON@mx.example", to, subject: "1", text: "x", envelope });
    const headers = { "Auto-Submitted": "auto-replied (vacation)" };
    await send({ from: "a@mailer.example", to, subject: "2", text: "x", headers });
    await send({ from: "a@mailer.example", to: `gone@${DOMAIN}`, subject: "3", text: "x" });
    await send({ from: "a@mailer.example", to: `nobody@${DOMAIN}`, subject: "4", text: "x" });
    // A newsletter's own mark is no answer, and its sender is proven by SPF, but nobody's the list was given to.
    await send({
      from: "a@mailer.example",
      to,
      subject: "5",
      text: "x",
      headers: { "Auto-Submitted": "auto-generated" },
    });
    const judged = await kept();
    assert.deepEqual(
      judged.map(({ outcome }) => outcome),
      ["delivery-report", "automatic-reply", "retired", "unknown-address", "hit"],
    );
    assert.deepEqual(judged.at(-1)?.facts?.proven, ["mailer.example"]);
  });

  test("that is too long to be read whole keeps its head, and its sender is proven or refuted all the same", async (t) => {
    const own = { systems: [], senders: ["mailer.example", "news.example.com"] };
    const { store, send, kept } = await openStage(t, { own, resolve: nameService(ZONE) });
    await store.canaries.plant([canaryOf("sato")]);
    const long = { to: `sato@${DOMAIN}`, subject: "long", text: "https://evil.example\n".repeat(30_000) };
    await send({ ...long, from: "a@mailer.example" });
    await send({ ...long, from: "news@news.example.com", dkim: DKIM });
    await send({ ...long, from: "forged@news.example.com" });
    // A signature of the day before, over other text.
    const stolen = `v=1; a=rsa-sha256; c=relaxed/relaxed; d=news.example.com; s=${DKIM.keySelector}; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=${"A".repeat(342)}==`;
    for (const times of [1, 6])
      await send({
        ...long,
        subject: `long ${times}`,
        from: "forged@news.example.com",
        headers: { "DKIM-Signature": Array.from({ length: times }, () => stolen) },
      });
    assert.deepEqual(
      (await kept()).map(({ outcome, facts }) => [
        outcome,
        facts?.isWhole,
        facts?.subject,
        facts?.hosts,
        facts?.dkim,
      ]),
      [
        ["own-sender", false, "long", [], "none"],
        ["own-sender", false, "long", [], "pass"],
        ["hit", false, "long", [], "none"],
        ["hit", false, "long 1", [], "neutral"],
        ["hit", false, "long 6", [], "policy"],
      ],
    );
  });

  test("of the same mailing is one row that counts", async (t) => {
    const { store, send, kept } = await openStage(t);
    await store.canaries.plant([canaryOf("sato")]);
    for (let n = 0; n < 5; n++)
      await send({ from: "a@b.example", to: `sato@${DOMAIN}`, subject: "x", text: `${n}` });
    assert.deepEqual(
      (await kept()).map(({ times }) => times),
      [5],
    );
  });

  test("from before the planting is told apart, with some minutes for clocks that differ", () => {
    const canary = canaryOf("sato", { plantedAtMs: 1_000_000_000 });
    const facts = {
      receivedAtMs: 1_000_000_000 - 60_000,
      envelopeDomain: "a.example",
      fromDomain: "a.example",
      proven: [],
      spf: "none",
      dkim: "none",
      hops: 1,
      isReport: false,
      isReply: false,
      isWhole: true,
    } as unknown as MailFacts;
    const none = { systems: [], senders: [] };
    assert.equal(judgeMail(facts, canary, none), "hit");
    assert.equal(judgeMail({ ...facts, receivedAtMs: 1 }, canary, none), "before-planting");
  });
});

describe("addresses", () => {
  test("are compared as mail systems do: full-width, punycode, case, quotes, a last dot", () => {
    assert.equal(plainAddress("ＳＡＴＯ＠Leak.Example.JP."), `sato@${DOMAIN}`);
    assert.equal(plainAddress('"sato"@日本語.example'), "sato@xn--wgv71a119e.example");
    for (const bad of ["", "@", "a@", "@b.jp", "a b@c.jp", `${"a".repeat(500)}@b.jp`, "a\0@b.jp"])
      assert.equal(plainAddress(bad), null, bad);
  });

  test("are ours only in the canary domain itself, or below a named mailbox", () => {
    const ours = { domains: ["日本語.example"], mailboxes: ["Info@Shop.example"] };
    assert.ok(isOurs("x@xn--wgv71a119e.example", ours));
    assert.ok(isOurs("info+a@shop.example", ours));
    for (const other of [
      "info@shop.example",
      "x+a@shop.example",
      "x@sub.xn--wgv71a119e.example",
      "info+a@shop.example.evil",
    ])
      assert.ok(!isOurs(other, ours), other);
    assert.ok(
      isUnder("mail.shop.example", ["shop.example"]) && !isUnder("evilshop.example", ["shop.example"]),
    );
    assert.ok(!isUnder("", [""]));
  });
});

const day = (text: string): number => Date.parse(`2026-${text}T00:00:00+09:00`);
const hit = (canary: string, at: number) => ({
  key: `${canary} ${at}`,
  canary,
  outcome: "hit",
  firstAtMs: at,
  lastAtMs: at,
  times: 2,
  facts: JSON.stringify({ proven: ["spam.example"], fromDomain: "shop.example.jp" }),
});

describe("the alarm", () => {
  const planted = [
    canaryOf("a", { plantedAtMs: day("03-02") }),
    canaryOf("b", { plantedAtMs: day("03-09") }),
    canaryOf("c", { plantedAtMs: day("03-16"), system: "お店" }),
  ];
  const none = { leaks: [], suspicion: 0, counts: {} as never };
  const at = { nowMs: day("03-20"), zone: "Asia/Tokyo" };

  test("says with little evidence when the copy can have been taken at all, and wakes nobody", () => {
    const [one, ...more] = alarmsFrom(
      none,
      [hit("cn_a", day("03-12")), hit("cn_b", day("03-14"))],
      planted,
      at,
    );
    assert.equal(more.length, 0);
    assert.deepEqual([one?.cause, one?.urgent, one?.stage], ["canary:leak:倉庫", false, "suspected"]);
    const { takenFrom, takenTo, percent, mails, canaries, silent, senders } = one?.facts ?? {};
    assert.deepEqual([takenFrom, takenTo, percent], ["2026-03-09", "2026-03-12", null]);
    assert.deepEqual([mails, canaries, silent, senders], [4, 2, 0, "spam.example"]);
  });

  test("says what bracketing found once that is sure", () => {
    const leak = {
      fromMs: day("03-09"),
      toMs: day("03-10"),
      system: "倉庫",
      probability: 0.999,
      exists: 1,
      systems: [],
      hit: 2,
      silent: 0,
    };
    const [one] = alarmsFrom({ ...none, leaks: [leak] }, [hit("cn_a", day("03-12"))], planted, at);
    assert.deepEqual([one?.urgent, one?.stage, one?.facts["percent"]], [true, "leak-1", 99]);
    assert.deepEqual([one?.facts["takenFrom"], one?.facts["takenTo"]], ["2026-03-09", "2026-03-10"]);
    assert.deepEqual([one?.facts["windowFromMs"], one?.facts["windowToMs"]], [leak.fromMs, leak.toMs]);
  });
});
