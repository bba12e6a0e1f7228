// The Content-Security-Policy for the gate, made from the approved page and the configuration. Pure.

import type { Config } from "../../config/index.ts";
import { CSP_REPORT_PATH, type GateSettings } from "../../gate/index.ts";
import { policyFor, type Approval, type WatchedPolicy } from "../../watch/index.ts";

type CspSettings = NonNullable<GateSettings["csp"]>;

export interface CspPlan extends Omit<WatchedPolicy, "keptOut"> {
  /** Undefined: no policy goes out. */
  readonly settings: CspSettings | undefined;
}

/** nginx passes on 4 KiB of head by default, and the shop's own cookies need room: a longer policy would break the page. */
const POLICY_CHARS_MAX = 3_000;
const GROUP = "misemori-csp";

export function cspPlan({ shop, watch }: Config, approval: Approval | null): CspPlan {
  const { mode, page, paths, allow } = watch.csp;
  const nothing = { mode, page: page ?? null, paths, policy: null, inlineOpen: false, settings: undefined };
  if (mode === "off") return { ...nothing, state: "off" };
  if (approval === null) return { ...nothing, state: "no-page" };
  const { inventory } = approval.page;
  const url = new URL(inventory.url);
  // Browsers name an end-point for pages that came by TLS alone, and then do not use the other way any more.
  const isSecure = url.protocol === "https:";
  const { policy, open } = policyFor(inventory, {
    reportPath: CSP_REPORT_PATH,
    allow,
    ...(isSecure ? { reportGroup: GROUP } : {}),
  });
  if (policy.length > POLICY_CHARS_MAX) return { ...nothing, state: "too-long" };
  const on = paths.length > 0 ? paths : [url.pathname];
  const settings: CspSettings = {
    header: mode === "enforce" ? "Content-Security-Policy" : "Content-Security-Policy-Report-Only",
    policy,
    paths: on,
    endpoints: isSecure ? `${GROUP}="${CSP_REPORT_PATH}"` : null,
    shopHost: new URL(shop.url).host,
  };
  return {
    ...nothing,
    state: "out",
    policy,
    paths: on,
    inlineOpen: open.length > 0,
    settings,
  };
}
