// Which configured path a request's path falls under: one look into a table, then a short list of beginnings. Pure.

/** The entry itself, or undefined. */
export type PathMatch = (path: string) => string | undefined;

export function matchPaths(paths: readonly string[]): PathMatch {
  const whole = new Set(paths.filter((path) => !path.endsWith("*")));
  const beginnings = paths
    .filter((path) => path.endsWith("*"))
    .map((path) => ({ path, beginning: path.slice(0, -1) }));
  return (path) =>
    whole.has(path) ? path : beginnings.find(({ beginning }) => path.startsWith(beginning))?.path;
}
