// Opens a page in a real Chromium like a buyer: walks a short recorded path, looks around, writes down what the page is made of. It never
// fills a card in and never clicks what would pay.

import type { Browser, Page } from "playwright-core";
import { recordHeads, type HeadRecorder } from "./heads.ts";
import { FOCUS_CARD_FIELD, FORMS, SCRIPT_TAGS, TAKES_CARD, WOULD_PAY } from "./in-page.ts";
import { placeOf } from "./inline.ts";
import {
  PAGE_LIMITS,
  type Guise,
  type PageInventory,
  type PageVisit,
  type SeenForm,
  type Step,
} from "./contract.ts";
import { openExposureSearch, type PageExposure, type PageText, type PlantedProofs } from "./exposed.ts";
import { recordPage, type Recorder } from "./recorder.ts";
import { tagsByAddress, type RawTag } from "./tags.ts";

export interface VisitWish {
  readonly url: string;
  /** Done before `url` is opened, from the first "open" on. */
  readonly steps: readonly Step[];
  readonly guise: Guise;
  /** Waited on the page at the end: skimmers come late. */
  readonly dwellMs: number;
  /** A word nobody can guess. */
  readonly mark: string;
  /** A policy that reports here is the guard's own. */
  readonly guardReportPath: string;
  /** The longest one step may take, and the page itself. */
  readonly stepMs: number;
  /** What the owner planted, looked for in what the page shows. */
  readonly proofs: PlantedProofs;
}

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
/** Pages that go on loading for ever (chat, counters) are looked at as they are then. */
const SETTLE_MS = 8_000;

/** Never throws for what a page does; "" as url when nothing was reached. */
export async function visitPage(browser: Browser, wish: VisitWish, gone: AbortSignal): Promise<PageVisit> {
  const { guise } = wish;
  const context = await browser.newContext({
    userAgent: guise.userAgent,
    viewport: guise.phone ? PHONE : DESKTOP,
    hasTouch: guise.phone,
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    acceptDownloads: false,
    // What a policy at the gate keeps out of buyers' browsers has still been put there by somebody.
    bypassCSP: true,
  });
  const stop = (): void => void context.close().catch(() => undefined);
  gone.addEventListener("abort", stop, { once: true });
  try {
    context.setDefaultTimeout(wish.stepMs);
    const page = await context.newPage();
    // Questions of the page ("leave?") must not hold it.
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => undefined));
    const recorder = await recordPage(page, wish.mark);
    const heads = recordHeads(page, wish.guardReportPath);
    const trouble = await walk(page, recorder, wish);
    if (trouble !== null) return { guise: guise.name, url: page.url(), inventory: null, trouble };
    await lookAround(page, recorder, wish.dwellMs);
    recorder.stop();
    const inventory = await inventoryOf(page, recorder, heads);
    const exposed = await exposedOn(page, recorder, wish);
    return {
      guise: guise.name,
      url: page.url(),
      inventory,
      trouble: null,
      ...(exposed.length === 0 ? {} : { exposed }),
    };
  } catch (error) {
    return { guise: guise.name, url: "", inventory: null, trouble: firstLine(error) };
  } finally {
    gone.removeEventListener("abort", stop);
    await context.close().catch(() => undefined);
  }
}

/** Why it broke off, or null. */
async function walk(
  page: Page,
  recorder: Recorder,
  { url, steps, guise }: VisitWish,
): Promise<string | null> {
  let referrer = guise.referrer;
  const open = async (address: string): Promise<void> => {
    const answer = await page.goto(new URL(address, url).href, {
      waitUntil: "domcontentloaded",
      ...(referrer === null ? {} : { referer: referrer }),
    });
    referrer = null;
    if (answer !== null && answer.status() >= 400) throw new Error(`HTTP ${answer.status()}`);
  };
  for (const [at, step] of steps.slice(0, PAGE_LIMITS.stepsMax).entries()) {
    try {
      const refusal = await take(page, recorder, step, open);
      if (refusal !== null) return `step ${at + 1}: ${refusal}`;
    } catch (error) {
      return `step ${at + 1}: ${firstLine(error)}`;
    }
  }
  const isThere = steps.length > 0 && placeOf(page.url(), url) === placeOf(url, url);
  if (isThere) return null;
  try {
    await open(url);
    return null;
  } catch (error) {
    return firstLine(error);
  }
}

async function take(
  page: Page,
  recorder: Recorder,
  step: Step,
  open: (address: string) => Promise<void>,
): Promise<string | null> {
  if ("open" in step) await open(step.open);
  else if ("click" in step) {
    if (await isSo(page, recorder, WOULD_PAY, step.click)) return "would pay";
    await page.locator(step.click).first().click();
    await page.waitForLoadState("domcontentloaded");
  } else if ("fill" in step) {
    if (await isSo(page, recorder, TAKES_CARD, step.fill)) return "takes a card";
    await page.locator(step.fill).first().fill(step.with);
  } else if ("choose" in step) await page.locator(step.choose).first().selectOption(step.value);
  else await page.locator(step.waitFor).first().waitFor();
  return null;
}

/** Of the first element with this selector, once it is there. */
async function isSo(page: Page, recorder: Recorder, question: string, selector: string): Promise<boolean> {
  await page.locator(selector).first().waitFor();
  const answer = await recorder.ask(`(${question})(document.querySelector(${JSON.stringify(selector)}))`);
  return answer === true;
}

async function lookAround(page: Page, recorder: Recorder, dwellMs: number): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: SETTLE_MS }).catch(() => undefined);
  await page.mouse.move(200, 200);
  await page.mouse.wheel(0, 600);
  await recorder.ask(FOCUS_CARD_FIELD);
  await page.keyboard.press("Tab");
  await page.waitForTimeout(dwellMs);
}

async function inventoryOf(page: Page, recorder: Recorder, heads: HeadRecorder): Promise<PageInventory> {
  const base = page.url();
  const listeners = await recorder.listeners();
  const tags = tagsByAddress(await page.evaluate<readonly RawTag[]>(SCRIPT_TAGS));
  const forms = await formsOf(page);
  const beyond = [...recorder.beyond(), ...(forms.length > PAGE_LIMITS.formsMax ? (["forms"] as const) : [])];
  const workers = page.workers().map((worker) => placeOf(worker.url(), base));
  return {
    url: placeOf(base, base),
    scripts: [
      ...recorder.scripts(tags),
      ...workers.map((source) => ({
        kind: "worker" as const,
        source,
        sha256: null,
        bytes: 0,
        start: "",
        hasIntegrity: false,
      })),
    ],
    forms: forms.slice(0, PAGE_LIMITS.formsMax),
    listeners,
    hosts: recorder.hosts(),
    frames: page
      .frames()
      .filter((frame) => frame !== page.mainFrame() && frame.url() !== "about:blank")
      .map((frame) => placeOf(frame.url(), base)),
    serviceWorkers: page
      .context()
      .serviceWorkers()
      .map((worker) => placeOf(worker.url(), base)),
    heads: await heads.take(),
    ...(beyond.length === 0 ? {} : { beyond }),
  };
}

/** In the documents as they stand after their scripts, then in script files. */
async function exposedOn(
  page: Page,
  recorder: Recorder,
  { proofs, steps }: VisitWish,
): Promise<readonly PageExposure[]> {
  const typed = new Set(steps.flatMap((step) => ("fill" in step ? [step.with.trim().toLowerCase()] : [])));
  const { search } = openExposureSearch(proofs, (address) => typed.has(address.toLowerCase()));
  const documents: PageText[] = [];
  for (const frame of page.frames().slice(0, PAGE_LIMITS.headsMax)) {
    const text = await frame
      .evaluate(`document.documentElement.outerHTML.slice(0, ${PAGE_LIMITS.documentCharactersMax})`)
      .catch(() => "");
    if (typeof text === "string") documents.push({ place: placeOf(frame.url(), page.url()), text });
  }
  return search([...documents, ...recorder.texts()]);
}

/** Of all frames: payment agencies' fields stand in frames of their own. */
async function formsOf(page: Page): Promise<readonly SeenForm[]> {
  const found: SeenForm[] = [];
  for (const frame of page.frames()) {
    const forms = (await frame.evaluate(FORMS).catch(() => [])) as readonly SeenForm[];
    for (const form of forms) found.push({ ...form, action: placeOf(form.action, frame.url()) });
    if (found.length > PAGE_LIMITS.formsMax) break;
  }
  return found;
}

function firstLine(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line.replaceAll(/https?:\/\/\S+/g, (url) => placeOf(url, "about:blank")).slice(0, 200);
}
