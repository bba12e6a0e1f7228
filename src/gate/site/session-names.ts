// Which of a request's cookies are the shop's session, however their names are spelled: what one of the usual shop
// languages could take for a session's name counts as one.

/** Says of cookie names whether they are a session's. */
export interface SessionNames {
  /** The name as sent in Cookie or Set-Cookie. */
  isSession(rawName: string): boolean;
  /** Does this request target carry a session in the address ("?PHPSESSID=…", ";jsessionid=…")? */
  isInTarget(target: string): boolean;
}

/** Platforms that may take a session out of the address by these names; Node shops never do. */
const IN_ADDRESS = /^(?:phpsessid|ecsessid|eccube|jsessionid)$/;

/** `names` as configured: exact, or with a final "*" for all that begin so. Case is ignored: better one too many. */
export function sessionNames(names: readonly string[]): SessionNames {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  for (const name of names) {
    if (name.endsWith("*")) prefixes.push(name.slice(0, -1).toLowerCase());
    else exact.add(name.toLowerCase());
  }
  const inAddress = [...exact].filter((name) => IN_ADDRESS.test(name)).map((name) => `${name}=`);
  return {
    isSession: (rawName) =>
      readings(rawName).some((name) => exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix))),
    isInTarget: (target) => {
      if (inAddress.length === 0) return false;
      const plain = decoded(target).toLowerCase();
      return inAddress.some((name) => plain.includes(name));
    },
  };
}

/**
 * The names that a shop may take this for. PHP undoes escapes, drops leading blanks, ends a name at NUL, takes "a[b]"
 * for "a" but "a[b" for "a_b", and turns blanks and dots into underscores; Node takes it as it is.
 */
function readings(raw: string): readonly string[] {
  const lower = raw.trim().toLowerCase();
  if (/^[\w-]*$/.test(lower)) return [lower];
  const name = (decoded(lower).toLowerCase().split("\0", 1)[0] ?? "").trim();
  const bracket = name.indexOf("[", 1);
  const php = [name, bracket < 0 ? name : name.slice(0, bracket)].map((one) =>
    one.replaceAll(/[. [+]/g, "_"),
  );
  return [lower, ...php];
}

/** Byte escapes undone, twice: some servers in front of a shop undo them once themselves. */
function decoded(text: string): string {
  if (!text.includes("%")) return text;
  const once = undone(text);
  return once.includes("%") ? undone(once) : once;
}

function undone(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
