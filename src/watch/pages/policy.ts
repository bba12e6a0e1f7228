// A Content-Security-Policy that allows what was approved and nothing else (W3C CSP Level 3). Pure. Inline scripts whose text changes by
// visit cannot be told by hash: the policy then says so in its `open` list instead of pretending.

import type { PageInventory } from "./contract.ts";

export interface PagePolicy {
  readonly policy: string;
  /** What keeps it from being strict. */
  readonly open: readonly "inline"[];
}

/** `reportPath`: where browsers tell of what was kept out. */
export function policyFor(inventory: PageInventory, reportPath: string): PagePolicy {
  const own = new URL(inventory.url).origin;
  const source = (address: string): string => {
    const { origin } = new URL(address);
    return origin === own ? "'self'" : origin;
  };
  const listed = (addresses: readonly string[]): string =>
    [...new Set(["'self'", ...addresses.filter((one) => one.includes("://")).map(source)])].join(" ");
  const hasInline = inventory.scripts.some(({ kind }) => kind === "inline");
  const scripts = listed(inventory.scripts.map((one) => one.source));
  const policy = [
    `script-src ${scripts}${hasInline ? " 'unsafe-inline'" : ""}`,
    `connect-src ${listed(inventory.hosts)}`,
    `img-src ${listed(inventory.hosts)} data:`,
    `form-action ${listed(inventory.forms.map(({ action }) => action))}`,
    `frame-src ${listed(inventory.frames)}`,
    `worker-src ${listed(inventory.serviceWorkers)} blob:`,
    "object-src 'none'",
    "base-uri 'self'",
    `report-uri ${reportPath}`,
  ].join("; ");
  return { policy, open: hasInline ? ["inline"] : [] };
}
