// What a new file takes over from the one it replaces: owner, mode, times, extended attributes; and bytes that a program
// still wrote into the old one while the new one took its place.

import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { FixNote, FixOptions } from "./contract.ts";
import { InPlaceInstead } from "./in-place-instead.ts";
import { openMasker } from "../pipe/masker.ts";
import { bytesOf } from "./reading.ts";

/** A program that still writes after so many rounds is told of instead. */
const LATE_ROUNDS_MAX = 5;

/** What came of the copying is looked at, not believed. Throws InPlaceInstead when the owner cannot be kept. */
export async function takeAttributes(
  from: string,
  to: string,
  target: FileHandle,
  before: BigIntStats,
  { run }: FixOptions,
): Promise<readonly FixNote[]> {
  const notes: FixNote[] = (await run.copyAttributes({ from, to })) ? [] : ["attributes-lost"];
  let now = await target.stat({ bigint: true });
  if (now.uid !== before.uid || now.gid !== before.gid) {
    await target.chown(Number(before.uid), Number(before.gid)).catch(() => {
      throw new InPlaceInstead("owner-in-place");
    });
    now = await target.stat({ bigint: true });
  }
  if (now.mode !== before.mode) await target.chmod(Number(before.mode & 0o7777n));
  if (now.mtimeNs !== before.mtimeNs) notes.push(...(await setTimes(target, before)));
  return notes;
}

/** As fine as Node can; only a file's owner may. */
export async function setTimes(target: FileHandle, before: BigIntStats): Promise<readonly FixNote[]> {
  try {
    await target.utimes(Number(before.atimeNs) / 1e9, Number(before.mtimeNs) / 1e9);
  } catch {
    return ["times-lost"];
  }
  return before.mtimeNs % 1_000n === 0n ? [] : ["times-coarse"];
}

/** After the exchange: lines written into the old file since it was read are carried over, with cards hidden. */
export async function carryLateBytes(
  old: FileHandle,
  readBytes: number,
  target: FileHandle,
  options: FixOptions,
): Promise<readonly FixNote[]> {
  let at = readBytes;
  for (let round = 0; round < LATE_ROUNDS_MAX; round++) {
    const now = await old.stat({ bigint: true });
    if (Number(now.size) > at) {
      const masker = openMasker(options.scans(null));
      const end = Number(now.size);
      for await (const chunk of bytesOf(old, at, end, options)) await target.appendFile(masker.push(chunk));
      await target.appendFile(masker.end());
      await target.sync();
      at = end;
    }
    const held = await options.run.holders.look(now);
    if (held !== "held" && held !== "worked-on") return at === readBytes ? [] : ["late-writer"];
  }
  return ["late-writer"];
}
