// What the command line has done for it: each verb's act, put together from the rooms.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CliActs, DemoAddresses, ShopRecognition } from "../cli/index.ts";
import type { LoadedConfig } from "../config/index.ts";
import { ATTEMPT_WORDS, recogniseShop } from "../gate/index.ts";
import {
  fine,
  MisemoriError,
  refuse,
  say,
  systemClock,
  systemRandom,
  type Language,
  type Outcome,
} from "../kernel/index.ts";
import { attackToWatch } from "./gate/attack.ts";
import { openDemonstration } from "./demonstration.ts";
import { drillOnStage } from "./gate/drills.ts";
import { createEvidenceActs } from "./desk/evidence.ts";
import { openExamples } from "./examples.ts";
import { fetchShopPage } from "./gate/fetch-page.ts";
import { startGuard, type Guard } from "./guard.ts";
import { createJournalActs } from "./journal/acts.ts";
import type { Log } from "./log.ts";
import { createCanaryActs } from "./canary/acts.ts";
import { createCardActs } from "./canary/cards.ts";
import { createPlacingActs } from "./canary/placing.ts";
import { createScopeActs } from "./desk/scope.ts";
import { createScrubActs } from "./scrub.ts";
import { createSpamActs } from "./desk/spam.ts";
import { createVaultActs } from "./desk/vault.ts";
import { createWatchPageActs } from "./watch/page-acts.ts";
import { createWatchActs } from "./watch/acts.ts";
import { createWatchUpdateActs } from "./watch/version-acts.ts";
import { MAIN_WORDS } from "./words.ts";

export interface ActTools {
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
}

const PAGE_FOLDER = fileURLToPath(new URL("../../dist/page", import.meta.url));

export function createActs(tools: ActTools): CliActs {
  return {
    up: ({ loaded, language, gone, onReady }) =>
      untilGone(gone, async () => {
        const guard = await guardFor(tools, loaded, language);
        onReady(addressesOf(guard, loaded));
        return guard.close;
      }),
    demo: ({ language, gone, onReady }) => demo(tools, language, gone, onReady),
    recogniseShop: ({ url, language }) => recognise(url, language),
    attack: (request) => attackToWatch(request, request.language),
    drillCardTesting: (request) => drillOnStage(request, request.language),
    ...createJournalActs(),
    ...createScrubActs(),
    ...createEvidenceActs(),
    ...createScopeActs(),
    ...createVaultActs(),
    ...createWatchPageActs(tools.env),
    ...createSpamActs(),
    ...createCanaryActs(),
    ...createPlacingActs(),
    ...createCardActs(),
    ...createWatchActs(),
    ...createWatchUpdateActs(),
  };
}

function guardFor(tools: ActTools, loaded: LoadedConfig, language: Language): Promise<Guard> {
  return startGuard({
    loaded,
    language,
    clock: systemClock(),
    random: systemRandom(),
    env: tools.env,
    log: tools.log,
    pageFolder: PAGE_FOLDER,
  });
}

function addressesOf(
  guard: Guard,
  { config }: LoadedConfig,
): Parameters<Parameters<CliActs["up"]>[0]["onReady"]>[0] {
  const host = config.gate.listen.slice(0, config.gate.listen.lastIndexOf(":"));
  const shown = host === "0.0.0.0" || host === "[::]" ? "127.0.0.1" : host;
  return {
    gateUrl: `http://${shown}:${guard.gatePort}`,
    consoleUrl: guard.consoleUrl,
    firstOwnerUrl: guard.firstOwnerUrl,
  };
}

/** The demonstration in a folder of its own, until `gone`. */
async function demo(
  tools: ActTools,
  language: Language,
  gone: AbortSignal,
  onReady: (addresses: DemoAddresses) => void,
): Promise<Outcome<null>> {
  const examples = await openExamples(language);
  if (!examples.ok) return examples;
  return untilGone(gone, async () => {
    const opened = await openDemonstration({
      ...tools,
      examples: examples.value,
      language,
      recordsFolder: join(process.cwd(), "misemori-data", "demo"),
      pageFolder: PAGE_FOLDER,
    });
    onReady({ ...addressesOf(opened.guard, opened.loaded), shopUrl: opened.shopUrl });
    return opened.close;
  });
}

/** Opens, waits for the end, closes. Trouble on the way is a value with its hint. */
async function untilGone(
  gone: AbortSignal,
  open: () => Promise<() => Promise<void>>,
): Promise<Outcome<null>> {
  try {
    const close = await open();
    if (!gone.aborted)
      await new Promise<void>((resolve) => gone.addEventListener("abort", () => resolve(), { once: true }));
    await close();
    return fine(null);
  } catch (error) {
    if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
    throw error;
  }
}

async function recognise(url: string, language: Language): Promise<Outcome<ShopRecognition>> {
  const front = await fetchShopPage(url, "/");
  if (front.status === 0) {
    const message = say(MAIN_WORDS, language, "shopSilent", { url });
    return refuse("init.silent", message, say(MAIN_WORDS, language, "shopSilentHint"));
  }
  const { preset, confidence, reasons } = await recogniseShop((path) => fetchShopPage(url, path));
  const title = /<title[^>]{0,200}>([^<]{1,200})<\/title>/i.exec(front.body)?.[1]?.trim() ?? null;
  const evidence = reasons.map((reason) => say(ATTEMPT_WORDS, language, reason));
  return fine({ preset, certainty: confidence, evidence, title });
}
