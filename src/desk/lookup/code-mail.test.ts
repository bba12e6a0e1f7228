// Codes leave through a real mail server, a little after the answer, to one address; nothing of them is told when they cannot.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom, systemClock, systemRandom } from "../../kernel/index.ts";
import type { MailAddress } from "../alerts/mail.ts";
import { openSink } from "../notices/sending/sink.fixture.ts";
import { createCodeMail } from "./code-mail.ts";
import { createCodes } from "./codes.ts";

function server(port: number): MailAddress {
  return {
    to: ["owner@shop.example"],
    from: "shop@shop.example",
    smtp: { host: "127.0.0.1", port, tls: "none" },
  };
}

test("the mail holds the code in the asker's language and goes to the asker alone", async (t) => {
  const sink = await openSink();
  t.after(sink.close);
  const troubles: unknown[] = [];
  const mail = createCodeMail({
    address: () => server(sink.port),
    clock: systemClock(),
    random: systemRandom(),
    onTrouble: (error) => void troubles.push(error),
  });
  assert.equal(mail.canSend(), true);
  mail.send("Ｈanako@x.example", "012345", "Marui", "en");
  mail.send(null, "999999", "Marui", "en");
  mail.send("a@x.example, b@x.example", "888888", "Marui", "en");
  mail.send("<a@x.example>", "777777", "Marui", "en");
  await mail.close();
  assert.deepEqual(
    sink.mails.map(({ to }) => to),
    ["hanako@x.example"],
  );
  assert.match(sink.mails[0]?.text ?? "", /012345/);
  assert.deepEqual(troubles, []);
});

test("a server that refuses is told of without address and code; no server means no codes", async (t) => {
  const sink = await openSink({ recipient: (address) => `550 5.1.1 ${address} unknown` });
  t.after(sink.close);
  const troubles: unknown[] = [];
  const given = {
    clock: systemClock(),
    random: systemRandom(),
    onTrouble: (error: unknown) => void troubles.push(String(error)),
  };
  const mail = createCodeMail({ ...given, address: () => server(sink.port) });
  mail.send("hanako@x.example", "012345", "Marui", "ja");
  await mail.close();
  assert.equal(troubles.length, 1);
  assert.equal(/hanako|012345/.test(String(troubles)), false);
  const none = createCodeMail({ ...given, address: () => undefined });
  assert.equal(none.canSend(), false);
});

test("codes are six digits, spread evenly, and a new one replaces the old", () => {
  const clock = systemClock();
  const codes = createCodes({ clock, random: seededRandom(9) });
  const hash = Buffer.alloc(16, 1);
  const firsts = new Map<string, number>();
  let before = "";
  for (let made = 0; made < 5_000; made++) {
    const code = codes.make(hash);
    assert.match(code, /^\d{6}$/);
    const [first = ""] = code;
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
    if (before !== code && before !== "") assert.equal(codes.use(hash, before), false);
    before = code;
  }
  assert.equal(codes.use(hash, before), true);
  for (const [digit, times] of firsts) assert.ok(times > 400 && times < 600, `${digit}: ${times}`);
  assert.equal(firsts.size, 10);
});
