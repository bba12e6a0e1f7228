// Letters as a dispatch: who gets one, what lies beside it, and what happens when printing or the disk fails.

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import { extractText, getDocumentProxy } from "unpdf";
import { fine, manualClock, refuse } from "../../../kernel/index.ts";
import { openMemoryStore } from "../../../store/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import type { Dispatches, DispatchId, SendState } from "../../ports.ts";
import { vaultFolder, vaultIn } from "../../vault/vault.fixture.ts";
import type { Addressee } from "../contract.ts";
import { openGlyphs, type Glyphs } from "../render/glyphs.ts";
import { openPrintShop, type PrintShop } from "../render/print-shop.ts";
import { readNotice } from "../text.ts";
import { addressee } from "./addressee.fixture.ts";
import { printNotice, type LetterBatch, type LetterDeps } from "./print-notice.ts";
import { lettersInFolder, lettersInVault } from "./sinks.ts";

const ID: DispatchId = "incident_1:1:letter";
const EMAIL: DispatchId = "incident_1:1:email";
const NEW = { createdAtMs: 1, by: "owner:花子", state: "running", scopeRunId: "r" } as const;

let shop: PrintShop;
let glyphs: Glyphs;
before(async () => {
  shop = openPrintShop({ language: "en", childrenMax: 1 });
  glyphs = await openGlyphs("en");
});
after(() => shop.close());

async function stage(people: readonly Addressee[], more: Partial<LetterDeps> = {}) {
  const { dispatches } = openMemoryStore();
  await dispatches.put({ id: ID, ...NEW });
  const files = new Map<string, Uint8Array>();
  const reports: LetterBatch[] = [];
  const deps: LetterDeps = {
    dispatches,
    shop,
    glyphs,
    sink: { warning: "", put: async (name, bytes) => void files.set(name, bytes) },
    clock: manualClock(),
    language: "ja",
    sender: ["山田水産"],
    people: async function* () {
      yield* people;
    },
    letterFor: ({ name }) => fine(readNotice(`件名: 【重要】お知らせ\n\n${name} 様\n\n本文です。\n`)),
    everyone: true,
    onBatch: (batch) => void reports.push(batch),
    ...more,
  };
  const print = (gone = new AbortController().signal, now: Partial<LetterDeps> = {}) =>
    printNotice(ID, { ...deps, ...now }, gone);
  const text = (end: string): string =>
    Buffer.from([...files].find(([name]) => name.endsWith(end))?.[1] ?? []).toString("utf8");
  const states = async (state: SendState) =>
    (await dispatches.rows(ID, { state, after: "", limit: 1_000 })).map(({ personId, note }) => [
      personId,
      note,
    ]);
  return { dispatches, files, reports, print, text, states };
}

test("a batch is one PDF with a packing list and a table for a mailing house in both encodings", async () => {
  const people = [
    addressee(1, { name: "髙橋 𠮷子", class: "possible" }),
    addressee(2, { name: "=1+1", address: ["東京都", "千代田区", "1-1", "ハイツ", "101"] }),
  ];
  const { files, text, print, states, reports } = await stage(people);
  assert.equal(await print(), "done");
  const [pdfName = ""] = [...files.keys()];
  assert.match(pdfName, /^letters-1-0000001-[0-9a-f]{8}\.pdf$/);
  const name = pdfName.slice(0, -4);
  const { text: pages } = await extractText(
    await getDocumentProxy(new Uint8Array(files.get(pdfName) ?? [])),
    {
      mergePages: false,
    },
  );
  assert.match((pages[0] ?? "").replaceAll(/\s/g, ""), /髙橋𠮷子様/);
  assert.equal(
    text("-packing.csv"),
    "\ufeff照合番号,最初のページ,ページ数,郵便番号\r\np_00001,1,1,100-0001\r\np_00002,2,1,100-0001\r\n",
  );
  const heads = "郵便番号,住所1,住所2,住所3,住所4,氏名,区分,件名,照合番号\r\n";
  const rows = [
    "100-0001,東京都千代田区千代田1-1,,,,髙橋 𠮷子,おそれあり,【重要】お知らせ,p_00001\r\n",
    "100-0001,東京都,千代田区,1-1,ハイツ 101,'=1+1,漏えいを確認,【重要】お知らせ,p_00002\r\n",
  ];
  assert.equal(text("-mailing.csv"), `\ufeff${heads}${rows.join("")}`);
  const sjis = new TextDecoder("shift_jis").decode(files.get(`${name}-mailing-sjis.csv`));
  assert.equal(sjis, `${heads}${rows.join("")}`.replace("𠮷", "〓"));
  assert.deepEqual(reports, [{ name, letters: 2, pages: 2, byHand: 0, without: 0, marked: 1 }]);
  assert.deepEqual(await states("sent"), [
    ["p_00001", `${name} p1`],
    ["p_00002", `${name} p2`],
  ]);
});

test("who was reached by e-mail gets no letter; who bounces later gets one, in a batch of its own", async () => {
  const people = Array.from({ length: 6 }, (_, n) => addressee(n, n === 5 ? { email: "" } : {}));
  const { dispatches, print, states, files } = await stage(people, { everyone: false });
  await dispatches.put({ id: EMAIL, ...NEW });
  await dispatches.turn(
    EMAIL,
    [],
    people.map(({ personId, class: of }) => ({ personId, class: of })),
    1,
  );
  const ends = people.map(({ personId }, n) => ({
    personId,
    state: n === 1 ? ("refused" as const) : ("sent" as const),
    nextTryAtMs: 1,
    note: "",
  }));
  await dispatches.turn(EMAIL, ends, [], 1);
  await dispatches.decide(EMAIL, "p_00003", "sent", "bounced", 2);
  assert.equal(await print(), "done");
  const first = await states("sent");
  assert.deepEqual(
    first.map(([personId]) => personId),
    ["p_00001", "p_00003", "p_00005"],
  );
  assert.equal(await print(), "done");
  assert.equal(files.size, 4);
  await dispatches.decide(EMAIL, "p_00000", "sent", "bounced", 3);
  assert.equal(await print(), "done");
  const [late, ...others] = await states("sent");
  assert.match(String(late?.[1]), /^letters-1-0000004-[0-9a-f]{8} p1$/);
  assert.deepEqual(others, first);
});

test("a name the font cannot print is listed for writing by hand, not printed as a box", async () => {
  const people = [addressee(1, { name: "محمد" }), addressee(2), addressee(3, { address: ["한국로 1"] })];
  const { print, states, text, reports } = await stage(people);
  await print();
  const name = reports[0]?.name ?? "";
  assert.deepEqual(await states("refused"), [
    ["p_00001", `by-hand ${name}`],
    ["p_00003", `by-hand ${name}`],
  ]);
  assert.match(text("-by-hand.csv"), /,محمد,م ح د,p_00001\r\n[^\r]*,한 국 로,p_00003\r\n$/);
  assert.deepEqual([reports[0]?.letters, reports[0]?.byHand], [1, 2]);
});

test("no address and no letter are said, and ten thousand characters stop nobody else's", async () => {
  const long = { name: "花".repeat(10_000), address: ["町".repeat(10_000)] };
  const people = [addressee(1, { address: [" "] }), addressee(2), addressee(3, long)];
  const { print, states, text } = await stage(people, {
    letterFor: ({ personId }) =>
      personId === "p_00002" ? refuse("notice.hole", "x", "y") : fine(readNotice("件名: x\n\ny\n")),
  });
  await print();
  assert.deepEqual(await states("refused"), [
    ["p_00001", "no-postal-address"],
    ["p_00002", "notice.hole"],
  ]);
  assert.ok(text("-mailing.csv").length < 1_000);
});

test("a full disk leaves the batch open; the next start prints it under the same name", async () => {
  const people = Array.from({ length: 5 }, (_, n) => addressee(n));
  const { print, states, files } = await stage(people, { lettersPerBatch: 2 });
  let left = 5;
  const names: string[] = [];
  const full = {
    warning: "",
    put: async (name: string) => {
      names.push(name);
      if (left-- <= 0) throw Object.assign(new Error("full"), { code: "ENOSPC" });
    },
  };
  await assert.rejects(print(undefined, { sink: full }), { code: "ENOSPC" });
  assert.equal((await states("sent")).length, 2);
  assert.deepEqual(await states("claimed"), []);
  await print();
  assert.equal((await states("sent")).length, 5);
  assert.ok(files.has(names.find((name) => name.endsWith(".pdf") && name !== names[0]) ?? "?"));
  assert.equal(files.size, 8, "the first batch was laid down before");
});

test("two who start at once give nobody two letters", async () => {
  const people = Array.from({ length: 9 }, (_, n) => addressee(n));
  const { print, states, files } = await stage(people, { lettersPerBatch: 2 });
  assert.deepEqual(await Promise.all([print(), print()]), ["done", "done"]);
  const sent = await states("sent");
  assert.equal(sent.length, 9);
  const packed = [...files].filter(([name]) => name.endsWith("-packing.csv"));
  const listed = packed.flatMap(
    ([, bytes]) =>
      Buffer.from(bytes)
        .toString("utf8")
        .match(/p_\d{5}/g) ?? [],
  );
  assert.deepEqual(
    listed.toSorted(),
    people.map(({ personId }) => personId),
  );
});

test("a batch of which somebody else took a part is printed under another name", async () => {
  const people = Array.from({ length: 4 }, (_, n) => addressee(n));
  const { print, states, dispatches, files } = await stage(people);
  let isFirst = true;
  const turn: Dispatches["turn"] = async (id, ended, next, nowMs) => {
    const [, taken] = next;
    if (taken !== undefined && isFirst) {
      isFirst = false;
      await dispatches.turn(id, [], [{ ...taken, note: "letters-1-0000001-00000000" }], nowMs);
    }
    return dispatches.turn(id, ended, next, nowMs);
  };
  assert.equal(await print(undefined, { dispatches: { ...dispatches, turn } }), "done");
  assert.deepEqual(
    (await states("sent")).map(([personId]) => personId),
    ["p_00000", "p_00002", "p_00003"],
  );
  assert.deepEqual(await states("claimed"), [["p_00001", "letters-1-0000001-00000000"]]);
  assert.equal(files.size, 4);
});

test("a pause, a stop, people out of order and a notice nobody started are each answered as they should be", async () => {
  const { print, dispatches, files } = await stage([addressee(2), addressee(1)]);
  await dispatches.setState(ID, "paused");
  await assert.rejects(print(), { code: "letters.order" });
  assert.equal(await print(AbortSignal.abort(), { people: async function* () {} }), "stopped");
  assert.equal(await print(undefined, { people: one }), "stopped");
  await dispatches.setState(ID, "running");
  assert.equal(await print(AbortSignal.abort(), { people: one }), "stopped");
  assert.equal(files.size, 0);
  const { dispatches: empty } = openMemoryStore();
  assert.equal(await print(undefined, { dispatches: empty }), "missing");
});

test("files in a folder are private, replace a dead process's part, and the owner is told what they are", async (t) => {
  const folder = letterFolder(t);
  const sink = lettersInFolder(join(folder, "new"), "ja");
  assert.match(sink.warning, /氏名と住所/);
  await sink.put("a.pdf", Buffer.from("1"));
  writeFileSync(join(folder, "new", ".a.pdf.part"), "longer than it was", { mode: 0o644 });
  await sink.put("a.pdf", Buffer.from("2"));
  assert.deepEqual(readdirSync(join(folder, "new")), ["a.pdf"]);
  assert.equal(statSync(join(folder, "new", "a.pdf")).size, 1);
  if (process.platform !== "win32") assert.equal(statSync(join(folder, "new", "a.pdf")).mode & 0o777, 0o600);
  mkdirSync(join(folder, "b.pdf"));
  chmodSync(join(folder, "b.pdf"), 0o700);
  await assert.rejects(lettersInFolder(folder, "ja").put("b.pdf", Buffer.from("x")), {
    code: "letters.folder",
  });
});

test("letters laid into the vault are read back as they were, and gone with its key", async (t) => {
  const incident: IncidentId = "incident_1";
  const vault = vaultIn(vaultFolder(t));
  await vault.create(incident);
  const { print, reports } = await stage([addressee(1)], { sink: lettersInVault(vault, incident) });
  await print();
  const names = (await vault.list(incident)).map(({ name }) => name);
  assert.deepEqual(
    names.toSorted(),
    [".pdf", "-packing.csv", "-mailing.csv", "-mailing-sjis.csv"]
      .map((end) => `${reports[0]?.name}${end}`)
      .toSorted(),
  );
});

async function* one(): AsyncGenerator<Addressee> {
  yield addressee(1);
}

function letterFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-letters-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}
