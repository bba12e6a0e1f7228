// From a customer's word to a judgement: reports from a form, a CSV, an mbox and a Maildir; matched to buyers; a leak told from chance.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { manualClock, seededRandom, systemRandom } from "../../kernel/index.ts";
import { shop } from "../scope/shop.fixture.ts";
import { filesBelow, vaultFolder, vaultIn } from "../vault/vault.fixture.ts";
import { readBuyers, type Buyers } from "./buyers.ts";
import type { SpamReport } from "./contract.ts";
import { judgeReports, REPORTERS_MIN, USUAL_PER_THOUSAND_MONTH } from "./judge.ts";
import { reportsFromMailbox } from "./mailbox.ts";
import { reportsFromCsv } from "./report-file.ts";
import { addReports, forgetReports, readReports, reportFrom, type ReportTools } from "./reports.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 3);
const DAY_MS = 86_400_000;
const SETTINGS = { zone: "Asia/Tokyo", nowMs: NOW_MS, language: "en" } as const;
const MAILBOX = {
  ...SETTINGS,
  shopNames: ["丸井", "shop.example.jp"],
  ownAddresses: ["info@shop.example.jp"],
};
const BUYING = { preset: "generic", columns: {}, zone: "Asia/Tokyo", language: "en" } as const;
const JUDGING = { nowMs: NOW_MS, zone: "Asia/Tokyo", usualPerThousandMonth: USUAL_PER_THOUSAND_MONTH };

function toolsIn(folder: string): ReportTools {
  return { vault: vaultIn(folder), clock: manualClock(NOW_MS), random: systemRandom(), language: "en" };
}

function reported(address: string, daysAgo: number): SpamReport {
  return { atMs: NOW_MS - daysAgo * DAY_MS, address, member: "", kind: "spam", source: "typed" };
}

function mail(
  from: string,
  { subject = "Fwd", date = "Fri, 20 Nov 2026 10:00:00 +0900", body = "hello", more = "" } = {},
): string {
  return `From: Somebody <${from}>\r\nTo: info@shop.example.jp\r\nSubject: ${subject}\r\nDate: ${date}\r\n${more}\r\n${body}\r\n`;
}

test("reports are kept once and sealed, whoever opens the folder, and a year is gone for good when its key is", async (t) => {
  const folder = vaultFolder(t);
  const some = [reported("hanako@example.jp", 3), reported("taro@example.jp", 400)];
  assert.deepEqual(
    await Promise.all([addReports(toolsIn(folder), some), readReports(toolsIn(folder))]).then(
      ([n]) => n.added,
    ),
    2,
  );
  assert.deepEqual(await addReports(toolsIn(folder), [...some, ...some]), { added: 0, refused: 0 });
  assert.deepEqual(
    (await readReports(toolsIn(folder))).map(({ address }) => address),
    ["taro@example.jp", "hanako@example.jp"],
  );
  for (const { path, bytes } of filesBelow(folder))
    assert.ok(!/hanako|taro/.test(path + bytes.toString("latin1")), path);
  assert.equal(await forgetReports(toolsIn(folder), 2025), true);
  assert.equal(await forgetReports(toolsIn(folder), 2025), false);
  assert.deepEqual(await addReports(toolsIn(folder), some), { added: 0, refused: 1 });
  assert.deepEqual(
    (await readReports(toolsIn(folder))).map(({ address }) => address),
    ["hanako@example.jp"],
  );
});

test("what names nobody is no report; addresses are compared without case and full-width signs", () => {
  const said = { atMs: NOW_MS, kind: "spam", source: "typed" } as const;
  for (const [address, member] of [
    ["", ""],
    ["nobody", "0"],
    ["a@b@c", "guest"],
    ["a b@c", ""],
  ] as const)
    assert.equal(reportFrom({ ...said, address, member }), null, address);
  assert.equal(
    reportFrom({ ...said, address: " Ｈanako@Example.JP", member: "" })?.address,
    "hanako@example.jp",
  );
  assert.equal(reportFrom({ ...said, address: "", member: "A12" })?.member, "a12");
});

test("a CSV of reports is read in both languages; rows that tell no time or nobody are counted with the first line", async (t) => {
  const { write } = shop(t);
  const good = write(
    "r.csv",
    "日時,メールアドレス,種類\r\n2026-11-01,a@example.jp,フィッシング\r\n2026/11/02 10:30,b@example.jp,迷惑メール\r\n,c@example.jp,\r\n2027-06-01,d@example.jp,\r\n2026-11-03,nobody,電話\r\n",
  );
  const read = await reportsFromCsv(good, SETTINGS);
  assert.deepEqual(
    read.reports.map(({ address, kind, source }) => [address, kind, source]),
    [
      ["a@example.jp", "phishing", "csv"],
      ["b@example.jp", "spam", "csv"],
    ],
  );
  assert.equal(new Date(read.reports[1]?.atMs ?? 0).toISOString(), "2026-11-02T03:00:00.000Z");
  assert.deepEqual([read.unreadable, read.firstUnreadable], [3, 4]);
  const english = await reportsFromCsv(
    write("e.csv", "date,member id,kind\n2026-11-01T09:00,77,phone call\n"),
    SETTINGS,
  );
  assert.deepEqual(
    english.reports.map(({ member, kind }) => [member, kind]),
    [["77", "telephone"]],
  );
  await assert.rejects(reportsFromCsv(write("x.csv", "a,b\n1,2\n"), SETTINGS), {
    code: "spam.columns",
    message: /at, address/,
  });
  await assert.rejects(reportsFromCsv("/nowhere.csv", SETTINGS), { code: "spam.unreadable" });
});

test("an mbox of forwarded mails gives who, when and what kind, whatever the mails are like", async (t) => {
  const { write } = shop(t);
  const attached = mail("hanako@example.jp", {
    more: 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n',
    body: `--b\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: crook@example.net\r\nTo: hanako+shop@example.jp\r\nSubject: =?utf-8?B?${Buffer.from("丸井からのお知らせ").toString("base64")}?=\r\nDate: Thu, 19 Nov 2026 10:00:00 +0900\r\n\r\nclick\r\n--b--`,
  });
  const mails = [
    mail("taro@example.jp", { body: "buy now\r\n\r\n>From here on it is my own text" }),
    attached,
    mail("info@shop.example.jp", { body: "our own answer" }),
    mail("jiro@example.jp", { date: "no date at all" }),
    mail("saburo@example.jp", { body: "x".repeat(3 * 1024 * 1024) }),
    "\0\u0001garbage without a head\r\n",
  ];
  const mbox = mails.map((one) => `From - Fri Nov 20 10:00:00 2026\r\n${one}\r\n`).join("");
  const { reports, unreadable, firstUnreadable } = await reportsFromMailbox(
    write("spam.mbox", mbox),
    MAILBOX,
  );
  assert.deepEqual(
    reports.map(({ address, kind }) => [address, kind]),
    [
      ["taro@example.jp", "spam"],
      ["hanako+shop@example.jp", "phishing"],
      ["saburo@example.jp", "spam"],
    ],
  );
  assert.equal(reports[0]?.atMs, Date.UTC(2026, 10, 20, 1));
  assert.deepEqual([unreadable, firstUnreadable], [2, 4]);
  for (const [name, content] of [
    ["empty", ""],
    ["text", "this is no mailbox\n"],
  ] as const)
    await assert.rejects(reportsFromMailbox(write(name, content), MAILBOX), { code: "spam.noMails" }, name);
});

test("a Maildir is read from new and cur; what is no mail in it is left", async (t) => {
  const { folder } = shop(t);
  for (const part of ["cur", "new", "tmp"]) mkdirSync(join(folder, "box", part), { recursive: true });
  writeFileSync(join(folder, "box/new/1"), mail("a@example.jp"));
  writeFileSync(join(folder, "box/cur/2:2,S"), mail("b@example.jp"));
  writeFileSync(join(folder, "box/tmp/3"), mail("c@example.jp"));
  mkdirSync(join(folder, "box/cur/folder"));
  const { reports } = await reportsFromMailbox(join(folder, "box"), MAILBOX);
  assert.deepEqual(
    reports.map(({ address }) => address).toSorted((a, b) => (a < b ? -1 : 1)),
    ["a@example.jp", "b@example.jp"],
  );
  mkdirSync(join(folder, "none"));
  await assert.rejects(reportsFromMailbox(join(folder, "none"), MAILBOX), { code: "spam.noMails" });
});

/** Customers buyer0 … with first orders spread evenly over 2023-01 to 2026-10, and some who only registered. */
async function buyersOf(t: TestContext, count: number): Promise<Buyers> {
  const { write } = shop(t);
  const start = Date.UTC(2023, 0, 1);
  const days = (Date.UTC(2026, 9, 31) - start) / DAY_MS;
  const rows = ["order id,date,payment method,email,member id"];
  for (let i = 0; i < count; i++) {
    const at = new Date(start + Math.floor((i / count) * days) * DAY_MS).toISOString().slice(0, 10);
    rows.push(`${i},${at},card,buyer${i}@example.jp,${i + 1}`, `${i}b,2026-10-31,card,BUYER${i}@example.jp,`);
  }
  const orders = write("orders.csv", rows.join("\n"));
  const customers = write(
    "customers.csv",
    "id,email\n1,buyer0@example.jp\n99999,only-registered@example.jp\n",
  );
  return readBuyers({
    ...BUYING,
    inputs: [
      { kind: "orders", path: orders },
      { kind: "customers", path: customers },
    ],
  });
}

const isPlanted = (email: string): boolean => email === "cn@leak.example.jp";

test("buyers are persons: address and member id are joined, the first order counts, those without an order are known", async (t) => {
  const buyers = await buyersOf(t, 100);
  assert.deepEqual([buyers.customers, buyers.joinedDays.length], [101, 100]);
  const byAddress = buyers.personOf(["email:buyer50@example.jp"]);
  assert.equal(byAddress, buyers.personOf(["member:51"]));
  assert.equal(
    new Date((buyers.joinedOf(byAddress ?? -1) ?? 0) * DAY_MS).toISOString().slice(0, 7),
    "2024-11",
  );
  assert.equal(buyers.personOf(["email:stranger@example.jp"]), undefined);
  const { write } = shop(t);
  const orders = write(
    "p.csv",
    "order id,date,email\n1,2026-01-01,a@example.jp\n2,2026-01-02,Cn@leak.example.jp\n",
  );
  const inputs = [{ kind: "orders", path: orders }] as const;
  assert.equal(
    (await readBuyers({ ...BUYING, inputs, isPlanted })).customers,
    1,
    "watch records are no customers",
  );
  const undated = write("o.csv", "id,email\n1,a@example.jp\n");
  await assert.rejects(readBuyers({ ...BUYING, inputs: [{ kind: "orders", path: undated }] }), {
    code: "spam.columns",
    message: /order_date/,
  });
});

test("a planted leak of the list of spring 2024 is seen, its time is told, and what is missing before is said", async (t) => {
  const buyers = await buyersOf(t, 3_000);
  // The list of 2024-05-01 held the first 35 %.
  const random = seededRandom(3);
  const victims = Array.from({ length: 14 }, (_, i) =>
    reported(`buyer${Math.floor(random.unit() * 1_040)}@example.jp`, 40 - i * 2),
  );
  const more = [
    reported("stranger@example.jp", 5),
    reported("only-registered@example.jp", 5),
    reported("buyer2999@example.jp", 600),
  ];
  const judged = judgeReports([...victims, ...victims, ...more], buyers, JUDGING);
  assert.equal(judged.verdict, "leak");
  assert.deepEqual(
    [judged.reports, judged.reporters, judged.unmatched, judged.undated, judged.early],
    [31, 14, 1, 1, 1],
  );
  assert.ok(judged.bayesFactor >= 100 && judged.moreBefore === 0);
  assert.ok(
    judged.taken !== null && judged.taken.from < "2024-06-30" && judged.taken.to > "2024-02-01",
    JSON.stringify(judged.taken),
  );
  const half = judgeReports(victims.slice(0, REPORTERS_MIN), buyers, JUDGING);
  assert.ok(half.verdict !== "leak" && (half.moreBefore ?? 0) > 0, JSON.stringify(half));
});

test("reports from customers old and new are coincidence; two old ones are too few; a wave alone is only watched", async (t) => {
  const buyers = await buyersOf(t, 3_000);
  const mixed = Array.from({ length: 12 }, (_, i) =>
    reported(`buyer${i * 245 + 100}@example.jp`, 350 - i * 28),
  );
  assert.equal(judgeReports(mixed, buyers, JUDGING).verdict, "coincidence");
  const two = judgeReports(
    [reported("buyer1@example.jp", 2), reported("buyer2@example.jp", 1)],
    buyers,
    JUDGING,
  );
  assert.deepEqual([two.verdict, two.reporters], ["too-few", 2]);
  const wave = Array.from({ length: 12 }, (_, i) => reported(`buyer${i * 245 + 100}@example.jp`, 10));
  assert.equal(judgeReports(wave, buyers, JUDGING).verdict, "watch");
  const none = judgeReports([], buyers, JUDGING);
  assert.deepEqual([none.verdict, none.bayesFactor, none.taken, none.usual.p], ["too-few", 1, null, 1]);
});
