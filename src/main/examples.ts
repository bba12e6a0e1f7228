// The demonstration shop and its stage, which live in examples/ and come with the repository, not with the package.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fine, refuse, say, type Language, type Outcome } from "../kernel/index.ts";
import type { DrillIssuer, DrillStage } from "../ready/index.ts";
import type { StageClock } from "../ready/index.ts";
import { MAIN_WORDS } from "./words.ts";

/** What is used of examples/demo-shop; its own files say more. */
export interface DemoShopDoor {
  createIssuer(): DrillIssuer;
  startFakeGateway(options: { readonly port?: number; readonly feeYen?: number }): Promise<Running>;
  startDemoShop(options: {
    readonly port?: number;
    readonly gateway: string;
    readonly guard?: { readonly url: string; readonly token: string };
  }): Promise<Running>;
  openDemoStage(options: {
    readonly openGate: (place: { readonly shopUrl: string; readonly clock: StageClock }) => Promise<Running>;
    readonly feeYen: number;
    readonly random: () => number;
  }): Promise<DrillStage>;
}
interface Running {
  readonly url: string;
  close(): Promise<void>;
}

const DOOR = new URL("../../examples/demo-shop/index.ts", import.meta.url);
export const DEMO_CONFIG = fileURLToPath(new URL("../../examples/demo-shop/misemori.yaml", import.meta.url));

export async function openExamples(language: Language): Promise<Outcome<DemoShopDoor>> {
  if (!existsSync(DOOR)) {
    return refuse(
      "demo.missing",
      say(MAIN_WORDS, language, "demoMissing"),
      say(MAIN_WORDS, language, "demoMissingHint"),
    );
  }
  return fine((await import(DOOR.href)) as DemoShopDoor);
}
