// What an alert about the shop's pages says: what changed, who got to see it, and what to leave alone. Pure.

import { say } from "../../kernel/index.ts";
import { pageAlertWords } from "./page-words.ts";
import { sayTime, type LetterSettings, type Parts } from "./parts.ts";

type Facts = Readonly<Record<string, string | number | boolean | null>>;
type Key = keyof typeof pageAlertWords;

const KINDS = ["page", "page-unseen", "page-file", "csp"] as const;
/** What stands on a page, rather than what changed in it. */
const SHOWN: ReadonlySet<string> = new Set(["decoy-shown", "card-shown", "planted-shown"]);
/** A phone's lock screen shows about this much. */
const TEXT_MAX = 160;

/** Undefined: an alert of something else. */
export function pageParts(kind: string, facts: Facts, settings: LetterSettings): Parts | undefined {
  const known = KINDS.find((one) => one === kind);
  if (known === undefined) return undefined;
  const { language, shopName: shop } = settings;
  const word = (group: string, name: string): string => {
    const key = `${group}.${name}`;
    return Object.hasOwn(pageAlertWords, key) ? say(pageAlertWords, language, key as Key) : name;
  };
  const { lastSeenMs, kept } = facts;
  const values = {
    shop,
    name: plain(facts["name"]),
    change: word("change", plain(facts["change"])),
    what: word("trouble", plain(facts["what"])) || "–",
    count: plain(facts["count"]),
    page: plain(facts["page"]),
    networks: plain(facts["networks"]),
    seen: typeof lastSeenMs === "number" ? sayTime(lastSeenMs, settings) : "–",
    kept: say(pageAlertWords, language, kept === true ? "csp.kept" : "csp.open"),
  };
  const isShown = known === "page" && SHOWN.has(plain(facts["change"]));
  const words = isShown ? "page-shown" : known;
  const tell = (key: Key, more: Readonly<Record<string, string>> = {}): string =>
    say(pageAlertWords, language, key, { ...values, ...more });
  const guises = plain(facts["seenBy"])
    .split(",")
    .filter((guise) => guise !== "")
    .map((guise) => word("guise", guise))
    .join(language === "ja" ? "・" : ", ");
  return {
    subject: tell(`${words}.subject`),
    lines: [
      tell(`${words}.what`),
      ...(known === "page" && guises !== "" ? [tell("page.seenBy", { guises })] : []),
      tell(`${words}.do`),
    ],
    ending: "",
  };
}

/** One line without control characters: a page's words are chosen by whoever changed it. */
function plain(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? "").replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1)}…` : text;
}
