// The console with a lively shop in memory in a real browser: the page as it stands, and what the browser complained about.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { systemClock, systemRandom } from "../../src/kernel/index.ts";
import { startConsole, type Console } from "../../src/console/index.ts";
import {
  alertsInMemory,
  consoleMemory,
  journalInMemory,
  type JournalInMemory,
} from "../../src/console/api/memory.ts";
import { incidentsInMemory } from "../../src/console/api/incidents-in-memory.ts";
import { openBrowser } from "./chromium.ts";
import { livelyLeaks } from "./lively-leaks.ts";
import { livelyFiles, type LivelyFiles } from "./lively-files.ts";
import { livelyShop, type Lively } from "./lively.ts";

export const PASSWORD = "港の三毛猫は朝によく鳴きます";

export interface Stage {
  readonly console: Console;
  readonly shop: Lively;
  readonly files: LivelyFiles;
  readonly journal: JournalInMemory;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors, page errors and policy violations, all unwanted. */
  readonly complaints: string[];
  readonly folder: string;
}

/** `attack` false: a shop on an ordinary day. */
export async function setStage(attack: boolean = true): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "misemori-console-"));
  await build({
    configFile: "vite.config.ts",
    logLevel: "silent",
    build: { outDir: folder, emptyOutDir: true },
  });
  const clock = systemClock();
  const shop = livelyShop(clock, systemRandom(), attack);
  const files = livelyFiles(clock);
  const journal = journalInMemory();
  const opened = await startConsole({
    listen: "127.0.0.1:0",
    ...consoleMemory(),
    gatehouse: shop.gatehouse,
    alerts: alertsInMemory(clock, shop.alerts),
    journal,
    journalEntries: journal.entries,
    ...incidentsInMemory(clock, journal, shop.gatehouse),
    leaks: await livelyLeaks(clock, systemRandom(), join(folder, "records"), journal),
    files,
    clock,
    random: systemRandom(),
    pageFolder: folder,
    metrics: async () => "",
    health: async () => ({ ok: true }),
    log: () => {},
  });
  const browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    timezoneId: "Asia/Tokyo",
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.exposeFunction("complain", (text: string) => complaints.push(text));
  await page.addInitScript(
    'addEventListener("securitypolicyviolation", (e) => complain(`policy ${e.violatedDirective} ${e.blockedURI}`))',
  );
  return { console: opened, shop, files, journal, browser, context, page, complaints, folder };
}

/** Through the one-time link, as 花子, up to the first page. */
export async function nameOwner({ page, console: opened }: Stage): Promise<void> {
  await page.goto(opened.firstOwnerLink ?? "");
  await page.getByLabel("お名前").fill("花子");
  await page.getByLabel("パスワード", { exact: true }).fill(PASSWORD);
  await page.getByLabel("パスワード（もう一度）").fill(PASSWORD);
  await page.getByRole("button", { name: "登録してはじめる" }).click();
  await page.getByRole("heading", { level: 1, name: /いま/ }).waitFor();
}

export async function strike({ browser, console: opened, folder }: Stage): Promise<void> {
  await browser.close();
  await opened.close();
  await rm(folder, { recursive: true });
}
