// What a touch of a bait means: a known crawler passing by, a scan such as every shop gets daily, or somebody who came for this shop.
// Pure; who is told of it is the desk's matter.

/** As the gate tells it. */
export interface Touch {
  readonly path: string;
  readonly act: "asked" | "took" | "tried" | "entered" | "paid";
  readonly ip: string;
  readonly asn: number;
  readonly asnName: string;
  readonly country: string;
  readonly agent: string;
  readonly atMs: number;
}

/** crawler: no alert · scan: one quiet alert for all of them · taken: somebody uses what stood in a bait. */
export type TouchMeaning = "crawler" | "scan" | "taken";

/** Search engines by their own networks (AS numbers as registered): the name a client gives itself proves nothing. */
const CRAWLER_NETWORKS: ReadonlySet<number> = new Set([
  15_169, // Google
  8_075, // Microsoft (Bing)
  714, // Apple
  13_238, // Yandex
  55_967, // Baidu
]);
const CRAWLER_NAMES = /googlebot|bingbot|applebot|yandex(?:bot|images)|baiduspider/i;

/**
 * Only who typed the words out of a bait, or is inside, can have read them. A door's address is in the baits alone, so even looking
 * at it means that one was read; crawlers may have got it from nowhere else either, but they follow what scanners publish.
 */
export function meaningOf({ act, asn, agent }: Touch): TouchMeaning {
  if (act === "entered" || act === "paid") return "taken";
  if (CRAWLER_NETWORKS.has(asn) && CRAWLER_NAMES.test(agent)) return "crawler";
  return act === "asked" || act === "tried" ? "taken" : "scan";
}

export interface TouchStory {
  /** Addresses, newest last. */
  readonly ips: readonly string[];
  readonly touches: number;
  readonly firstAtMs: number;
}

const IPS_MAX = 20;

export function storyWith(story: TouchStory | undefined, { ip, atMs }: Touch): TouchStory {
  const before = story ?? { ips: [], touches: 0, firstAtMs: atMs };
  const ips = [...before.ips.filter((one) => one !== ip), ip].slice(-IPS_MAX);
  return { ips, touches: before.touches + 1, firstAtMs: before.firstAtMs };
}
