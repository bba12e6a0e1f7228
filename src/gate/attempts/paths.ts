// Paths and queries as the shop's software will understand them, not as they were written: attackers write one path in many
// ways. Only for matching; what is forwarded stays as it came.

/** The wire's largest head: nothing that arrives is cut, or padding would hide what stands behind it. */
const TARGET_LENGTH_MAX = 262_144;
const SEGMENTS_MAX = 1_000;
const QUERY_PARTS_MAX = 20_000;

/** Front scripts that hand the rest of the path on to the shop. */
const FRONT_SCRIPTS: ReadonlySet<string> = new Set(["index.php", "index_dev.php", "app.php", "app_dev.php"]);

/**
 * Lower-case segments: percent-encoding undone, empty segments, matrix parameters and front scripts left out; whatever
 * follows another script's name ("/x.php/extra") is dropped, as PHP runs x.php all the same.
 */
export function segmentsOf(path: string): readonly string[] {
  const segments: string[] = [];
  for (const raw of decoded(path.slice(0, TARGET_LENGTH_MAX)).toLowerCase().split(/[/\\]/)) {
    const end = raw.search(/[;\0]/);
    const segment = (end < 0 ? raw : raw.slice(0, end)).trim();
    if (segment === "" || segment === "." || FRONT_SCRIPTS.has(segment)) continue;
    if (segment === "..") {
      segments.pop();
      continue;
    }
    segments.push(segment);
    if (segment.endsWith(".php") || segments.length >= SEGMENTS_MAX) break;
  }
  return segments;
}

/** Undoes percent-encoding; bytes that are no UTF-8 and broken escapes stay as they are. */
export function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[0-9a-fA-F]{2}/g, (escape) => {
      const code = Number.parseInt(escape.slice(1), 16);
      return code < 0x80 ? String.fromCharCode(code) : escape;
    });
  }
}

export type QueryParts = readonly (readonly [name: string, value: string])[];

/** Name–value pairs of a query, decoded ("+" is a blank); names trimmed as PHP does. */
export function queryParts(query: string): QueryParts {
  const bare = query.startsWith("?") ? query.slice(1) : query;
  if (bare === "") return [];
  return bare
    .slice(0, TARGET_LENGTH_MAX)
    .split("&", QUERY_PARTS_MAX)
    .map((part) => {
      const equals = part.indexOf("=");
      const name = equals < 0 ? part : part.slice(0, equals);
      const value = equals < 0 ? "" : part.slice(equals + 1);
      return [decoded(name.replaceAll("+", " ")).trim(), decoded(value.replaceAll("+", " "))] as const;
    });
}

/** A name as WordPress' sanitize_text_field leaves it: tags and stray escapes cut out, blanks folded. */
export function sanitized(value: string): string {
  return value
    .slice(0, 500)
    .replace(/<[^<>]{0,200}>/g, "")
    .replace(/%[0-9a-fA-F]{2}/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

export interface PathPattern {
  readonly segments: readonly string[];
  /** A final "*": anything may follow. */
  readonly open: boolean;
}

export function pathPattern(path: string): PathPattern {
  const open = path.endsWith("*");
  const segments = segmentsOf(open ? path.slice(0, -1) : path);
  return { segments, open };
}

/** Does the pattern hold from `offset` on? Gives the value of its ":order" part, "" when it has none. */
export function matchPath(
  pattern: PathPattern,
  segments: readonly string[],
  offset: number,
): { readonly order: string } | undefined {
  const left = segments.length - offset;
  if (pattern.open ? left < pattern.segments.length : left !== pattern.segments.length) return undefined;
  let order = "";
  for (let i = 0; i < pattern.segments.length; i++) {
    const wanted = pattern.segments[i] ?? "";
    const actual = segments[offset + i] ?? "";
    if (wanted.startsWith(":")) {
      if (wanted === ":order") order = actual;
    } else if (wanted !== actual) return undefined;
  }
  return { order };
}
