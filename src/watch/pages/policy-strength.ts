// Does a Content-Security-Policy hold as much as the one before (W3C CSP Level 3)? Pure. In doubt it says that it does not: an alarm for
// nothing costs a look, a policy that was quietly opened costs cards.

/** Directive → its words, marks that change by visit taken out. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** No policy has more; what a longer one holds beyond counts for nothing. */
const DIRECTIVES_MAX = 60;

/** `place`: an address without its query, for where it is told to. */
export function readPolicy(text: string, place: (address: string) => string): Policy {
  const found = new Map<string, readonly string[]>();
  for (const one of text.split(";").slice(0, DIRECTIVES_MAX)) {
    const [name = "", ...words] = one.trim().split(/\s+/);
    const key = name.toLowerCase();
    // The first of a name is the one that browsers obey.
    if (key === "" || found.has(key)) continue;
    found.set(key, [...new Set(words.map((word) => steady(key, word, place)))].toSorted());
  }
  return found;
}

export function writePolicy(policy: Policy): string {
  return [...policy]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, words]) => [name, ...words].join(" "))
    .join("; ");
}

/** What any of the policies before forbade and none does now, in words; [] when they hold as much. */
export function loosened(before: readonly string[], now: readonly string[]): readonly string[] {
  const present = now.map(read);
  return before.flatMap((text) => {
    const old = read(text);
    const ways = present.map((one) => openings(old, one));
    // Browsers obey all policies: one that holds as much is enough.
    if (ways.some((way) => way.length === 0)) return [];
    return ways.toSorted((a, b) => a.length - b.length)[0] ?? ["–"];
  });
}

function read(text: string): Policy {
  return readPolicy(text, (address) => address);
}

function steady(directive: string, word: string, place: (address: string) => string): string {
  if (directive === "report-uri") return place(word);
  if (/^'nonce-/i.test(word)) return "'nonce-·'";
  // Hashes and paths mind the case; keywords, schemes and hosts do not.
  if (/^'sha\d{3}-/i.test(word)) return word;
  return word.startsWith("'")
    ? word.toLowerCase()
    : word.replace(/^[^/]*(?:\/\/[^/]*)?/, (host) => host.toLowerCase());
}

/** A source list that is absent falls back on these in turn. */
const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  "script-src": ["default-src"],
  "script-src-elem": ["script-src", "default-src"],
  "script-src-attr": ["script-src", "default-src"],
  "style-src": ["default-src"],
  "style-src-elem": ["style-src", "default-src"],
  "style-src-attr": ["style-src", "default-src"],
  "worker-src": ["child-src", "script-src", "default-src"],
  "frame-src": ["child-src", "default-src"],
  "child-src": ["default-src"],
  "connect-src": ["default-src"],
  "img-src": ["default-src"],
  "font-src": ["default-src"],
  "media-src": ["default-src"],
  "object-src": ["default-src"],
  "manifest-src": ["default-src"],
};
/** Say where it is told to, and no more. */
const TELLING = new Set(["report-uri", "report-to"]);
/** With one of these in a list 'unsafe-inline' is void; with the last one, hosts are too. */
const VOIDING = /^'(?:nonce-|sha\d{3}-|strict-dynamic')/;

function openings(before: Policy, now: Policy): readonly string[] {
  const names = new Set([...before.keys(), ...now.keys(), ...Object.keys(FALLBACKS)]);
  const found: string[] = [];
  for (const name of names) {
    if (TELLING.has(name)) continue;
    const old = effective(before, name);
    if (old === undefined) continue;
    const fresh = effective(now, name);
    // Said once where the list itself changed, not again for all that fall back on it.
    const isItsOwn = before.has(name) || now.has(name);
    if (fresh === undefined) {
      if (isItsOwn) found.push(`${name} –`);
      continue;
    }
    const more = isItsOwn ? wider(old, fresh) : [];
    if (more.length > 0) found.push(`${name} ${more.join(" ")}`);
  }
  return found;
}

function wider(old: readonly string[], fresh: readonly string[]): readonly string[] {
  const wasOpen = isOpen(old);
  const added = fresh.filter(
    (word) => !old.includes(word) && word !== "'none'" && word !== "'report-sample'",
  );
  const gone = old.filter((word) => !fresh.includes(word));
  return [
    // A nonce or hash where any inline code ran before is stricter.
    ...added.filter((word) => !(wasOpen && /^'(?:nonce|sha)/.test(word))).map((word) => `+ ${word}`),
    ...gone
      .filter(
        (word) => VOIDING.test(word) && (word === "'strict-dynamic'" ? fresh.length > 0 : isOpen(fresh)),
      )
      .map((word) => `- ${word}`),
  ];
}

/** Any inline code runs. */
function isOpen(words: readonly string[]): boolean {
  return words.includes("'unsafe-inline'") && !words.some((word) => VOIDING.test(word));
}

function effective(policy: Policy, name: string): readonly string[] | undefined {
  const own = policy.get(name);
  if (own !== undefined) return own;
  for (const fallback of FALLBACKS[name] ?? []) {
    const words = policy.get(fallback);
    if (words !== undefined) return words;
  }
  return undefined;
}
