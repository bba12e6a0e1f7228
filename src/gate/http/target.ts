// The request target: which forms are let in, and the normal form of its path that rules are matched against.

/** A target in origin form, and the authority it named when it came in absolute form. */
export interface ReadTarget {
  readonly target: string;
  readonly authority: string | undefined;
}

/** Longest target in bytes: browsers and shop systems stay below 8,000; longer ones only feed attacks. */
export const TARGET_BYTES_MAX = 8_192;

/** Origin form as it is; absolute form is cut to origin form; everything else (fragment, asterisk) is undefined. */
export function readTarget(url: string): ReadTarget | undefined {
  if (url.charCodeAt(0) === 47) {
    return url.includes("#") || url.includes("\\") ? undefined : { target: url, authority: undefined };
  }
  const absolute = /^https?:\/\/([^/?#\\@]{1,261})([/?][^#\\]*)?$/i.exec(url);
  if (absolute === null) return undefined;
  const rest = absolute[2] ?? "/";
  return { target: rest.startsWith("/") ? rest : `/${rest}`, authority: absolute[1]?.toLowerCase() };
}

/** Path for matching: unreserved characters decoded, dot segments removed. Quick when there is nothing to do. */
export function normalPath(path: string): string {
  let normal = path;
  if (normal.includes("%")) {
    normal = normal.replace(/%([0-9A-Fa-f]{2})/g, (whole, hex: string) => {
      const char = String.fromCharCode(Number.parseInt(hex, 16));
      return /[A-Za-z0-9\-._~]/.test(char) ? char : whole.toUpperCase();
    });
  }
  return normal.includes("/.") ? withoutDotSegments(normal) : normal;
}

function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
    if (isLast && (segment === "." || segment === "..")) kept.push("");
  }
  return `/${kept.join("/")}`;
}

/** "name", "name:port", "[v6]:port": nothing that two readers could take differently. */
export function isLawfulHost(host: string): boolean {
  return host.length <= 261 && /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/.test(host);
}
