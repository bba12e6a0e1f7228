// Fixes many files, small ones side by side: each waits mostly for the disk and for looks at other programs, and what they wait
// for together costs once. Answers come in the order of the files.

import type { FileFix, FixOptions } from "./contract.ts";
import { fixFile, unfixed } from "./fix.ts";
import type { Walked } from "./walk.ts";

/** Enough to share what is shared; each takes about a megabyte while it is worked on. */
const SIDE_BY_SIDE_MAX = 64;
/** Larger files have work enough of their own, and disks like them one by one. */
const SIDE_BY_SIDE_BYTES_MAX = 8 * 1024 * 1024;

/** No more files are begun once `options.gone` is aborted; those under way end as they may. */
export async function* fixFiles(walked: Iterable<Walked>, options: FixOptions): AsyncGenerator<FileFix> {
  const underWay: UnderWay[] = [];
  try {
    for (const one of walked) {
      if (options.gone.aborted) break;
      const bytes = weightOf(one);
      while (isFull(underWay, bytes)) yield* first(underWay);
      const fix = one.why === null ? fixFile(one.path, options) : Promise.resolve(unfixed(one));
      underWay.push({ fix, bytes });
    }
    while (underWay.length > 0) yield* first(underWay);
  } finally {
    await Promise.all(underWay.map(({ fix }) => fix));
  }
}

interface UnderWay {
  readonly fix: Promise<FileFix>;
  readonly bytes: number;
}

async function* first(underWay: UnderWay[]): AsyncGenerator<FileFix> {
  const done = await underWay[0]?.fix;
  underWay.shift();
  if (done !== undefined) yield done;
}

function isFull(underWay: readonly UnderWay[], more: number): boolean {
  if (underWay.length === 0) return false;
  const bytes = underWay.reduce((sum, one) => sum + one.bytes, more);
  return underWay.length >= SIDE_BY_SIDE_MAX || bytes > SIDE_BY_SIDE_BYTES_MAX;
}

/** A file with several names may come once more under another: it is fixed alone. */
function weightOf(one: Walked): number {
  return one.why === null && one.names > 1 ? SIDE_BY_SIDE_BYTES_MAX : one.bytes;
}
