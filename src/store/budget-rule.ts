// The money rule, free of any database: how much of a wish fits when every window must stay within its limit.
// Adapters keep the slots; this decides. A slot is named by its last millisecond and counts while any part of it may
// lie inside a window, so money is held back rather than let go too early.

import type { BudgetRequest } from "../gate/ports.ts";
import { yen, type Yen } from "../kernel/index.ts";

/** Slots are kept this long; a longer window could not be vouched for and is granted nothing. */
export const BUDGET_WINDOW_MS_MAX = 31 * 86_400_000;
/** A lease older than this can no longer be given back: it stays spent. */
export const LEASE_KEPT_MS = 2 * 86_400_000;

/** The last millisecond of the slot in which money leased at `atMs` is kept; the finest slot of all windows is taken. */
export function slotOf(request: BudgetRequest, atMs: number): number {
  const widthMs = Math.max(1, Math.floor(Math.min(...request.windows.map((w) => w.slotMs))));
  return Math.floor(atMs / widthMs) * widthMs + widthMs - 1;
}

/** Why nothing can be granted whatever was spent, or undefined when the request makes sense. */
export function faultOf(request: BudgetRequest): string | undefined {
  if (!Number.isSafeInteger(request.atMs)) return "the time is not a whole number of milliseconds";
  if (!Number.isSafeInteger(request.wantYen) || request.wantYen <= 0) return "nothing was asked for";
  if (request.windows.length === 0) return "a budget without a window is no budget";
  for (const window of request.windows) {
    if (!(window.windowMs >= 1 && window.windowMs <= BUDGET_WINDOW_MS_MAX)) return "a window is out of range";
    if (!(window.slotMs >= 1 && window.slotMs <= window.windowMs)) return "a slot is out of range";
    if (!Number.isFinite(window.limitYen)) return "a limit is not a number";
  }
  return undefined;
}

/** `spentOf(windowMs)` is the money that may lie in the window that ends now. */
export function grantOf(
  request: BudgetRequest,
  spentOf: (windowMs: number) => number,
): { readonly grantedYen: Yen; readonly leftYen: Yen } {
  const roomYen = Math.max(
    0,
    Math.floor(Math.min(...request.windows.map((w) => w.limitYen - spentOf(w.windowMs)))),
  );
  const stepYen = Number.isFinite(request.stepYen) ? Math.max(1, Math.floor(request.stepYen)) : 1;
  const granted = request.wantYen <= roomYen ? request.wantYen : Math.floor(roomYen / stepYen) * stepYen;
  return { grantedYen: yen(granted), leftYen: yen(roomYen - granted) };
}
