// S4-2: customers say that spam comes to an address they used only here. Few reports are chance; many from those who bought
// before one day are a leaked list: the owner hears of it by mail, with the time the list was taken, and opens an incident.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import PostalMime from "postal-mime";
import { noBrowser, openBrowser } from "../browser/chromium.ts";
import { openPlace, until, type GuardProcess, type Place } from "../faults/place.ts";

const MISEMORI = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));
const DAY_MS = 86_400_000;
const CUSTOMERS = 400;

function misemori(
  place: Place,
  ...argv: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MISEMORI, ...argv, "--config", join(place.folder, "cli.yaml"), "--json"],
      {
        cwd: place.folder,
        env: { ...process.env, LANG: "ja_JP.UTF-8", TEST_STRIPE: "x", TEST_HOOK: "hook-secret-for-tests" },
      },
      (_error, out, err) => resolve({ code: child.exitCode ?? 0, out, err }),
    );
  });
}

/** Customer n bought n days after the first one; the list was taken after customer 249. */
function dayOf(n: number, startMs: number): string {
  return new Date(startMs + n * DAY_MS).toISOString().slice(0, 10);
}

async function report(place: Place, name: string, who: readonly number[], atMs: number): Promise<void> {
  const rows = who.map((n, i) => `c${n}@example.jp,${new Date(atMs + i * 3_600_000).toISOString()},spam`);
  await writeFile(join(place.folder, name), ["address,at,kind", ...rows, ""].join("\n"));
  const { code, err } = await misemori(place, "incident", "spam", "import", name);
  assert.equal(code, 0, err);
}

interface Judged {
  readonly verdict: string;
  readonly taken: { readonly from: string; readonly to: string } | null;
}

async function judge(place: Place): Promise<Judged> {
  const { out, err } = await misemori(place, "incident", "spam", "judge", "--orders", "orders.csv");
  assert.notEqual(out, "", err);
  return JSON.parse(out) as Judged;
}

/** The owner at the console: names herself, reads the alert, opens its incident with one tap. */
async function openInBrowser(t: TestContext, guard: GuardProcess): Promise<string> {
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: "ja-JP" });
  await page.goto(guard.firstOwnerUrl ?? "");
  await page.getByLabel("お名前").fill("花子");
  await page.getByLabel("パスワード", { exact: true }).fill("港の三毛猫は朝によく鳴きます");
  await page.getByLabel("パスワード（もう一度）").fill("港の三毛猫は朝によく鳴きます");
  await page.getByRole("button", { name: "登録してはじめる" }).click();
  await page
    .getByRole("link", { name: /アラート/ })
    .first()
    .click();
  await page.getByRole("button", { name: /事故として対応する: .*名簿の流出/ }).click();
  await page.getByRole("heading", { name: "次にすること" }).waitFor();
  await page.getByText("メールアドレスの漏えい").first().waitFor();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

test(
  "a few reports are chance, many from one side of a day are a leak: told once, with when",
  { skip: noBrowser },
  async (t) => {
    const place = await openPlace(t);
    const guard: GuardProcess = await place.start();
    // The command line finds the guard by its configured address; here it took a free one.
    const written = await readFile(join(place.folder, "misemori.yaml"), "utf8");
    const { host } = new URL(guard.consoleUrl);
    await writeFile(
      join(place.folder, "cli.yaml"),
      written.replace(/console:\s+listen: .*/, `console:\n  listen: ${host}`),
    );
    const nowMs = Date.now();
    const startMs = nowMs - (CUSTOMERS + 30) * DAY_MS;
    const orders = Array.from(
      { length: CUSTOMERS },
      (_, n) => `A${n},c${n}@example.jp,${dayOf(n, startMs)},クレジットカード`,
    );
    await writeFile(
      join(place.folder, "orders.csv"),
      ["注文番号,メールアドレス,注文日,支払方法", ...orders, ""].join("\n"),
    );

    // Three customers of all times: nothing follows from it, and nobody is woken.
    await report(place, "first.csv", [40, 180, 390], nowMs - 10 * DAY_MS);
    assert.equal((await judge(place)).verdict, "too-few");
    assert.deepEqual(place.mails, []);

    // Then many, none of whom bought after day 249.
    const many = Array.from({ length: 40 }, (_, n) => (n * 6 + 1) % 250);
    await report(place, "more.csv", many, nowMs - 5 * DAY_MS);
    const { verdict, taken } = await judge(place);
    assert.equal(verdict, "leak");
    assert.ok(taken !== null);
    const takenAt = dayOf(249, startMs);
    assert.ok(
      taken.from <= takenAt && takenAt <= dayOf(260, startMs),
      `${taken.from}–${taken.to} holds ${takenAt}`,
    );

    const mail = await until("the owner is told", () => place.mails.at(-1));
    const { text, subject } = await PostalMime.parse(mail);
    assert.match(subject ?? "", /名簿の流出/);
    assert.match(text ?? "", new RegExp(`お客様400人のうち4[0-9]人から.*${taken.from}`));
    await judge(place);
    assert.equal(place.mails.length, 1, "judged again, told once");

    const id = await openInBrowser(t, guard);
    const window = await misemori(
      place,
      "incident",
      "window",
      id,
      "--from",
      taken.from,
      "--to",
      taken.to,
      "--how",
      "迷惑メールの報告",
    );
    assert.equal(window.code, 0, window.err);
  },
);
