// The order of paths in a manifest: that in which a walk meets them. A folder stands before what is in it.

const SLASH = 0x2f;

/** As if "/" came before every other byte: "a", "a/b", "a.b". Negative, zero or positive. */
export function comparePaths(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x = 0, y = 0] = [a[at], b[at]];
    if (x !== y) return (x === SLASH ? 0 : x) - (y === SLASH ? 0 : y);
  }
  return a.length - b.length;
}

/** Is `path` the folder itself or below it? */
export function isWithin(path: Buffer, folder: Buffer): boolean {
  if (folder.length === 0) return true;
  if (path.length < folder.length || path.compare(folder, 0, folder.length, 0, folder.length) !== 0)
    return false;
  return path.length === folder.length || path[folder.length] === SLASH;
}
