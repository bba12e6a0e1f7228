// The challenge page in a real browser with the real widget: solved by itself, by keyboard, in English, and with
// JavaScript off. Needs chromium (CHROMIUM=path, or /usr/bin/chromium); says so and skips without it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { noBrowser, openBrowser } from "./chromium.ts";
import { startSmallGate, type SmallGate } from "./small-gate.ts";

const skip = noBrowser;
const FORM = "name=%E5%B1%B1%E7%94%B0+%26+%E8%8A%B1%E5%AD%90&note=a%2Bb%3D100%25&_token=csrf-1";

let gate: SmallGate;
let browser: Browser;
before(async () => {
  if (skip !== false) return;
  gate = await startSmallGate();
  browser = await openBrowser();
});
after(async () => {
  if (skip !== false) return;
  await browser.close();
  await gate.close();
});

interface Seen {
  readonly page: Page;
  readonly hosts: Set<string>;
  /** Violations of the Content-Security-Policy and other errors the page told of. */
  readonly complaints: string[];
}

async function open(options: BrowserContextOptions = {}): Promise<Seen> {
  const context = await browser.newContext({ locale: "ja-JP", ...options });
  const page = await context.newPage();
  const hosts = new Set<string>();
  const complaints: string[] = [];
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // The browser itself writes one line about the challenge's own status 403.
    if (message.type() === "error" && !message.text().includes("status of 403"))
      complaints.push(message.text());
  });
  await page.goto(`${gate.url}/checkout`);
  return { page, hosts, complaints };
}

async function close(seen: Seen): Promise<void> {
  await seen.page.context().close();
}

test("solves itself on load and sends the buyer's form on as it was", { skip }, async () => {
  const seen = await open();
  const paidBefore = gate.paid.length;
  await seen.page.click("text=支払う");
  await seen.page.waitForSelector("text=ありがとうございました");
  assert.equal(gate.paid.length, paidBefore + 1);
  assert.equal(gate.paid.at(-1)?.body, FORM);
  assert.equal(gate.paid.at(-1)?.contentType, "application/x-www-form-urlencoded");
  assert.deepEqual([...seen.hosts], [new URL(gate.url).host], "no third party is asked anything");
  assert.deepEqual(seen.complaints, []);
  // The ticket spares the same buyer a second challenge.
  await seen.page.goto(`${gate.url}/checkout`);
  await seen.page.click("text=支払う");
  await seen.page.waitForSelector("text=ありがとうございました");
  assert.match(gate.paid.at(-1)?.cookie ?? "", /misemori_t=/);
  await close(seen);
});

test("works by keyboard alone and tells a screen reader what happens", { skip }, async () => {
  const seen = await open();
  let failing = true;
  await seen.page.route("**/challenge.json*", (route) => (failing ? route.abort() : route.continue()));
  await seen.page.focus("input[name=name]");
  await seen.page.keyboard.press("Enter");
  const status = seen.page.getByRole("status");
  await status.getByText("もう一度お試しください").waitFor();
  assert.equal(await status.getAttribute("aria-live"), "polite");
  assert.equal(await seen.page.locator("#help a.tel").isVisible(), true, "the ways on open by themselves");
  failing = false;
  await seen.page.keyboard.press("Tab");
  assert.equal(
    await seen.page
      .locator(":focus")
      .textContent()
      .then((text) => text?.trim()),
    "お支払いに進む",
  );
  await seen.page.keyboard.press("Enter");
  await seen.page.waitForSelector("text=ありがとうございました");
  assert.equal(gate.paid.at(-1)?.body, FORM);
  await close(seen);
});

test("with JavaScript off the page shows the ways on and no dead button", { skip }, async () => {
  const seen = await open({ javaScriptEnabled: false });
  await seen.page.click("text=支払う");
  // Text locators pass over <noscript>, so elements are named by their place.
  await seen.page.locator("noscript p.status").waitFor();
  assert.match((await seen.page.locator("noscript p.status").textContent()) ?? "", /JavaScriptが無効/);
  assert.equal(await seen.page.locator("#go").isVisible(), false);
  assert.equal(await seen.page.locator("noscript a.tel").isVisible(), true);
  assert.equal(await seen.page.locator("noscript .pay span").count(), 3);
  assert.equal(await seen.page.locator("noscript a.line").getAttribute("href"), "/checkout");
  await close(seen);
});

test("speaks English to an English browser and fits a phone's width", { skip }, async () => {
  const seen = await open({ locale: "en-GB", viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  await seen.page.route("**/challenge.json*", () => undefined);
  await seen.page.click("text=支払う");
  await seen.page.getByRole("heading", { name: "A quick check before payment" }).waitFor();
  assert.equal(await seen.page.locator("html").getAttribute("lang"), "en");
  const width = await seen.page.locator("main").boundingBox();
  assert.ok(width !== null && width.x >= 0 && width.x + width.width <= 390);
  assert.deepEqual(seen.complaints, []);
  await close(seen);
});

test("the page opened alone gives the ticket and sends the buyer back to pay", { skip }, async () => {
  const seen = await open();
  await seen.page.goto(`${gate.url}/__misemori/challenge`);
  await seen.page.getByRole("heading", { name: "確認できました" }).waitFor();
  const cookies = await seen.page.context().cookies();
  const ticket = cookies.find((cookie) => cookie.name === "misemori_t");
  assert.deepEqual([ticket?.httpOnly, ticket?.sameSite], [true, "Lax"]);
  assert.deepEqual(seen.complaints, []);
  await close(seen);
});
