// Which rule a place in the tree is under, and what is usual for each shop system. Pure.

import type { PlaceRule, TreeSettings } from "./contract.ts";

type Rules = Pick<TreeSettings, "writable" | "generated" | "ignore" | "unseen">;

/** The longest named folder decides; without one the place is watched. */
export function openRules(settings: Rules): (path: Buffer) => PlaceRule {
  const lists: readonly (readonly [readonly string[], PlaceRule])[] = [
    [settings.writable, "writable"],
    [settings.generated, "generated"],
    [settings.ignore, "ignored"],
    [settings.unseen, "unseen"],
  ];
  const rules = new Map<string, PlaceRule>();
  for (const [folders, rule] of lists)
    for (const folder of folders) rules.set(Buffer.from(tidy(folder)).toString("latin1"), rule);
  if (rules.size === 0) return () => "watched";
  return (path) => {
    const text = path.toString("latin1");
    for (let end = text.length; end > 0; end = text.lastIndexOf("/", end - 1)) {
      const rule = rules.get(text.slice(0, end));
      if (rule !== undefined) return rule;
    }
    return "watched";
  };
}

function tidy(folder: string): string {
  return folder
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

/** Folders that the shop's own software writes to, as its makers lay them out; relative to the software's own folder. */
export const PLATFORM_FOLDERS: Readonly<Record<string, Omit<Rules, "unseen" | "ignore">>> = {
  eccube4: { writable: ["html/upload", "var/log", "var/sessions"], generated: ["var/cache"] },
  eccube2: {
    writable: ["html/upload", "data/logs", "data/upload", "data/downloads"],
    generated: ["data/Smarty/templates_c", "data/cache"],
  },
  woocommerce: { writable: ["wp-content/uploads"], generated: ["wp-content/cache", "wp-content/upgrade"] },
  magento2: {
    writable: ["pub/media", "var/log", "var/session", "var/report", "var/export", "var/import"],
    generated: ["var/cache", "var/page_cache", "var/view_preprocessed"],
  },
  vendure: { writable: ["static/assets"], generated: [] },
};

/** Its objects come and go with every fetch; what a deployment changes of the shop is seen in the shop's own files. */
export const IGNORED_BY_ALL: readonly string[] = [".git"];
