// Approval windows: "the vendor deploys Tuesday 20–22". Changes inside are noted as made in that window and wait to be approved
// in one step; what looks like a backdoor alerts all the same. Each is signed: a forged one would silence the watch.

import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { isSignedBy, type SigningKey } from "../../journal/index.ts";
import { canonicalJson, newId, type Random } from "../../kernel/index.ts";
import { makeFolder, readTextOr, watchFolder } from "./places.ts";

export interface ApprovalWindow {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly who: string;
  readonly why: string;
  readonly by: string;
  readonly atMs: number;
}

export interface Windows {
  readonly list: readonly ApprovalWindow[];
  /** Lines that were changed or not written by us; they count for nothing. */
  readonly refused: number;
}

/** A deployment takes hours; whoever asks for weeks would switch the watch off. */
export const WINDOW_MS_MAX = 72 * 3_600_000;
/** Read back: two a week for ten years. */
const WINDOWS_MAX = 1_000;

/** A time that ends after it began, and not too long after. */
export function isWindow({ fromMs, toMs }: Pick<ApprovalWindow, "fromMs" | "toMs">): boolean {
  return fromMs < toMs && toMs - fromMs <= WINDOW_MS_MAX;
}

function fileIn(recordsFolder: string): string {
  return join(watchFolder(recordsFolder), "windows.jsonl");
}

export function addWindow(
  recordsFolder: string,
  key: SigningKey,
  random: Random,
  wish: Omit<ApprovalWindow, "id">,
): ApprovalWindow {
  const window: ApprovalWindow = { id: newId("window", wish.atMs, random), ...wish };
  makeFolder(watchFolder(recordsFolder));
  const line = `${JSON.stringify({ window, signature: key.sign(signed(window)) })}\n`;
  appendFileSync(fileIn(recordsFolder), line, { mode: 0o600, flush: true });
  return window;
}

export function readWindows(recordsFolder: string, key: SigningKey): Windows {
  const file = fileIn(recordsFolder);
  if (!existsSync(file)) return { list: [], refused: 0 };
  const list: ApprovalWindow[] = [];
  let refused = 0;
  for (const line of readTextOr(file, "?").split("\n").slice(-WINDOWS_MAX)) {
    if (line === "") continue;
    const window = windowIn(line, key);
    if (window === null) refused += 1;
    else list.push(window);
  }
  return { list, refused };
}

/** The window a change of that time was made in. */
export function windowAt(windows: readonly ApprovalWindow[], atMs: number): ApprovalWindow | undefined {
  return windows.findLast(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
}

function signed(window: ApprovalWindow): string {
  return `misemori-window-1\n${canonicalJson(window)}`;
}

function windowIn(line: string, key: SigningKey): ApprovalWindow | null {
  try {
    const { window, signature } = JSON.parse(line) as {
      readonly window: ApprovalWindow;
      readonly signature: string;
    };
    return isSignedBy(key.publicKeyPem, signed(window), signature) ? window : null;
  } catch {
    return null;
  }
}
