// A queue of things due at a time: earliest first, and first in first out at the same time.

export interface Queue<T> {
  push(atMs: number, item: T): void;
  nextMs(): number | undefined;
  /** The earliest item due at or before `nowMs`. */
  takeDue(nowMs: number): T | undefined;
  size(): number;
}

/** A binary heap; bounded by the people of a drill, each of whom waits for one thing at a time. */
export function createQueue<T>(): Queue<T> {
  const heap: { readonly atMs: number; readonly serial: number; readonly item: T }[] = [];
  let serial = 0;
  const before = (a: number, b: number): boolean => {
    const x = heap[a];
    const y = heap[b];
    if (x === undefined || y === undefined) return false;
    return x.atMs < y.atMs || (x.atMs === y.atMs && x.serial < y.serial);
  };
  const swap = (a: number, b: number): void => {
    const x = heap[a];
    const y = heap[b];
    if (x === undefined || y === undefined) return;
    heap[a] = y;
    heap[b] = x;
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (before(child, least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    push: (atMs, item) => {
      heap.push({ atMs, serial: serial++, item });
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!before(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    nextMs: () => heap[0]?.atMs,
    takeDue: (nowMs) => {
      const first = heap[0];
      if (first === undefined || first.atMs > nowMs) return undefined;
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) {
        heap[0] = last;
        sink();
      }
      return first.item;
    },
    size: () => heap.length,
  };
}
