// Canaries' mail out of an ordinary mailbox: from a small server with faults on order, and from a real one where there is one.

import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { MisemoriError, secret, systemClock, type Clock } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import { hasDovecot, NO_DOVECOT, openDovecot } from "./dovecot.fixture.ts";
import { openImapServer } from "./imap-server.fixture.ts";
import { createIntake, type IntakeDeps } from "./intake.ts";
import { canaryOf, nameService } from "./mail.fixture.ts";
import { mailboxTroubleOf, tryMailbox, type MailboxPlace } from "./mailbox-place.ts";
import { watchMailbox, type MailboxWatchDeps } from "./mailbox.ts";
import { readHere } from "./reading.ts";

const ADDRESS = "info+suzuki1@shop.example.jp";

function mailTo(address: string, subject: string, more = ""): string {
  return `Return-Path: <bad@spam.example>\nDelivered-To: ${address}\n${more}From: x <a@spam.example>\nTo: 会員の皆様:;\nSubject: ${subject}\n\nhttps://evil.example/ BODY\n`;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A store with one canary, and a watch over `place` whose rests are counted instead of waited for. */
async function stage(
  t: TestContext,
  place: MailboxPlace,
  more: { readonly keep?: IntakeDeps["mails"]["keep"] } = {},
) {
  const store = openMemoryStore();
  await store.canaries.plant([canaryOf("box", { address: ADDRESS })]);
  const rests: number[] = [];
  const troubles: unknown[] = [];
  const passed: number[] = [];
  const system = systemClock();
  const clock: Clock = {
    ...system,
    sleep: (ms, signal) => {
      // Between two looks it is told by the server; after trouble it rests.
      if (ms === 60_000) return system.sleep(ms, signal);
      rests.push(ms);
      return system.sleep(5, signal);
    },
  };
  const reader = readHere(nameService({}));
  let looks = 0;
  const watch = (change: Partial<MailboxWatchDeps> = {}) => {
    const one = watchMailbox({
      place,
      canaries: store.canaries,
      mails: store.canaryMails,
      reader,
      intake: createIntake({
        canaries: store.canaries,
        mails: more.keep === undefined ? store.canaryMails : { keep: more.keep },
        own: () => ({ systems: [], senders: [] }),
        reader,
        onKept: () => undefined,
      }),
      clock,
      onWell: () => void (looks += 1),
      onTrouble: (error) => troubles.push(error),
      onPassed: (uid) => passed.push(uid),
      ...change,
    });
    t.after(() => one.close());
    return one;
  };
  const rows = () => store.canaryMails.list("all");
  return {
    store,
    watch,
    rests,
    troubles,
    passed,
    rows,
    /** One whole look that began after now. */
    looked: async () => {
      const before = looks;
      await until(() => looks > before);
    },
    subjects: async () =>
      (await rows()).map(({ facts }) => (JSON.parse(facts) as { subject: string }).subject),
  };
}

describe("a mailbox", () => {
  test("gives canaries' mail alone: of others not even the text is asked for, and nothing is marked", async (t) => {
    const server = await openImapServer(t);
    const { watch, rows, looked, subjects } = await stage(t, server.place);
    const dayAgoMs = Math.floor(Date.now() / 1000) * 1000 - 86_400_000;
    server.deliver(mailTo("info@shop.example.jp", "private"));
    server.deliver(mailTo(ADDRESS.toUpperCase(), "one"), dayAgoMs);
    server.deliver(mailTo("info+friend@shop.example.jp", "also private"));
    watch();
    await looked();
    const [row, ...others] = await rows();
    assert.equal(others.length, 0);
    assert.deepEqual([row?.canary, row?.outcome, row?.firstAtMs], ["cn_box", "hit", dayAgoMs]);
    const texts = server.asked.filter((line) => /BODY\.PEEK\[\]/.test(line));
    assert.deepEqual(
      texts.map((line) => line.split(" ")[2]),
      ["2"],
    );
    assert.ok(
      server.asked.every((line) => !/BODY\[|SELECT|STORE/.test(line)),
      "nothing is marked as read",
    );
    server.deliver(mailTo(ADDRESS, "two"));
    await until(async () => (await subjects()).includes("two"));
  });

  test("counts nothing twice: after a new start, and when the server numbers its mails anew", async (t) => {
    const server = await openImapServer(t);
    const { watch, rows, looked } = await stage(t, server.place);
    for (const n of [1, 2, 3]) server.deliver(mailTo(ADDRESS, `${n}`));
    const watchOnce = async (): Promise<void> => {
      const looking = looked();
      const one = watch();
      await looking;
      await one.close();
    };
    await watchOnce();
    const asked = server.asked.length;
    await watchOnce();
    assert.ok(
      server.asked.slice(asked).every((line) => !line.includes("FETCH")),
      "what was read is not read again",
    );
    server.renumber();
    await watchOnce();
    const all = await rows();
    assert.deepEqual([all.length, all.reduce((sum, { times }) => sum + times, 0)], [3, 3]);
  });

  test("killed after the record and before the mark, a mail is met again and not counted again", async (t) => {
    const server = await openImapServer(t);
    const { store, watch, rows, looked } = await stage(t, server.place);
    server.deliver(mailTo(ADDRESS, "one"));
    const dead = watch({
      mails: { mark: store.canaryMails.mark, setMark: () => Promise.reject(new Error("killed")) },
    });
    await until(async () => (await rows()).length > 0);
    await dead.close();
    watch();
    await looked();
    const texts = server.asked.filter((line) => line.includes("BODY.PEEK[]"));
    assert.ok(texts.length >= 2);
    assert.deepEqual(
      (await rows()).map(({ times }) => times),
      [1],
    );
  });

  test("believes neither a clock that is ahead nor a bounce, and takes full-width and punycode addresses", async (t) => {
    const server = await openImapServer(t);
    const { store, watch, rows } = await stage(t, server.place);
    await store.canaries.plant([canaryOf("ja", { address: "x@xn--wgv71a119e.example" })]);
    server.deliver(mailTo("ｉｎｆｏ+suzuki1@ｓｈｏｐ.example.jp", "ahead"), Date.now() + 86_400_000);
    server.deliver(mailTo(ADDRESS, "bounce").replace("<bad@spam.example>", "<>"));
    server.deliver(mailTo("x@日本語.example", "punycode"));
    // As mail servers without UTF-8 headers write it.
    server.deliver(mailTo("x@xn--wgv71a119e.example", "ascii"));
    watch();
    await until(async () => (await rows()).length >= 4);
    const told = (await rows()).map(({ canary, outcome }) => `${canary} ${outcome}`).sort();
    assert.deepEqual(told, ["cn_box delivery-report", "cn_box hit", "cn_ja hit", "cn_ja hit"]);
    for (const { firstAtMs } of await rows()) assert.ok(firstAtMs <= Date.now());
  });

  test("marks as seen what it took, when told so, and nothing else", async (t) => {
    const server = await openImapServer(t);
    const { watch, looked } = await stage(t, { ...server.place, afterwards: "seen" });
    server.deliver(mailTo("info@shop.example.jp", "private"));
    server.deliver(mailTo(ADDRESS, "one"));
    watch();
    await looked();
    assert.deepEqual(
      server.messages.map(({ isSeen }) => isSeen),
      [false, true],
    );
  });

  test("that is lost is gone back to, later each time, and nothing that came meanwhile is missed", async (t) => {
    const server = await openImapServer(t);
    const { watch, looked, rests, troubles, subjects } = await stage(t, server.place);
    watch();
    await looked();
    server.drop();
    server.deliver(mailTo(ADDRESS, "meanwhile"));
    await until(async () => (await subjects()).includes("meanwhile"));
    assert.deepEqual(rests, [5_000]);
    const wrong = await stage(t, { ...server.place, password: secret("wrong") });
    wrong.watch();
    await until(() => wrong.rests.length >= 9);
    assert.deepEqual(
      wrong.rests.slice(0, 9),
      [5, 10, 20, 40, 80, 160, 320, 600, 600].map((s) => s * 1_000),
    );
    assert.equal(mailboxTroubleOf(wrong.troubles[0]), "login");
    assert.ok(!JSON.stringify(wrong.troubles.map(String)).includes("wrong"));
    assert.equal(troubles.length, 1);
  });

  test("with a mail that breaks the server: kept by its head, or passed over and said so; the rest is read", async (t) => {
    const server = await openImapServer(t);
    const { watch, subjects, rows, passed } = await stage(t, server.place);
    for (const n of [1, 2, 3, 4]) server.deliver(mailTo(ADDRESS, `${n}`));
    server.broken.head = 2;
    server.broken.text = 3;
    watch();
    await until(async () => (await rows()).length >= 3);
    assert.deepEqual((await subjects()).sort(), ["", "1", "4"]);
    assert.deepEqual(passed, [2]);
  });

  test("waits for the record: with a full disk nothing is passed over, however long", async (t) => {
    const server = await openImapServer(t);
    let isFull = true;
    const kept: string[] = [];
    const { watch, rests, passed } = await stage(t, server.place, {
      keep: async (mails) => {
        if (isFull) throw new MisemoriError("store.full", "full", "free space");
        for (const { facts } of mails) kept.push((JSON.parse(facts) as { subject: string }).subject);
        return true;
      },
    });
    server.deliver(mailTo(ADDRESS, "one"));
    watch();
    await until(() => rests.length > 12);
    isFull = false;
    await until(() => kept.length > 0);
    assert.deepEqual([kept, passed], [["one"], []]);
  });

  test("with many mails is read in parts, and a head of megabytes is cut", async (t) => {
    const server = await openImapServer(t);
    const { watch, rows } = await stage(t, server.place);
    server.deliver(mailTo("info@shop.example.jp", "x", `Cc: ${"a@b.example, ".repeat(100_000)}\n`));
    for (let n = 0; n < 250; n++) server.deliver(mailTo("info@shop.example.jp", `${n}`));
    server.deliver(mailTo(ADDRESS, "last"));
    watch();
    await until(async () => (await rows()).length > 0);
    const heads = server.asked.filter((line) => line.includes("HEADER.FIELDS"));
    assert.equal(heads.length, 3);
  });

  test("is tried once for the doctor, who is told why it does not open", async (t) => {
    const server = await openImapServer(t);
    const tried = (change: Partial<MailboxPlace>) => tryMailbox({ ...server.place, ...change });
    assert.equal(await tried({}), null);
    assert.equal(await tried({ folder: "Nope" }), "folder");
    assert.equal(await tried({ password: secret("wrong") }), "login");
    assert.equal(await tried({ host: "no-such-host.invalid" }), "name");
    // Never in clear text because a server does not offer better.
    assert.notEqual(await tried({ tls: "starttls" }), null);
    server.drop();
  });
});

test(
  "a mailbox of Dovecot gives the same, over verified TLS",
  { skip: hasDovecot() ? false : NO_DOVECOT },
  async (t) => {
    const { place, maildir } = await openDovecot(t);
    let n = 0;
    const deliver = (text: string): void => writeFileSync(join(maildir, "new", `${n++}.a`), text);
    const { watch, subjects, rows, looked } = await stage(t, place);
    deliver(mailTo("info@shop.example.jp", "private"));
    deliver(mailTo(ADDRESS, "one"));
    const one = watch();
    await until(async () => (await rows()).length > 0);
    // Told by IDLE: the next look by itself would be a minute away.
    deliver(mailTo(ADDRESS, "two"));
    await until(async () => (await rows()).length > 1);
    await one.close();
    watch();
    await looked();
    assert.deepEqual((await subjects()).sort(), ["one", "two"]);
    assert.ok(
      readdirSync(join(maildir, "cur")).every((name) => !/:2,.*S/.test(name)),
      "nothing is marked as seen",
    );
    const { ca: _ca, ...unknown } = place;
    assert.equal(await tryMailbox(unknown), "certificate");
    assert.equal(await tryMailbox({ ...place, host: "127.0.0.1" }), "certificate");
    assert.equal(await tryMailbox({ ...place, folder: "Nope" }), "folder");
  },
);
