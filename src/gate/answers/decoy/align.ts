// Lays two rows side by side and says where they differ (Myers' difference, bounded).

/** Ranges of both rows that stand against each other; everything between them is equal. */
export interface Gap {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

/** More single differences (80 nonces) are two different pages, not one page twice. Bounds time to rows × this. */
const DIFFERENCES_MAX = 160;

/** undefined when the rows differ in more than 160 places. */
export function align<A, B>(
  a: readonly A[],
  b: readonly B[],
  same: (a: A, b: B) => boolean,
): readonly Gap[] | undefined {
  const equal = (x: number, y: number): boolean => {
    const one = a[x];
    const two = b[y];
    return one !== undefined && two !== undefined && same(one, two);
  };
  const width = 2 * DIFFERENCES_MAX + 1;
  const furthest = new Int32Array(width + 2);
  const traces: Int32Array[] = [];
  for (let d = 0; d <= DIFFERENCES_MAX; d++) {
    traces.push(furthest.slice());
    for (let k = -d; k <= d; k += 2) {
      const at = k + DIFFERENCES_MAX + 1;
      const down = k === -d || (k !== d && (furthest[at - 1] ?? 0) < (furthest[at + 1] ?? 0));
      let x = down ? (furthest[at + 1] ?? 0) : (furthest[at - 1] ?? 0) + 1;
      while (x < a.length && x - k < b.length && equal(x, x - k)) x++;
      furthest[at] = x;
      if (x >= a.length && x - k >= b.length) return gapsOf(traces, a.length, b.length);
    }
  }
  return undefined;
}

/** Walks the traces back and joins single steps that touch into gaps. */
function gapsOf(traces: readonly Int32Array[], aLength: number, bLength: number): readonly Gap[] {
  const gaps: Gap[] = [];
  let x = aLength;
  let y = bLength;
  for (let d = traces.length - 1; d > 0; d--) {
    const furthest = traces[d] ?? new Int32Array(0);
    const k = x - y;
    const at = k + DIFFERENCES_MAX + 1;
    const down = k === -d || (k !== d && (furthest[at - 1] ?? 0) < (furthest[at + 1] ?? 0));
    const fromX = (down ? furthest[at + 1] : furthest[at - 1]) ?? 0;
    const fromY = fromX - (down ? k + 1 : k - 1);
    const step = { aFrom: fromX, aTo: down ? fromX : fromX + 1, bFrom: fromY, bTo: down ? fromY + 1 : fromY };
    const later = gaps.at(-1);
    if (later !== undefined && later.aFrom === step.aTo && later.bFrom === step.bTo) {
      gaps[gaps.length - 1] = { ...step, aTo: later.aTo, bTo: later.bTo };
    } else gaps.push(step);
    x = fromX;
    y = fromY;
  }
  return gaps.toReversed();
}
