// Reads one cookie out of a Cookie header without taking the rest apart, and writes the gate's own Set-Cookie values.

/** A client may send the same name for several paths; more than this is no browser. */
const SAME_NAME_MAX = 4;

/** All values of `name` in header order, at most four. `length` is the only length the value may have. */
export function cookieValues(header: string | undefined, name: string, length: number): readonly string[] {
  if (header === undefined) return [];
  const values: string[] = [];
  const needle = `${name}=`;
  for (let at = header.indexOf(needle); at !== -1 && values.length < SAME_NAME_MAX;) {
    const before = at === 0 ? ";" : header[at - 1];
    const start = at + needle.length;
    const after = header[start + length];
    if ((before === ";" || before === " ") && (after === undefined || after === ";" || after === " ")) {
      const value = header.slice(start, start + length);
      if (value.length === length && !value.includes(";")) values.push(value);
    }
    at = header.indexOf(needle, start);
  }
  return values;
}

export function setCookie(
  name: string,
  value: string,
  options: { readonly scheme: "http" | "https"; readonly maxAgeSeconds: number },
): string {
  const secure = options.scheme === "https" ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${options.maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
