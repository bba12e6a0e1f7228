// One look at a page: visits in every guise, all together, and what differs from what was approved. The browser is opened once and
// closed whatever happens.

import type { Browser } from "playwright-core";
import { MisemoriError, say, type Clock, type Language, type Random } from "../../kernel/index.ts";
import { together } from "./compare.ts";
import { PAGE_LIMITS, type ApprovedPage, type PageReport, type PageVisit, type Step } from "./contract.ts";
import { changesWithExposed, type PlantedProofs } from "./exposed.ts";
import { fetchScripts } from "./fetch-script.ts";
import { guises } from "./guises.ts";
import { integrityOf, integrityWishes } from "./integrity.ts";
import { visitPage } from "./visit.ts";
import { pageWords } from "./words.ts";

export interface LookWish {
  readonly name: string;
  readonly url: string;
  readonly steps: readonly Step[];
  readonly approved: ApprovedPage | null;
  /** Of a Chromium or Chrome that is there; none is brought along. */
  readonly chromiumPath: string;
  readonly dwellMs: number;
  /** Longest time for one step; twenty seconds unless told. */
  readonly stepMs?: number;
  /** Where the guard's own policy has browsers report. */
  readonly guardReportPath: string;
  /** What the owner planted, looked for in what the page shows. */
  readonly proofs: PlantedProofs;
  readonly language: Language;
  readonly clock: Clock;
  readonly random: Random;
  readonly gone: AbortSignal;
  readonly onProgress: (done: number, total: number, guise: string) => void;
}

/** Throws MisemoriError "watch.browser" when the browser cannot be opened. */
export async function lookAtPage(wish: LookWish): Promise<PageReport> {
  const { name, url, approved, clock, gone } = wish;
  const startedMs = clock.monoMs();
  const browser = await openBrowser(wish);
  const all = guises(browser.version());
  let visits: readonly PageVisit[];
  try {
    let ended = 0;
    wish.onProgress(0, all.length, all[0]?.name ?? "");
    visits = await Promise.all(
      all.map(async (guise) => {
        const mark = Buffer.from(wish.random.bytes(16)).toString("hex");
        const visit = await visitPage(browser, { stepMs: PAGE_LIMITS.stepMs, ...wish, guise, mark }, gone);
        wish.onProgress(++ended, all.length, guise.name);
        return visit;
      }),
    );
  } finally {
    await browser.close();
  }
  const inventories = visits.flatMap(({ inventory }) => (inventory === null ? [] : [inventory]));
  const fetched = await fetchScripts(integrityWishes(inventories), {
    page: inventories[0]?.url ?? url,
    userAgent: all[0]?.userAgent ?? "",
    gone,
  });
  return {
    name,
    url,
    visits,
    inventory: together(inventories),
    changes: inventories.length === 0 ? null : changesWithExposed(approved, visits),
    approved:
      approved === null ? null : { approvedAtMs: approved.approvedAtMs, approvedBy: approved.approvedBy },
    seconds: (clock.monoMs() - startedMs) / 1_000,
    integrity: integrityOf(inventories, fetched),
  };
}

async function openBrowser({ chromiumPath, language }: LookWish): Promise<Browser> {
  try {
    const { chromium } = await import("playwright-core");
    return await chromium.launch({
      executablePath: chromiumPath,
      args: [
        // Pages ask "are you a machine?"; skimmers hide from those that say yes.
        "--disable-blink-features=AutomationControlled",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Chromium refuses its sandbox to root; as any other user it stays on.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    });
  } catch (error) {
    const message = say(pageWords, language, "browser", { path: chromiumPath });
    throw new MisemoriError("watch.browser", message, say(pageWords, language, "browserHint"), error);
  }
}
