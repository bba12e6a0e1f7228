// Which scripts of a page could bear a Subresource Integrity hash, and the tag to put in; for the others why not. Pure: fetching is
// fetch-script.ts, how long a script has stayed the same is counted from look to look.

import type {
  NoIntegrity,
  PageInventory,
  PageReport,
  ScriptIntegrity,
  ScriptTag,
  SeenScript,
} from "./contract.ts";
import { PAGE_LIMITS } from "./contract.ts";

/** What came when the script was fetched once more, as browsers do for an integrity hash: without cookies. */
export type Fetched =
  | {
      /** "sha384-…" of the bytes as they came. */
      readonly integrity: string;
      /** Of the text in them, to hold against what the page ran. */
      readonly textSha256: string;
      /** The page may read it: of the same origin, or served with CORS. */
      readonly readable: boolean;
    }
  | { readonly trouble: "redirects" | "not-fetched" | "too-large" };

/** Addresses of scripts by their place. */
export interface IntegrityWish {
  readonly place: string;
  readonly address: string;
}

/** What a script is known by here: files may differ by their query alone. */
export function placeOfScript({ tag, source }: SeenScript): string {
  return tag?.address ?? source;
}

interface Judged {
  readonly place: string;
  readonly source: string;
  readonly script: SeenScript;
  readonly whyNot: NoIntegrity | null;
}

/** Those worth fetching. */
export function integrityWishes(inventories: readonly PageInventory[]): readonly IntegrityWish[] {
  return judged(inventories).flatMap(({ place, script, whyNot }) => {
    const address = script.tag?.address ?? null;
    return whyNot === null && address !== null ? [{ place, address }] : [];
  });
}

export function integrityOf(
  inventories: readonly PageInventory[],
  fetched: ReadonlyMap<string, Fetched>,
): readonly ScriptIntegrity[] {
  const page = inventories[0]?.url ?? "";
  return judged(inventories).map(({ place, source, script, whyNot }) => {
    const came = whyNot ?? fetched.get(place) ?? "too-many";
    const hindered = typeof came === "string" ? came : hindranceOf(came, script);
    const line =
      hindered === null && typeof came === "object" && "integrity" in came && script.tag !== undefined
        ? lineOf(script.tag, came.integrity, page)
        : null;
    return { source, place, line, whyNot: hindered };
  });
}

function hindranceOf(came: Fetched, { sha256 }: SeenScript): NoIntegrity | null {
  if ("trouble" in came) return came.trouble;
  if (!came.readable) return "no-cors";
  return came.textSha256 === sha256 ? null : "differs-when-fetched";
}

function judged(inventories: readonly PageInventory[]): readonly Judged[] {
  const files = inventories.map(({ scripts }) =>
    scripts.filter(({ kind, source }) => kind === "file" && source.includes("://")),
  );
  const places = new Map(files.flat().map((script) => [placeOfScript(script), script]));
  let wished = 0;
  return [...places].map(([place, script]): Judged => {
    const seen = files.map((all) => all.filter((one) => placeOfScript(one) === place));
    const hindered = hindrance(seen);
    const isOver = hindered === null && ++wished > PAGE_LIMITS.integrityMax;
    return { place, source: script.source, script, whyNot: isOver ? "too-many" : hindered };
  });
}

/** `seen`: the script as each visitor saw it. */
function hindrance(seen: readonly (readonly SeenScript[])[]): NoIntegrity | null {
  const all = seen.flat();
  if (all.every(({ hasIntegrity }) => hasIntegrity)) return "has-it";
  const hashes = new Set(all.map(({ sha256 }) => sha256));
  if (seen.some((one) => one.length === 0) || hashes.size > 1) return "differs-by-visitor";
  if (hashes.has(null)) return "too-large";
  if (all.some(({ tag }) => tag?.inHtml !== true)) return "by-script";
  const sources = new Set(all.map(({ tag }) => tag?.src ?? null));
  return sources.size > 1 || sources.has(null) ? "address-changes" : null;
}

function lineOf({ src, address, ...tag }: ScriptTag, integrity: string, page: string): string {
  const isOwn = URL.parse(address ?? "")?.origin === URL.parse(page)?.origin;
  const attributes = [
    `src="${escaped(src ?? "")}"`,
    `integrity="${integrity}"`,
    ...(isOwn ? [] : ['crossorigin="anonymous"']),
    ...(tag.isModule ? ['type="module"'] : []),
    ...(tag.isAsync ? ["async"] : []),
    ...(tag.isDeferred ? ["defer"] : []),
  ];
  return `<script ${attributes.join(" ")}></script>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/** How long a script's content has been what it is. */
export interface Steadiness {
  readonly sha256: string;
  readonly sinceMs: number;
  /** Looks in a row that saw this content. */
  readonly looks: number;
  /** Another content was seen before it. */
  readonly changed: boolean;
}

/** By place. */
export type SteadyScripts = Readonly<Record<string, Steadiness>>;

/** A script that changed is taken to be steady again after as many looks. */
const LOOKS_TO_TRUST = 10;

export function steadyAfter(before: SteadyScripts, { scripts }: PageInventory, nowMs: number): SteadyScripts {
  const found: Record<string, Steadiness> = {};
  for (const script of scripts) {
    const { kind, sha256 } = script;
    if (kind !== "file" || sha256 === null) continue;
    const place = placeOfScript(script);
    const known = before[place];
    found[place] =
      known?.sha256 === sha256
        ? { ...known, looks: known.looks + 1 }
        : { sha256, sinceMs: nowMs, looks: 1, changed: known !== undefined };
  }
  return found;
}

/** What may be advised: nothing of a script that nobody approved, or that was another one a few looks ago. */
export function integrityAdvice(report: PageReport, steady: SteadyScripts = {}): readonly ScriptIntegrity[] {
  const unapproved = new Set(
    (report.changes ?? []).flatMap(({ kind, what }) =>
      kind === "script-new" || kind === "script-changed" ? [what] : [],
    ),
  );
  return (report.integrity ?? []).map((one) => {
    const { source, place, line } = one;
    const since = steady[place];
    const isRestless = since?.changed === true && since.looks < LOOKS_TO_TRUST;
    const whyNot = unapproved.has(source) ? "not-approved" : isRestless ? "changes" : null;
    return line === null || whyNot === null ? one : { source, place, line: null, whyNot };
  });
}
