// What a page is made of as a buyer's browser sees it, and how that differs from what was approved. Visiting is visit.ts, comparing
// compare.ts; both speak in these words (PCI DSS 4.0.1 §6.4.3 and §11.6.1 ask for such an inventory and for such changes).

import type { PageExposure } from "./exposed.ts";

/** One thing to do on the way to the checkout. Selectors are CSS. Nothing here can pay: see visit.ts. */
export type Step =
  | { readonly open: string }
  | { readonly click: string }
  | { readonly fill: string; readonly with: string }
  | { readonly choose: string; readonly value: string }
  | { readonly waitFor: string };

/** Who the shop believes is visiting: skimmers hide from some. */
export interface Guise {
  readonly name: string;
  readonly userAgent: string;
  readonly referrer: string | null;
  readonly phone: boolean;
}

export interface SeenScript {
  readonly kind: "file" | "inline" | "worker";
  /** Origin and path of a file, without its query; "inline" otherwise. */
  readonly source: string;
  /** Of the bytes as they came; of inline ones with marks that change by visit taken out. Null: the body could not be read. */
  readonly sha256: string | null;
  readonly bytes: number;
  /** The first words of an inline script, masked. */
  readonly start: string;
  /** Bears a Subresource Integrity hash. */
  readonly hasIntegrity: boolean;
  /** How the page calls it. Absent: not by a tag of its own, or seen before this was written down. */
  readonly tag?: ScriptTag;
}

/** A script's tag as it stands in the page. */
export interface ScriptTag {
  /** As written; null: its query may hold a visitor's secrets. */
  readonly src: string | null;
  /** Whole address of the same; null likewise. */
  readonly address: string | null;
  readonly isModule: boolean;
  readonly isAsync: boolean;
  readonly isDeferred: boolean;
  /** The page's own HTML asks for it; otherwise another script put it there. */
  readonly inHtml: boolean;
}

/** What a document came with, as far as it bears on what browsers let it do. */
export interface SeenHead {
  /** Null: the page itself. Otherwise origin and path of the frame. */
  readonly frame: string | null;
  /** Lower-case names, values without what changes by visit (nonces, dates, cookies' values); one name may come several times. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** What the guard itself puts on the page; compared with nothing, the owner may switch it. */
  readonly guardPolicy: "enforce" | "report" | null;
}

export interface SeenForm {
  /** Origin and path it posts to. */
  readonly action: string;
  readonly method: string;
  /** Names of its fields, at most FIELDS_MAX. */
  readonly fields: readonly string[];
  /** Some of its fields take a card. */
  readonly takesCard: boolean;
}

/** Somebody listens to what is typed into a field that takes a card. */
export interface SeenListener {
  readonly field: string;
  readonly event: string;
  /** Source of the script the listener stands in. */
  readonly script: string;
}

export interface PageInventory {
  readonly url: string;
  /** Everywhere that the visitors ended, `url` among them; absent: seen before this was written down. */
  readonly ends?: readonly string[];
  readonly scripts: readonly SeenScript[];
  readonly forms: readonly SeenForm[];
  readonly listeners: readonly SeenListener[];
  /** Origins asked for anything, the page's own among them. */
  readonly hosts: readonly string[];
  readonly frames: readonly string[];
  readonly serviceWorkers: readonly string[];
  /** Absent: seen before heads were written down. */
  readonly heads?: readonly SeenHead[];
  /** Of which there were more than are looked at; absent: of nothing. */
  readonly beyond?: readonly ("scripts" | "hosts" | "listeners" | "forms")[];
}

export interface PageVisit {
  readonly guise: string;
  /** Where the path ended; "" when it broke off. */
  readonly url: string;
  readonly inventory: PageInventory | null;
  /** Why it broke off: "unreachable", "step 3: …". */
  readonly trouble: string | null;
  /** What may stand on no page; absent: nothing, or seen before this was searched for. */
  readonly exposed?: readonly PageExposure[];
}

/** An approved inventory with who answers for what. */
export interface ApprovedPage {
  readonly version: 1;
  readonly name: string;
  readonly url: string;
  readonly approvedAtMs: number;
  readonly approvedBy: string;
  readonly why: string;
  readonly inventory: PageInventory;
  /** Who owns each script and what it is for (PCI DSS 6.4.3: a written justification), by its key: see notes.ts. */
  readonly notes: Readonly<Record<string, { readonly owner: string; readonly why: string }>>;
}

export type ChangeKind =
  /** On the page, approved or not: a decoy card, a card number, a planted customer's address. */
  | "decoy-shown"
  | "card-shown"
  | "planted-shown"
  | "script-new"
  | "script-changed"
  | "script-gone"
  | "form-target"
  | "form-new"
  | "listener-new"
  | "host-new"
  | "frame-new"
  | "worker-new"
  /** The page is another one than was approved: at another origin, or at another path of the same. */
  | "page-away"
  | "page-moved"
  /** More than is looked at: what lies beyond is unseen. */
  | "too-many"
  | "integrity-gone"
  /** A Content-Security-Policy that holds less than before, or is gone. */
  | "policy-weaker"
  /** A header that leads away or fetches code from elsewhere. */
  | "header-loads"
  /** Another protection that is weaker or gone. */
  | "header-weaker"
  | "header-changed"
  /** Approved before headers were looked at. */
  | "headers-unknown";

export interface PageChange {
  readonly kind: ChangeKind;
  /** alarm: card data could go elsewhere · look: a person should know. */
  readonly weight: "alarm" | "look";
  readonly what: string;
  /** Only these guises saw it, when not all did: what hides is worse. */
  readonly seenBy: readonly string[] | null;
}

export interface PageReport {
  readonly name: string;
  readonly url: string;
  readonly visits: readonly PageVisit[];
  /** All visits together; null when none came through. */
  readonly inventory: PageInventory | null;
  /** Null: nothing is approved yet, so nothing can differ. */
  readonly changes: readonly PageChange[] | null;
  readonly approved: Pick<ApprovedPage, "approvedAtMs" | "approvedBy"> | null;
  readonly seconds: number;
  /** Of each script that the page calls by a file; absent: looked at before this was written down. */
  readonly integrity?: readonly ScriptIntegrity[];
}

export type NoIntegrity =
  | "has-it"
  | "by-script"
  | "differs-by-visitor"
  | "address-changes"
  | "no-cors"
  | "redirects"
  | "not-fetched"
  | "differs-when-fetched"
  | "too-large"
  | "too-many"
  | "changes"
  | "not-approved";

/** The tag with its integrity hash that may stand in the page instead, or why there can be none. */
export interface ScriptIntegrity {
  readonly source: string;
  /** Its whole address where that holds nothing of a visitor: several scripts may differ by their query alone. */
  readonly place: string;
  readonly line: string | null;
  readonly whyNot: NoIntegrity | null;
}

/** A checkout has some dozens; a page with more is no page. */
export const PAGE_LIMITS = {
  scriptsMax: 500,
  scriptBytesMax: 8 * 1024 * 1024,
  documentCharactersMax: 4 * 1024 * 1024,
  formsMax: 100,
  fieldsMax: 200,
  listenersMax: 500,
  hostsMax: 500,
  stepsMax: 50,
  stepMs: 20_000,
  /** Documents whose headers are kept: the page and its frames. */
  headsMax: 20,
  /** Scripts fetched once more for their integrity hash. */
  integrityMax: 60,
} as const;
