// The look-up answers with the person's own letter, tells strangers nothing, survives a restart, and ends with its key.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LANGUAGES } from "../../kernel/index.ts";
import { draftPaper } from "../notices/draft/draft.ts";
import { fillPaper } from "../notices/render/fill.ts";
import { blocksHtml } from "../notices/render/mail.ts";
import { readNotice } from "../notices/text.ts";
import { chunksOf, filesBelow } from "../vault/vault.fixture.ts";
import { createLookUpDesk } from "./desk.ts";
import { LOOK_UP_BOX, writeIndex } from "./index-file.ts";
import { openPeopleIndex } from "./people-index.ts";
import { ask, byOrder, classesOf, INCIDENT, openStage, personOf, sourceFor, THREE } from "./stage.fixture.ts";

test("each kind of person reads the sentences of the own letter, in both languages", async (t) => {
  const { desk } = await openStage(t);
  const source = sourceFor(THREE);
  assert.equal((await desk.open(INCIDENT, source)).ok, true);
  for (const person of THREE)
    for (const language of LANGUAGES) {
      const key = { kind: "email", class: person.class, language, report: 1 } as const;
      const own = fillPaper(readNotice(draftPaper(key, source.facts)), person, source.facts, language);
      assert.ok(own.ok);
      const ref = person.orders[0]?.ref ?? "";
      const told = await desk.ask(ask({ kind: "order", email: person.email, order: ref }, language));
      assert.ok(told.kind === "letter", told.kind);
      assert.equal(told.title, own.value.subject);
      assert.equal(told.html, blocksHtml(own.value.blocks, 2));
      assert.ok(told.html.includes(person.name));
    }
});

test("what is typed on a phone finds its person: wide signs, blanks, capitals, a mark before the number", async (t) => {
  const { desk } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  for (const [email, order] of [
    ["ＨＡＮＡＫＯ１＠kakizawa.example", "ＭＳ－１００１"],
    [" Hanako1@Kakizawa.example ", "#ms-1001"],
    ["hanako1@kakizawa.example", "注文番号：MS‐1001"],
  ] as const)
    assert.equal((await desk.ask(byOrder(email, order))).kind, "letter", `${email} ${order}`);
});

test("an unknown address, another's order number and nothing at all are one answer", async (t) => {
  const { desk } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  const answers = [];
  for (const [email, order] of [
    ["nobody@kakizawa.example", "MS-1001"],
    ["hanako1@kakizawa.example", "MS-1002"],
    ["hanako1@kakizawa.example", ""],
    ["", ""],
  ] as const)
    answers.push(await desk.ask(byOrder(email, order)));
  assert.equal(answers[0]?.kind, "not-found");
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
});

test("a code goes to the address on file alone, opens the letter once, and unknown addresses hear the same", async (t) => {
  const { desk, mails, asked, clock } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  const email = "hanako2@kakizawa.example";
  const known = await desk.ask(ask({ kind: "send-code", email }));
  const unknown = await desk.ask(ask({ kind: "send-code", email: "nobody@x.example" }));
  assert.deepEqual(known, unknown);
  assert.equal(known.kind, "code-sent");
  assert.deepEqual(
    mails.map(({ to }) => to),
    [email],
  );
  assert.equal(asked.length, 2, "one was made for the unknown address, too");
  const [{ code } = { code: "" }] = mails;
  assert.match(code, /^\d{6}$/);
  const enter = async (given: string, who = email): Promise<string> =>
    (await desk.ask(ask({ kind: "code", email: who, code: given }))).kind;
  assert.equal(await enter(asked[1] ?? "", "nobody@x.example"), "code-wrong");
  assert.equal(await enter(code === "000000" ? "000001" : "000000"), "code-wrong");
  assert.equal(await enter(code), "letter");
  assert.equal(await enter(code), "code-wrong", "used up");
  await desk.ask(ask({ kind: "send-code", email }));
  clock.advance(10 * 60_000);
  assert.equal(await enter(mails[1]?.code ?? ""), "code-wrong", "too old");
});

test("five wrong tries end a code, also the right one", async (t) => {
  const { desk, mails } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  const email = "hanako1@kakizawa.example";
  await desk.ask(ask({ kind: "send-code", email }));
  const right = mails[0]?.code ?? "";
  const wrong = right === "111111" ? "222222" : "111111";
  for (let tries = 0; tries < 5; tries++)
    assert.equal((await desk.ask(ask({ kind: "code", email, code: wrong }))).kind, "code-wrong");
  assert.equal((await desk.ask(ask({ kind: "code", email, code: right }))).kind, "code-wrong");
});

test("guessing an order number is slowed for that address alone, known or not, and soon goes on", async (t) => {
  const { desk, clock } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  const guesses = async (email: string): Promise<number> => {
    for (let tries = 0; ; tries++)
      if ((await desk.ask(byOrder(email, `MS-${tries}`))).kind === "later") return tries;
  };
  const known = await guesses("hanako1@kakizawa.example");
  assert.equal(await guesses("nobody@kakizawa.example"), known);
  assert.ok(known <= 10, String(known));
  const family = await desk.ask(byOrder("hanako2@kakizawa.example", "MS-1002"));
  assert.equal(family.kind, "letter", "others behind the same address go on");
  const code = await desk.ask(ask({ kind: "send-code", email: "hanako1@kakizawa.example" }));
  assert.equal(code.kind, "code-sent", "the other way stays open");
  clock.advance(5 * 60_000);
  assert.equal((await desk.ask(byOrder("hanako1@kakizawa.example", "MS-1001"))).kind, "letter");
});

test("questions from everywhere together are slowed, looking up is not", async (t) => {
  const { desk, questions } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  let kind = "asked";
  for (let n = 0; kind === "asked" && n < 1_000; n++) {
    const from = { host: `10.0.${n}.1`, subnet: `10.0.${n}.0/24` };
    const question = { kind: "ask", name: "", contact: "", words: "?" } as const;
    ({ kind } = await desk.ask(ask(question, "ja", from)));
  }
  assert.equal(kind, "later");
  assert.equal(questions.length, 300);
  assert.equal((await desk.ask(byOrder("hanako1@kakizawa.example", "MS-1001"))).kind, "letter");
});

test("one asker for many addresses is slowed, never for longer than a few seconds; others are not", async (t) => {
  const { desk } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  let passed = 0;
  let waitSeconds = 0;
  while (waitSeconds === 0) {
    const told = await desk.ask(byOrder(`a${passed}@x.example`, "1"));
    if (told.kind === "later") ({ waitSeconds } = told);
    else passed += 1;
  }
  assert.ok(passed >= 30 && passed <= 60, String(passed));
  assert.ok(waitSeconds <= 5, String(waitSeconds));
  const elsewhere = { host: "198.51.100.7", subnet: "198.51.100.0/24" };
  const other = ask({ kind: "order", email: "hanako1@kakizawa.example", order: "MS-1001" }, "ja", elsewhere);
  assert.equal((await desk.ask(other)).kind, "letter");
});

test("a later scope: the old answer is not given any more, and a second click renews it", async (t) => {
  const { desk, newest } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  const later = `scope_${"f".repeat(32)}`;
  newest.runId = later;
  await desk.look(INCIDENT);
  assert.equal((await desk.ask(byOrder("hanako1@kakizawa.example", "MS-1001"))).kind, "renewing");
  assert.equal((await desk.ask(ask({ kind: "open" }))).kind, "renewing");
  assert.equal(await desk.holds(async () => null), false);
  const changed = [personOf(1, "notAffected"), ...THREE.slice(1)];
  assert.equal((await desk.open(INCIDENT, sourceFor(changed, { runId: later }))).ok, true);
  const told = await desk.ask(byOrder("hanako1@kakizawa.example", "MS-1001"));
  assert.ok(told.kind === "letter" && told.title.includes("漏えいしていません"));
});

test("letters written anew are answered after the next click, not before, and not half", async (t) => {
  const { desk } = await openStage(t);
  const source = sourceFor(THREE);
  assert.equal(await desk.holds(async () => source), false, "nothing is open");
  await desk.open(INCIDENT, source);
  assert.equal(await desk.holds(async () => source), true);
  const own = "店主がお電話でご説明します。";
  const edited: typeof source = { ...source, textOf: (key) => `${source.textOf(key)}\n${own}\n` };
  assert.equal(await desk.holds(async () => edited), false);
  const told = async (): Promise<boolean> => {
    const answer = await desk.ask(byOrder("hanako1@kakizawa.example", "MS-1001"));
    return answer.kind === "letter" && answer.html.includes(own);
  };
  assert.equal(await told(), false);
  assert.equal((await desk.open(INCIDENT, edited)).ok, true);
  assert.deepEqual([await told(), await desk.holds(async () => edited)], [true, true]);
});

test("it survives a restart, stays closed once closed, and is gone with the incident's key", async (t) => {
  const { desk, deps, vault } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  const next = createLookUpDesk(deps);
  assert.equal((await next.ask(ask({ kind: "open" }))).kind, "closed");
  assert.equal(await next.restore(INCIDENT), true);
  assert.equal((await next.ask(byOrder("hanako3@kakizawa.example", "MS-1003"))).kind, "letter");
  assert.equal(await next.close(INCIDENT), true);
  assert.equal(await next.close(INCIDENT), false);
  assert.equal(await createLookUpDesk(deps).restore(INCIDENT), false);
  await next.open(INCIDENT, sourceFor(THREE));
  await vault.destroy(INCIDENT);
  assert.equal((await next.ask(byOrder("hanako3@kakizawa.example", "MS-1003"))).kind, "closed");
  assert.equal(await createLookUpDesk(deps).restore(INCIDENT), false);
});

test("opening refuses counts that are not the scope's, letters with holes, and a second incident", async (t) => {
  const { desk, vault } = await openStage(t);
  const codeOf = async (source: Parameters<typeof desk.open>[1], incident = INCIDENT): Promise<string> => {
    const opened = await desk.open(incident, source);
    return opened.ok ? "fine" : opened.code;
  };
  const right = sourceFor(THREE);
  assert.equal(await codeOf({ ...right, classes: classesOf(THREE.slice(1)) }), "lookup.counts");
  assert.equal(await codeOf({ ...right, runId: "scope_other" }), "lookup.counts");
  assert.equal(await codeOf({ ...right, people: sourceFor(THREE.slice(1)).people }), "lookup.counts");
  assert.equal(await codeOf({ ...right, textOf: () => "件名: x\n\n{{card}}\n" }), "lookup.hole");
  assert.equal((await desk.ask(ask({ kind: "open" }))).kind, "closed");
  assert.equal(await codeOf(right), "fine");
  await vault.create("incident_other");
  assert.equal(await codeOf(right, "incident_other"), "lookup.other-open");
});

test("nothing of a person lies on the disk in clear, and the index holds no address even unsealed", async (t) => {
  const { desk, folder, vault } = await openStage(t);
  await desk.open(INCIDENT, sourceFor(THREE));
  for (const { path, bytes } of filesBelow(folder))
    for (const planted of ["hanako", "花子", "MS-1001", "kakizawa"])
      assert.equal(bytes.includes(planted), false, `${planted} in ${path}`);
  let text = "";
  for await (const piece of vault.get(INCIDENT, LOOK_UP_BOX)) text += Buffer.from(piece).toString("utf8");
  assert.ok(text.includes("花子"), "the letter needs the name");
  assert.equal(/hanako|尾道/.test(text), false);
});

test("people who share an address or an order number are told the worse of both", async () => {
  const shared = { email: "home@x.example", orders: [{ ref: "7", day: "2026-01-05" }] };
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const both = [personOf(1, "notAffected", shared), personOf(2, "confirmed", shared)];
    const people = order.flatMap((at) => both[at] ?? []);
    const index = await openPeopleIndex(writeIndex(sourceFor(people), Buffer.alloc(32, 2), "ja"), "ja");
    assert.ok(index !== null);
    assert.equal(index.person(index.byMail(index.mailHash("home@x.example"))).class, "confirmed");
    assert.equal(index.person(index.byPair(index.pairHash("home@x.example", "7"))).class, "confirmed");
  }
});

test("a damaged or foreign box opens nothing", async () => {
  for (const text of ["", "{}\n", '{"v":1,"state":"open"}\n'])
    await assert.rejects(openPeopleIndex(chunksOf(text), "ja"), { code: "lookup.damaged" });
});
