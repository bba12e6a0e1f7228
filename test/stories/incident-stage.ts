// Everything a story of an incident needs: the real guard with its built page, a person signed in at a real browser whose every
// tap and typing is counted, and the real command line in the same folder.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Locator, Page } from "playwright-core";
import { build } from "vite";
import { openBrowser } from "../browser/chromium.ts";
import { misemori, type Told } from "./command.ts";
import { freePort, openShop, startStoryGuard, type StoryGuard } from "./guard.ts";

const PASSWORD = "港の三毛猫は朝によく鳴きます";
/** What a person needs for one tap or one field, with reading what it says: generous. */
const SECONDS_PER_ACT = 12;

/** A person at the page. Each call is one act of theirs. */
export interface Hand {
  tap(what: Locator): Promise<void>;
  type(what: Locator, text: string): Promise<void>;
  choose(what: Locator, value: string): Promise<void>;
  /** A command typed at a terminal. */
  command(words: readonly string[]): Promise<Told>;
  acts(): number;
  seconds(): number;
}

export interface IncidentStage {
  readonly story: StoryGuard;
  readonly page: Page;
  readonly hand: Hand;
  readonly consoleUrl: string;
  /** Console errors, page errors and policy violations, all unwanted. */
  readonly complaints: readonly string[];
}

/** `more`: further lines of misemori.yaml. */
export async function openIncidentStage(t: TestContext, more = ""): Promise<IncidentStage> {
  const pageFolder = await mkdtemp(join(tmpdir(), "misemori-story-page-"));
  t.after(() => rm(pageFolder, { recursive: true, force: true }));
  await build({
    configFile: "vite.config.ts",
    logLevel: "silent",
    build: { outDir: pageFolder, emptyOutDir: true },
  });
  const story = await startStoryGuard({
    upstream: await openShop(t),
    preset: "vendure",
    consoleListen: `127.0.0.1:${await freePort()}`,
    pageFolder,
    more,
  });
  t.after(() => story.close());
  const browser = await openBrowser();
  t.after(() => browser.close());
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    timezoneId: "Asia/Tokyo",
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await signIn(page, story.guard.firstOwnerUrl ?? "");
  const consoleUrl = story.guard.consoleUrl;
  return { story, page, hand: handOf(story.folder), consoleUrl, complaints };
}

async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("お名前").fill("花子");
  await page.getByLabel("パスワード", { exact: true }).fill(PASSWORD);
  await page.getByLabel("パスワード（もう一度）").fill(PASSWORD);
  await page.getByRole("button", { name: "登録してはじめる" }).click();
  await page.getByRole("link", { name: "事故対応" }).waitFor();
}

function handOf(folder: string): Hand {
  let acts = 0;
  return {
    tap: async (what) => {
      acts += 1;
      await what.click();
    },
    type: async (what, text) => {
      acts += 1;
      await what.fill(text);
    },
    choose: async (what, value) => {
      acts += 1;
      await what.selectOption(value);
    },
    command: async (words) => {
      acts += 1;
      return misemori(folder, words);
    },
    acts: () => acts,
    seconds: () => acts * SECONDS_PER_ACT,
  };
}

/** The figures of one class as the page's table shows them. */
export async function shownClass(page: Page, name: string): Promise<string> {
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  return row.getByRole("cell").first().innerText();
}

/** Opens an incident by hand for a telephone call of a card company, and gives its id. */
export async function openByHand(
  { page, hand, consoleUrl }: IncidentStage,
  told: { readonly at: string; readonly caller: string; readonly words: string },
): Promise<string> {
  await page.goto(`${consoleUrl}/`);
  await hand.tap(page.getByRole("link", { name: "事故対応" }));
  await page.getByText("対応中の事故はありません。").waitFor();
  await hand.tap(page.getByRole("button", { name: "事故の対応を始める" }));
  await hand.choose(page.getByLabel("どんな事故ですか"), "card-leak");
  await hand.type(page.getByLabel("いつ"), told.at);
  await hand.type(page.getByLabel("相手の名前"), told.caller);
  await hand.type(page.getByLabel("何と言われましたか"), told.words);
  await hand.tap(page.getByRole("button", { name: "始める", exact: true }));
  await page.getByRole("heading", { name: "カード会社からの知らせ（電話）" }).waitFor();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  assert.match(id, /^incident_[0-9a-z]+$/);
  return id;
}
