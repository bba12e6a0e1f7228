// What a page is made of as a buyer's browser sees it, and how that differs from what was approved. Visiting is visit.ts, comparing
// compare.ts; both speak in these words (PCI DSS 4.0.1 §6.4.3 and §11.6.1 ask for such an inventory and for such changes).

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
  readonly scripts: readonly SeenScript[];
  readonly forms: readonly SeenForm[];
  readonly listeners: readonly SeenListener[];
  /** Origins asked for anything, the page's own among them. */
  readonly hosts: readonly string[];
  readonly frames: readonly string[];
  readonly serviceWorkers: readonly string[];
}

export interface PageVisit {
  readonly guise: string;
  /** Where the path ended; "" when it broke off. */
  readonly url: string;
  readonly inventory: PageInventory | null;
  /** Why it broke off: "unreachable", "step 3: …". */
  readonly trouble: string | null;
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
  /** Per script source: who owns it and what it is for (PCI DSS 6.4.3: a written justification). */
  readonly notes: Readonly<Record<string, { readonly owner: string; readonly why: string }>>;
}

export type ChangeKind =
  | "script-new"
  | "script-changed"
  | "script-gone"
  | "form-target"
  | "form-new"
  | "listener-new"
  | "host-new"
  | "frame-new"
  | "worker-new";

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
}

/** A checkout has some dozens; a page with more is no page. */
export const PAGE_LIMITS = {
  scriptsMax: 500,
  scriptBytesMax: 8 * 1024 * 1024,
  formsMax: 100,
  fieldsMax: 200,
  listenersMax: 500,
  hostsMax: 500,
  stepsMax: 50,
  stepMs: 20_000,
} as const;
