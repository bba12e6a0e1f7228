// S3: a log with 94,243 cards lay open and 98 of them are proved to have been read. The page tells how many people that is, and
// what to do now that the authority has published first (S3-9).

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { accessLine } from "../../src/desk/scope/shop.fixture.ts";
import { noBrowser } from "../browser/chromium.ts";
import { openByHand, openIncidentStage, shownClass } from "./incident-stage.ts";
import { CARDS_IN_LOG, cardsOfMall } from "./mall-log.ts";
import { openPost } from "./notice-post.ts";
import { openSluice, tellEach } from "./s3-each-verdict.ts";

/** What the attacker is proved to have read before the line broke. */
const READ = 98;
const ORDERS = 120_000;

interface Finding {
  readonly offset: number;
  readonly bytes: number;
  readonly kind: string;
  readonly cardHash?: string | null;
}

test(
  "94,243 cards in a log, 98 proved read: the page shows 98, 94,145, and everybody else as not affected",
  { skip: noBrowser },
  async (t) => {
    const sluice = openSluice();
    const post = await openPost(t, sluice);
    const stage = await openIncidentStage(t, post.config);
    const { page, hand, story } = stage;
    const id = await openByHand(stage, {
      at: "2026-05-01T10:00",
      caller: "モールの担当者",
      words: "ログがそのまま見えていました。",
    });
    // S3-9: the authority publishes first, and the press calls before anybody has been told.
    const dialog = page.getByRole("dialog");
    await hand.tap(page.getByRole("button", { name: "新しい知らせを書く" }));
    await hand.choose(dialog.getByLabel("だれから"), "press");
    await hand.type(dialog.getByLabel("何と言われましたか"), "経済産業省の発表を見ました。");
    await hand.tap(dialog.getByRole("button", { name: "書く", exact: true }));
    const next = page.getByRole("region", { name: "次にすること" });
    const steps = next.getByText(
      /カード払いを止めてください|証拠を保全してください|先に公表・報道されました/,
    );
    await next.getByText(/先に公表・報道されました。.*次にいつ知らせるか/).waitFor();
    assert.equal(await steps.count(), 3);
    assert.match(await steps.nth(2).innerText(), /先に公表/, "right after the harm is stopped");

    const { cards } = cardsOfMall();
    await mkdir(join(story.folder, "logs"));
    await writeFile(join(story.folder, "logs", "pay.log"), cards.map(lineOf).join(""));
    const scanned = await hand.command(["scrub", "scan", "logs/pay.log", "--places", "400000", "--json"]);
    assert.equal(scanned.code, 1, scanned.err);
    await writeFile(join(story.folder, "scan.json"), scanned.out);
    const hashes = cardsFound(scanned.out.toString());
    assert.equal(hashes.length, CARDS_IN_LOG);
    await writeFile(join(story.folder, "orders.csv"), ordersWith(hashes.map(({ hash }) => hash)));
    // The answer broke off right behind the last card that was read.
    await writeFile(join(story.folder, "access.log"), accessLog(hashes[READ - 1]?.end ?? 0));

    const scoped = await hand.command(scopeOf(id));
    assert.equal(scoped.code, 1, scoped.err);
    await page.reload();
    await page.getByRole("rowheader", { name: "影響を確認" }).waitFor();
    assert.equal(await shownClass(page, "影響を確認"), "98");
    assert.equal(await shownClass(page, "可能性あり"), "94,145");
    assert.equal(await shownClass(page, "判断できない"), "0");
    assert.equal(await shownClass(page, "影響なし"), "25,757");
    await page.getByText("影響を調べました: 確認 98人、可能性 94,145人").waitFor();
    await tellEach(stage, post, sluice, { id, read: READ, cards: CARDS_IN_LOG });
    assert.deepEqual(stage.complaints, []);
  },
);

function scopeOf(incident: string): readonly string[] {
  const inputs = ["--orders", "orders.csv", "--log", "access.log", "--findings", "scan.json"];
  const read = ["--leaked", "logs/pay.log", "--page", "/logs/pay.log", "--origin", "203.0.113.5"];
  const when = ["--from", "2011-11-01", "--to", "2011-11-30"];
  return ["incident", "scope", "--incident", incident, "--yes", "--json", ...inputs, ...read, ...when];
}

/** A short line: which writings of a card are found, and masked, is the story of the mall's log. */
function lineOf(card: string, i: number): string {
  return `2011/11/01 12:00:00 [gateway] order_id=${i} card_no=${card}&result=OK\n`;
}

/** Each card where it stands first, in the order of the file. */
function cardsFound(report: string): { hash: string; end: number }[] {
  const { files } = JSON.parse(report) as { files: { findings: Finding[] }[] };
  const first = new Map<string, number>();
  for (const { kind, cardHash, offset, bytes } of files.flatMap(({ findings }) => findings))
    if (kind === "pan" && typeof cardHash === "string" && !first.has(cardHash))
      first.set(cardHash, offset + bytes);
  return [...first].map(([hash, end]) => ({ hash, end })).toSorted((a, b) => a.end - b.end);
}

function ordersWith(hashes: readonly string[]): string {
  const rows = Array.from(
    { length: ORDERS },
    (_, i) =>
      `${i + 1},2011-0${(i % 9) + 1}-15,クレジットカード,発送済み,p${i}@example.jp,,${hashes[i] ?? ""}\n`,
  );
  return `注文番号,注文日,支払方法,対応状況,メールアドレス,会員ID,card_hash\n${rows.join("")}`;
}

function accessLog(bytes: number): string {
  const days = Array.from({ length: 30 }, (_, i) =>
    accessLine(`2011-11-${String(i + 1).padStart(2, "0")} 08:00:00`, "/"),
  );
  return `${days.join("")}${accessLine("2011-11-20 03:00:00", "/logs/pay.log", { bytes })}`;
}
