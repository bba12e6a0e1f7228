// How a page differs from what was approved: each new script, changed script, form target, listener on a card field, host, frame and
// worker, weighed by whether card data could go elsewhere. Pure.

import type {
  ApprovedPage,
  ChangeKind,
  PageChange,
  PageInventory,
  PageVisit,
  SeenForm,
  SeenListener,
  SeenScript,
} from "./contract.ts";
import { headChanges } from "./head-changes.ts";

/** What all guises saw, each thing once. */
export function together(inventories: readonly PageInventory[]): PageInventory | null {
  const [first] = inventories;
  if (first === undefined) return null;
  const all = <T>(of: (one: PageInventory) => readonly T[], key: (thing: T) => string): readonly T[] => [
    ...new Map(inventories.flatMap(of).map((thing) => [key(thing), thing])).values(),
  ];
  return {
    url: first.url,
    ends: all(({ url, ends }) => ends ?? [url], itself),
    scripts: all(({ scripts }) => scripts, scriptKey),
    forms: all(({ forms }) => forms, formKey),
    listeners: all(({ listeners }) => listeners, listenerKey),
    hosts: all(({ hosts }) => hosts, itself),
    frames: all(({ frames }) => frames, itself),
    serviceWorkers: all(({ serviceWorkers }) => serviceWorkers, itself),
    ...(inventories.some(({ heads }) => heads !== undefined)
      ? { heads: all(({ heads }) => heads ?? [], JSON.stringify) }
      : {}),
    ...(inventories.some(({ beyond }) => beyond !== undefined)
      ? { beyond: all(({ beyond }) => beyond ?? [], itself) }
      : {}),
  };
}

/** Alarms first. */
export function changesOf(approved: ApprovedPage, visits: readonly PageVisit[]): readonly PageChange[] {
  const seen = visits.flatMap(({ guise, inventory }) => (inventory === null ? [] : [{ guise, inventory }]));
  const before = approved.inventory;
  const found = new Map<string, Found>();
  for (const { guise, inventory } of seen)
    for (const one of differences(before, inventory)) {
      const key = `${one.kind} ${one.what}`;
      const known = found.get(key) ?? { ...one, guises: [] };
      found.set(key, { ...known, guises: known.guises.concat(guise) });
    }
  const changes = [...found.values()].map(({ kind, weight, what, guises }): PageChange => {
    const isHidden = guises.length < seen.length;
    // What only some visitors get to see is how skimmers behave, whatever it is; that two servers of a shop name themselves
    // differently is not.
    const isGraver = isHidden && kind !== "header-changed";
    return { kind, what, weight: isGraver ? "alarm" : weight, seenBy: isHidden ? guises : null };
  });
  const gone = goneScripts(
    before,
    seen.map(({ inventory }) => inventory),
  );
  return [...changes, ...gone].toSorted((a, b) => Number(a.weight === "look") - Number(b.weight === "look"));
}

type Found = Omit<PageChange, "seenBy"> & { readonly guises: readonly string[] };
type Difference = Omit<PageChange, "seenBy">;

function differences(before: PageInventory, now: PageInventory): readonly Difference[] {
  return [
    ...placeChanges(before, now),
    ...headChanges(before, now),
    ...scriptChanges(before, now),
    ...integrityGone(before, now),
    ...added("too-many", "alarm", before.beyond ?? [], now.beyond ?? [], itself),
    ...formChanges(before.forms, now.forms),
    ...added("listener-new", "alarm", before.listeners, now.listeners, listenerKey),
    ...added("host-new", "alarm", before.hosts, now.hosts, itself),
    ...added("frame-new", "alarm", before.frames, now.frames, itself),
    ...added("worker-new", "alarm", before.serviceWorkers, now.serviceWorkers, itself),
  ];
}

function scriptChanges(before: PageInventory, now: PageInventory): readonly Difference[] {
  const sources = new Set(before.scripts.map(({ source }) => source));
  const known = new Set(before.scripts.map(scriptKey));
  return now.scripts
    .filter((script) => !known.has(scriptKey(script)))
    .map((script): Difference => {
      const isNew = script.kind === "inline" || !sources.has(script.source);
      const what = script.kind === "inline" ? `inline: ${script.start}` : script.source;
      return { kind: isNew ? "script-new" : "script-changed", weight: "alarm", what };
    });
}

/** A look that ended elsewhere has not seen the page, however harmless what it saw is. */
function placeChanges({ ends }: PageInventory, now: PageInventory): readonly Difference[] {
  if (ends === undefined) return [];
  const what = now.url;
  const fresh = URL.parse(what);
  const near = ends.flatMap((end) => URL.parse(end) ?? []).filter(({ origin }) => origin === fresh?.origin);
  if (near.length === 0) return [{ kind: "page-away", weight: "alarm", what }];
  const isThere = near.some(({ pathname }) => steadyPath(pathname) === steadyPath(fresh?.pathname ?? ""));
  return isThere ? [] : [{ kind: "page-moved", weight: "alarm", what }];
}

/** Without the marks of one order or session: parts that hold a digit. */
function steadyPath(path: string): string {
  return path
    .split("/")
    .map((part) => (/\d/.test(part) ? "·" : part))
    .join("/");
}

/** Only where a tag was seen: scripts may take theirs away once they run. */
function integrityGone(before: PageInventory, now: PageInventory): readonly Difference[] {
  const bare = new Set(before.scripts.flatMap(({ source, hasIntegrity }) => (hasIntegrity ? [] : [source])));
  const guarded = new Set(
    before.scripts.flatMap(({ source, hasIntegrity }) => (hasIntegrity && !bare.has(source) ? [source] : [])),
  );
  const gone = now.scripts.filter(
    ({ source, hasIntegrity, tag }) => tag !== undefined && !hasIntegrity && guarded.has(source),
  );
  return [...new Set(gone.map(({ source }) => source))].map((what) => ({
    kind: "integrity-gone",
    weight: "alarm",
    what,
  }));
}

/** A script that is gone takes nothing away; but a guard of the shop's own may have been removed. */
function goneScripts(before: PageInventory, seen: readonly PageInventory[]): readonly PageChange[] {
  if (seen.length === 0) return [];
  const there = new Set(seen.flatMap(({ scripts }) => scripts.map(({ source }) => source)));
  return before.scripts
    .filter(({ kind, source }) => kind !== "inline" && !there.has(source))
    .map(({ source }) => ({ kind: "script-gone", weight: "look", what: source, seenBy: null }));
}

function formChanges(before: readonly SeenForm[], now: readonly SeenForm[]): readonly Difference[] {
  const known = new Set(before.map(formKey));
  const targets = new Set(before.map(({ action }) => action));
  return now
    .filter((form) => !known.has(formKey(form)))
    .map((form): Difference => {
      const kind: ChangeKind = targets.has(form.action) ? "form-new" : "form-target";
      const weight = form.takesCard || kind === "form-target" ? "alarm" : "look";
      return { kind, weight, what: `${form.method} ${form.action} (${form.fields.join(", ")})` };
    });
}

function added<T>(
  kind: ChangeKind,
  weight: Difference["weight"],
  before: readonly T[],
  now: readonly T[],
  key: (thing: T) => string,
): readonly Difference[] {
  const known = new Set(before.map(key));
  return now.filter((thing) => !known.has(key(thing))).map((thing) => ({ kind, weight, what: key(thing) }));
}

function itself(text: string): string {
  return text;
}
function scriptKey({ kind, source, sha256, bytes }: SeenScript): string {
  return `${kind} ${source} ${sha256 ?? `unread ${bytes}`}`;
}
function formKey({ action, method, fields }: SeenForm): string {
  return `${method} ${action} ${fields.join(",")}`;
}
function listenerKey({ field, event, script }: SeenListener): string {
  return `${field} ${event} → ${script}`;
}
