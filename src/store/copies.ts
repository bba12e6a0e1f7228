// What leaves a store is a plain copy: a caller that changes it changes no record, and rows lose SQLite's bare prototype.

export function copyOf<T extends object>(thing: T): T;
export function copyOf<T extends object>(thing: T | undefined): T | undefined;
export function copyOf<T extends object>(thing: T | undefined): T | undefined {
  return thing === undefined ? undefined : { ...thing };
}

export function copiesOf<T extends object>(things: readonly T[]): T[] {
  return things.map((thing) => copyOf(thing));
}
