// What a visit to a bait teaches the judge: this browser and this address are doubted for as long as their kinds remember. Wider
// crowds learn nothing from it: a scanner says nothing about the buyers of his country.

import { CELL, crowdKey, fixedNats, type Cells } from "./cells.ts";
import { settle } from "./learning.ts";
import { KINDS, kindIndex } from "./kinds.ts";

const SEAT = kindIndex("seat");
const IP = kindIndex("ip");
const LLRS = [CELL.llr0, CELL.llr1, CELL.llr2] as const;
/**
 * Raised to, never added: five hundred names asked for are one scan. Who took a file is a scanner, who may share his address with
 * buyers (behind prior odds of e^-7 a buyer stays below 2 %); who typed the words that stand in one came for the shop.
 */
const TAKEN = fixedNats(3);
const ENTERED = fixedNats(7);

export function noteBait(
  cells: Cells,
  who: { readonly host: string; readonly seat: string },
  entered: boolean,
  atMs: number,
): void {
  const nowSec = Math.floor(atMs / 1000);
  for (const [kind, label] of [
    [SEAT, who.seat],
    [IP, who.host],
  ] as const) {
    const key = crowdKey(kind, label);
    const cell = cells.claim(kind, key.slot, key.tag, nowSec);
    settle(cells.view, cell, KINDS[kind]?.halfLifeSec ?? 3_600, nowSec);
    const least = entered ? ENTERED : TAKEN;
    for (const llr of LLRS) cells.view[cell + llr] = Math.max(least, cells.view[cell + llr] ?? 0);
    cells.view[cell + CELL.baitSec] = nowSec;
  }
}

/** Has this crowd's cell touched a bait within what its kind remembers twice over? */
export function tookBait(view: Int32Array, cell: number, kind: number, nowSec: number): boolean {
  const atSec = cell < 0 ? 0 : (view[cell + CELL.baitSec] ?? 0);
  return atSec > 0 && nowSec - atSec < 2 * (KINDS[kind]?.halfLifeSec ?? 0);
}
