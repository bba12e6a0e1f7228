// Recognises the shop's software from a few pages, for `misemori init --shop URL`. Fetching is the caller's; a page that
// cannot be had is told by status 0.

import { PRESET_NAMES, type PresetName } from "./rules.ts";
import type { AttemptWord } from "./words.ts";

export interface FetchedPage {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Never rejects by contract; a rejection counts as a page that cannot be had. */
export type FetchPage = (path: string) => Promise<FetchedPage>;

export interface Recognition {
  readonly preset: PresetName;
  /** 0–1; below 0.5 a person should look. */
  readonly confidence: number;
  readonly reasons: readonly AttemptWord[];
}

interface Evidence {
  readonly preset: PresetName;
  readonly weight: number;
  readonly reason: AttemptWord;
}

/** Pages are looked at up to this length: marks stand in the head and in the links. */
const BODY_LENGTH_MAX = 512 * 1024;
const NO_PAGE: FetchedPage = { status: 0, headers: {}, body: "" };

/** Asks at most five pages. Confidence grows with independent marks; nothing found gives "custom" with 0. */
export async function recogniseShop(fetchPage: FetchPage): Promise<Recognition> {
  const ask = async (path: string): Promise<FetchedPage> => {
    try {
      const page = await fetchPage(path);
      return { ...page, body: page.body.slice(0, BODY_LENGTH_MAX) };
    } catch {
      return NO_PAGE;
    }
  };
  const evidence = [
    ...frontPageEvidence(await ask("/")),
    ...wordpressEvidence(await ask("/wp-json/")),
    ...magentoEvidence(await ask("/rest/V1/directory/currency")),
    ...vendureEvidence(await ask(`/shop-api?query=${encodeURIComponent("{activeChannel{code}}")}`)),
  ];
  // Shops often put a page of their own in front of EC-CUBE; its product list betrays it.
  if (evidence.length === 0) {
    evidence.push(...frontPageEvidence(await ask("/products/list")));
  }
  return judge(evidence);
}

function judge(evidence: readonly Evidence[]): Recognition {
  let best: Recognition = { preset: "custom", confidence: 0, reasons: ["recognised.nothing"] };
  for (const preset of PRESET_NAMES) {
    const own = evidence.filter((mark) => mark.preset === preset);
    if (own.length === 0) continue;
    const doubt = own.reduce((left, mark) => left * (1 - mark.weight), 1);
    const confidence = Math.round((1 - doubt) * 100) / 100;
    if (confidence > best.confidence) {
      best = { preset, confidence, reasons: [...new Set(own.map((mark) => mark.reason))] };
    }
  }
  return best;
}

function frontPageEvidence(page: FetchedPage): Evidence[] {
  const found: Evidence[] = [];
  const { body } = page;
  const mark = (preset: PresetName, weight: number, reason: AttemptWord, is: boolean): void => {
    if (is) found.push({ preset, weight, reason });
  };
  const cookies = [page.headers["set-cookie"] ?? []].flat().join("\n");
  const headerNames = Object.keys(page.headers).join("\n");
  mark("eccube4", 0.9, "recognised.eccube4-token", /name=["']eccube-csrf-token["']/.test(body));
  mark(
    "eccube4",
    0.6,
    "recognised.eccube4-script",
    /assets\/js\/(?:eccube|function)\.js/.test(body) && /eccube|ec-layoutRole/.test(body),
  );
  mark("eccube2", 0.85, "recognised.eccube2-cookie", /\bECSESSID=/.test(cookies));
  mark(
    "eccube2",
    0.6,
    "recognised.eccube2-script",
    /["'/]js\/(?:eccube|eccube\.legacy|navi|site)\.js/.test(body) && !/assets\/js\/eccube\.js/.test(body),
  );
  mark(
    "eccube2",
    0.4,
    "recognised.eccube2-paths",
    /(?:products\/(?:list|detail)\.php|shopping\/index\.php|name="transactionid")/.test(body),
  );
  mark(
    "woocommerce",
    0.8,
    "recognised.woo-page",
    /<meta[^>]{0,40}content=["']WooCommerce|wp-content\/plugins\/woocommerce\/|wc_add_to_cart_params|class="[^"]{0,400}\bwoocommerce/.test(
      body,
    ),
  );
  mark("woocommerce", 0.2, "recognised.wordpress-page", /wp-content\/|wp-includes\//.test(body));
  mark(
    "magento2",
    0.8,
    "recognised.magento-page",
    /mage\/cookies|Magento_(?:Ui|Theme|Customer|Checkout)|data-mage-init|text\/x-magento-init|\/static\/version\d/.test(
      body,
    ) || /^x-magento-/m.test(headerNames),
  );
  return found;
}

function wordpressEvidence(page: FetchedPage): Evidence[] {
  const isOffered = page.status === 200 && /"wc\\?\/store(?:\\?\/v1)?"/.test(page.body);
  return isOffered ? [{ preset: "woocommerce", weight: 0.9, reason: "recognised.wp-json" }] : [];
}

function magentoEvidence(page: FetchedPage): Evidence[] {
  const isAnswer = page.status === 200 && page.body.includes("base_currency_code");
  return isAnswer ? [{ preset: "magento2", weight: 0.9, reason: "recognised.magento-rest" }] : [];
}

function vendureEvidence(page: FetchedPage): Evidence[] {
  if (/"activeChannel"\s{0,3}:\s{0,3}\{/.test(page.body)) {
    return [{ preset: "vendure", weight: 0.95, reason: "recognised.vendure-api" }];
  }
  const isGraphql = /Cross-Site Request Forgery|GRAPHQL_VALIDATION_FAILED|"errors"\s{0,3}:\s{0,3}\[/.test(
    page.body,
  );
  return isGraphql && page.status > 0 && page.status !== 404
    ? [{ preset: "vendure", weight: 0.55, reason: "recognised.graphql-api" }]
    : [];
}
