// The look-up page on the real guard: opened by its act, answered by its workers, with a question that lands at the inquiry desk,
// used in a real browser at a phone's size, and closed by undoing the act.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { IncidentId } from "../src/desk/index.ts";
import { CARD_LEAK } from "../src/desk/notices/draft/facts.fixture.ts";
import type { Addressee } from "../src/desk/notices/contract.ts";
import { openVault } from "../src/main/desk/vault.ts";
import { noBrowser, openBrowser } from "./browser/chromium.ts";
import { openDemoStage, type DemoStage } from "./demo-stage.ts";
import { configOf, runIn, type Ran } from "./operator.ts";

const RUN = `scope_${"0".repeat(32)}`;
const CLASSES = { confirmed: 1, possible: 0, cannotTell: 1, notAffected: 1 };

function personOf(number: number, of: Addressee["class"]): Addressee {
  return {
    personId: `p_${number}`,
    name: `牡蠣沢花子${number}`,
    email: `hanako${number}@kaki.example`,
    postcode: "",
    address: [],
    orders: [{ ref: `MS-${number}`, day: "2026-01-05" }],
    items: of === "notAffected" ? [] : ["card-number", "expiry"],
    class: of,
  };
}
const PEOPLE = [personOf(1, "confirmed"), personOf(2, "possible"), personOf(3, "notAffected")];

let stage: DemoStage;
let folder: string;
let browser: Browser | undefined;
let id: IncidentId;

before(async () => {
  stage = await openDemoStage("/nowhere");
  folder = mkdtempSync(join(tmpdir(), "misemori-look-up-"));
  writeFileSync(join(folder, "misemori.yaml"), configOf(stage));
  if (noBrowser === false) browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(...argv: string[]): Promise<Ran> {
  return runIn(folder, argv);
}

async function tell(path: string, body: object): Promise<unknown> {
  const token = readFileSync(join(stage.recordsFolder, "cli-token"), "utf8").trim();
  const response = await fetch(`${stage.consoleUrl}/v1/incidents/${id}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

async function look(fields: Readonly<Record<string, string>>): Promise<{ status: number; text: string }> {
  const response = await fetch(`${stage.gateUrl}/__misemori/lookup?lang=ja`, {
    method: "POST",
    body: new URLSearchParams(fields),
  });
  return { status: response.status, text: await response.text() };
}

/** Without what was typed in and what is new on every page. */
function bare(text: string): string {
  return text.replaceAll(/nonce="[^"]*"|(?:hanako|nobody)1/g, "");
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test("opened by its act when persons and letters are there, and not before", async () => {
  assert.equal((await fetch(`${stage.gateUrl}/__misemori/lookup`)).status, 404);
  const opened = await run("incident", "open", "--title", "電話", "--type", "card-leak", "--json");
  ({ id } = JSON.parse(opened.out) as { id: IncidentId });
  const early = await run("incident", "act", id, "open-look-up", "--why", "問い合わせ", "--key", "k0");
  assert.match(early.out, /そろっていません/);
  const vault = openVault(stage.recordsFolder, "ja");
  const facts = {
    ...CARD_LEAK,
    counts: { confirmed: 1, possible: 1, notAffected: 1 },
    scopeRunId: RUN,
  };
  await vault.put(
    id,
    `addressees-${RUN}.jsonl`,
    bytesOf(PEOPLE.map((one) => `${JSON.stringify(one)}\n`).join("")),
  );
  await tell("/scope", {
    runId: RUN,
    resultSha256: "0".repeat(64),
    classes: CLASSES,
    people: 3,
    vaultName: null,
  });
  await tell("/notices/facts", { facts, before: null });
  const acted = await run("incident", "act", id, "open-look-up", "--why", "問い合わせ", "--key", "k1");
  assert.match(acted.out, /確認ページを開きました/, acted.err);
  const twice = await run("incident", "act", id, "open-look-up", "--why", "問い合わせ", "--key", "k1");
  assert.equal(twice.code, 0);
  // A worker may show for a second what it was told last.
  let status = 404;
  for (let looks = 0; status === 404 && looks < 100; looks++) {
    await sleep(50);
    ({ status } = await fetch(`${stage.gateUrl}/__misemori/lookup`));
  }
  assert.equal(status, 200);
});

test("answers through the workers, in the words of the letter, and strangers hear nothing", async () => {
  const found = await look({ do: "order", email: "hanako1@kaki.example", order: "MS-1" });
  assert.equal(found.status, 200);
  assert.match(found.text, /漏えいしました/);
  assert.match(found.text, /牡蠣沢花子1/);
  const safe = await look({ do: "order", email: "hanako3@kaki.example", order: "MS-3" });
  assert.match(safe.text, /すべて無事/);
  const wrong = await look({ do: "order", email: "hanako1@kaki.example", order: "MS-2" });
  const unknown = await look({ do: "order", email: "nobody1@kaki.example", order: "MS-2" });
  assert.equal(bare(wrong.text), bare(unknown.text));
  assert.match(wrong.text, /この組み合わせは見つかりませんでした/);
});

test("a question lands at the inquiry desk, is answered there and exported for those named", async () => {
  const asked = await look({
    do: "ask",
    name: "牡蠣沢",
    contact: "090",
    words: "カードの再発行の費用はどうなりますか",
  });
  assert.match(asked.text, /お預かりしました/);
  const added = await run("incident", "inquiry", "add", id, "--words", "電話です", "--key", "c1", "--json");
  assert.equal(added.code, 0, added.err);
  const listed = await run("incident", "inquiry", "list", id, "--json");
  const { counts, inquiries } = JSON.parse(listed.out) as {
    counts: object;
    inquiries: { inquiry: string; channel: string }[];
  };
  assert.deepEqual(counts, { open: 2, answered: 0 });
  assert.equal(listed.out.includes("再発行"), false);
  const web = inquiries.find(({ channel }) => channel === "web")?.inquiry ?? "";
  const shown = await run("incident", "inquiry", "show", id, web);
  assert.match(shown.out, /再発行の費用はどうなりますか/);
  assert.match(shown.out, /費用や補償はどうなりますか/);
  const answered = await run(
    "incident",
    "inquiry",
    "answer",
    id,
    web,
    "--words",
    "かかりません",
    "--done",
    "折り返した",
  );
  assert.equal(answered.code, 0, answered.err);
  assert.match((await run("incident", "inquiry", "list", id)).out, /まだ 1件、答えた 1件/);
  for (const name of ["out.csv", "out.json"]) {
    const file = join(folder, name);
    assert.equal((await run("incident", "inquiry", "export", id, "--out", file)).code, 0);
    assert.match(readFileSync(file, "utf8"), /折り返した/);
    assert.equal(statSync(file).mode & 0o077, 0);
  }
  assert.notEqual((await run("incident", "inquiry", "export", id, "--out", "x.txt")).code, 0);
  assert.deepEqual(await stage.journalled("inquiry.asked"), ["web", "api:this machine"]);
});

async function withPage(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  assert.ok(browser !== undefined);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  try {
    const page = await context.newPage();
    await page.goto(`${stage.gateUrl}/__misemori/lookup`);
    await work(page);
  } finally {
    await context.close();
  }
}

/** Pictures for people who look at the page: LOOK=folder. */
async function picture(page: Page, name: string): Promise<void> {
  const pictures = process.env["LOOK"];
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

for (const [locale, scheme] of [
  ["ja-JP", "light"],
  ["ja-JP", "dark"],
  ["en-US", "light"],
] as const)
  test(`a phone without scripts: ${locale}, ${scheme}`, { skip: noBrowser }, async () => {
    const name = `${locale}-${scheme}`;
    const en = locale === "en-US";
    await withPage({ locale, colorScheme: scheme, javaScriptEnabled: false }, async (page) => {
      await picture(page, `${name}-form`);
      const email = page.getByLabel(en ? "E-mail address" : "メールアドレス").first();
      const order = page.getByLabel(en ? "Order number" : "注文番号").first();
      const button = page.getByRole("button", { name: en ? "Look it up" : "確かめる" }).first();
      await email.fill("hanako2@kaki.example");
      await button.click();
      await page.locator("#order-fault").waitFor();
      assert.equal(await order.getAttribute("aria-invalid"), "true");
      await picture(page, `${name}-fault`);
      await order.fill("MS-9");
      await button.click();
      await page
        .getByRole("heading", { level: 1, name: en ? /could not find/ : /見つかりませんでした/ })
        .waitFor();
      await picture(page, `${name}-not-found`);
      assert.equal(await email.inputValue(), "hanako2@kaki.example", "what was entered is still there");
      await order.fill("ms-2");
      await button.click();
      const verdict = page.getByRole("heading", { level: 1 });
      assert.match((await verdict.textContent()) ?? "", en ? /may have leaked/ : /可能性があります/);
      await picture(page, `${name}-letter`);
      const { width } = (await page.locator("html").boundingBox()) ?? { width: 0 };
      assert.ok(width <= 360, "nothing sticks out");
    });
  });

test("closed by undoing the act", async () => {
  const undone = await run("incident", "undo", id, "k1", "--why", "終わり");
  assert.match(undone.out, /確認ページを閉じました/, undone.err);
  assert.equal((await look({ do: "order", email: "hanako1@kaki.example", order: "MS-1" })).status, 404);
});
