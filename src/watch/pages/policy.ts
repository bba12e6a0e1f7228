// A Content-Security-Policy that allows what was approved and nothing else (W3C CSP Level 3). Pure. Inline scripts whose text changes by
// visit cannot be told by hash: the policy then says so in its `open` list instead of pretending.

import type { PageInventory } from "./contract.ts";

export interface PagePolicy {
  readonly policy: string;
  /** What keeps it from being strict. */
  readonly open: readonly "inline"[];
}

export interface PolicyWish {
  /** Where browsers tell of what was kept out. */
  readonly reportPath: string;
  /** Also by this name of Reporting-Endpoints; those who know it then ignore `reportPath`. */
  readonly reportGroup?: string;
  /** Origins that no look can see, such as where a form leads on to. */
  readonly allow?: readonly string[];
}

export function policyFor(inventory: PageInventory, wish: PolicyWish): PagePolicy {
  const own = new URL(inventory.url).origin;
  const allow = wish.allow ?? [];
  const source = (address: string): string => {
    const { protocol, host, origin } = new URL(address);
    // The origin of ws: is "null".
    return origin === own ? "'self'" : `${protocol}//${host}`;
  };
  const listed = (addresses: readonly string[]): string =>
    [...new Set(["'self'", ...addresses.filter((one) => one.includes("://")).map(source), ...allow])].join(
      " ",
    );
  const hasInline = inventory.scripts.some(({ kind }) => kind === "inline");
  const scripts = listed(inventory.scripts.map((one) => one.source));
  const policy = [
    // Pictures, styles, fonts and connections alike: each of them can carry a card number away.
    `default-src ${listed(inventory.hosts)} 'unsafe-inline' data: blob:`,
    `script-src ${scripts}${hasInline ? " 'unsafe-inline'" : ""}`,
    `form-action ${listed(inventory.forms.map(({ action }) => action))}`,
    `frame-src ${listed(inventory.frames)}`,
    `worker-src ${listed(inventory.serviceWorkers)} blob:`,
    "object-src 'none'",
    "base-uri 'self'",
    `report-uri ${wish.reportPath}`,
    ...(wish.reportGroup === undefined ? [] : [`report-to ${wish.reportGroup}`]),
  ].join("; ");
  return { policy, open: hasInline ? ["inline"] : [] };
}
