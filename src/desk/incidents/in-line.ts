// One work after the other for each place: what is decided and what is done of it must not be pulled apart by a second caller.

/** Forgets a place once nobody works or waits there. */
export function inLine<T>(
  lines: Map<string, Promise<unknown>>,
  place: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = lines.get(place) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  lines.set(place, settled);
  void settled.finally(() => {
    if (lines.get(place) === settled) lines.delete(place);
  });
  return mine;
}
