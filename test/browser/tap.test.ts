// The one-tap page on a phone in a real browser, on the real desk: plain, labelled, without scripts, and its button works.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { createEvents, systemClock, systemRandom } from "../../src/kernel/index.ts";
import {
  createAlertDesk,
  createAlertTaps,
  memoryAlertLinks,
  memoryAlerts,
  memoryOutbox,
  sheetOfOne,
  tokenOf,
} from "../../src/desk/index.ts";
import { incidentsInMemory } from "../../src/console/api/incidents-in-memory.ts";
import { startConsole, type Console } from "../../src/console/index.ts";
import {
  alertsInMemory,
  consoleMemory,
  gatehouseInMemory,
  journalInMemory,
  quietNow,
} from "../../src/console/api/memory.ts";
import { noBrowser, openBrowser } from "./chromium.ts";

const KEY = new Uint8Array(32);

async function setStage() {
  const clock = systemClock();
  const random = systemRandom();
  const alerts = memoryAlerts();
  const links = memoryAlertLinks();
  const bare = sheetOfOne("花子", ["email"], "Asia/Tokyo");
  const person = { name: "花子", channels: ["email"], alone: ["email"], quiet: null, hours: null } as const;
  const sheet = { ...bare, people: [person] };
  const events = createEvents((error) => assert.ifError(error));
  const settings = () => ({
    sheet,
    language: "ja" as const,
    shopName: "みなと屋",
    timezone: "Asia/Tokyo",
    publicUrl: "http://127.0.0.1",
  });
  const desk = createAlertDesk({
    alerts,
    outbox: memoryOutbox(),
    events,
    clock,
    random,
    settings,
    taps: { links, key: KEY },
    onTrouble: (error) => assert.ifError(error),
  });
  events.emit({
    type: "alert.raised",
    cause: "watch:1",
    kind: "watch",
    area: "shop",
    urgent: true,
    stage: "found",
    facts: { what: "data/Smarty/templates/shopping/payment.tpl" },
    atMs: clock.nowMs(),
  });
  await desk.settled();
  const [alert] = await alerts.list({ limit: 1 });
  assert.ok(alert !== undefined);
  const journal = journalInMemory();
  const gatehouse = gatehouseInMemory(clock, quietNow(clock.nowMs()));
  const opened = await startConsole({
    listen: "127.0.0.1:0",
    ...consoleMemory(),
    ...incidentsInMemory(clock, journal, gatehouse),
    gatehouse,
    alerts: alertsInMemory(clock, []),
    taps: createAlertTaps({ desk, links, clock, settings }),
    journal,
    journalEntries: journal.entries,
    clock,
    random,
    pageFolder: "/nonexistent",
    metrics: async () => "",
    health: async () => ({ ok: true }),
    log: () => {},
  });
  const token = tokenOf(KEY, { alertId: alert.id, openedAtMs: alert.openedAtMs, person: "花子" });
  return { desk, alerts, journal, opened, url: `${opened.address}/a/${token}` };
}

/** What a checker of accessibility asks first, asked by hand: nothing to install. */
async function basics(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate<Record<string, unknown>>(`({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length,
    unnamed: [...document.querySelectorAll("button, a")].filter((e) => e.textContent.trim() === "").length,
    scripts: document.scripts.length,
    title: document.title !== "",
    zoomable: !/maximum-scale|user-scalable/.test(document.querySelector("meta[name=viewport]").content),
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    smallTargets: [...document.querySelectorAll("button, a")].filter((e) => e.getBoundingClientRect().height < 44).length,
  })`);
}
const FINE = {
  headings: 1,
  main: 1,
  unnamed: 0,
  scripts: 0,
  title: true,
  zoomable: true,
  over: 0,
  smallTargets: 0,
};

describe("the one-tap page on a phone", { skip: noBrowser }, () => {
  let stage: Awaited<ReturnType<typeof setStage>>;
  let browser: Browser;
  before(async () => {
    stage = await setStage();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await (stage.opened satisfies Console).close();
    stage.desk.close();
  });

  const phone = async (language: string): Promise<{ page: Page; complaints: string[] }> => {
    const context = await browser.newContext({
      viewport: { width: 360, height: 640 },
      locale: language,
      javaScriptEnabled: true,
      isMobile: true,
      hasTouch: true,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    return { page, complaints };
  };

  test("says what happened, has one button, and takes the alert with one tap; the next reader is told who", async () => {
    const { page, complaints } = await phone("ja-JP");
    await page.goto(stage.url);
    assert.deepEqual(await basics(page), { lang: "ja", ...FINE });
    assert.equal(await page.getByRole("button").count(), 1);
    await page.getByText("payment.tpl").first().waitFor();
    assert.equal((await stage.alerts.list({ limit: 1 }))[0]?.state, "open", "opening it took nothing");
    await page.getByRole("button", { name: "私が対応します" }).tap();
    await page.getByText("あなた（花子さん）が対応しています。").waitFor();
    assert.equal(await page.getByRole("button").count(), 0);
    assert.equal((await stage.alerts.list({ limit: 1 }))[0]?.owner, "link:花子");
    assert.deepEqual(
      stage.journal.lines.map(({ kind, by }) => [kind, by]),
      [["alert.owned", "link:花子"]],
    );
    await page.reload();
    await page.getByText("あなた（花子さん）が対応しています。").waitFor();
    assert.deepEqual(await basics(page), { lang: "ja", ...FINE });
    assert.deepEqual(complaints, [], "no script, no broken policy");
  });

  test("a dead link is a plain page in the reader's language", async () => {
    const { page } = await phone("en-GB");
    await page.goto(stage.url.replace(/.$/, "_"));
    await page.getByRole("heading", { name: "This link does not work" }).waitFor();
    assert.deepEqual(await basics(page), { lang: "en", ...FINE });
  });
});
