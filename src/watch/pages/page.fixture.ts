// A checkout as it was approved and as a browser sees it, for tests of the looks.

import type { ApprovedPage, PageInventory, PageReport, PageVisit } from "./contract.ts";

export const CHECKOUT_URL = "https://shop.example/checkout";

export const CHECKOUT: PageInventory = {
  url: CHECKOUT_URL,
  scripts: [
    {
      kind: "file",
      source: "https://shop.example/app.js",
      sha256: "aa",
      bytes: 10,
      start: "",
      hasIntegrity: false,
    },
  ],
  forms: [{ action: "https://shop.example/pay", method: "POST", fields: ["card_number"], takesCard: true }],
  listeners: [],
  hosts: ["https://shop.example"],
  frames: [],
  serviceWorkers: [],
};

/** With a script from elsewhere that is no more than new. */
export const WITH_SCRIPT: PageInventory = {
  ...CHECKOUT,
  scripts: CHECKOUT.scripts.concat(
    CHECKOUT.scripts.map((script) => ({ ...script, source: "https://shop.example/new.js" })),
  ),
};

/** With somebody listening to the card field and a place to send it to. */
export const SKIMMED: PageInventory = {
  ...CHECKOUT,
  listeners: [{ field: "card_number", event: "blur", script: "inline" }],
  hosts: CHECKOUT.hosts.concat("https://evil.example"),
};

export function approvedPage(inventory: PageInventory = CHECKOUT, name = "checkout"): ApprovedPage {
  const told = { approvedAtMs: 0, approvedBy: "cli:花子", why: "開店" };
  return { version: 1, name, url: CHECKOUT_URL, ...told, inventory, notes: {} };
}

/** As the look's own process tells it: not compared with anything. */
export function reportOf(...inventories: readonly (PageInventory | null)[]): PageReport {
  const guises = ["desktop", "phone-from-search", "phone-from-line"];
  const visits = inventories.map((inventory, at): PageVisit => ({
    guise: guises[at] ?? String(at),
    url: CHECKOUT_URL,
    inventory,
    trouble: inventory === null ? "HTTP 503" : null,
  }));
  const inventory = inventories.find((one) => one !== null) ?? null;
  const told = { name: "checkout", url: CHECKOUT_URL, visits, inventory };
  return { ...told, changes: null, approved: null, seconds: 1 };
}
