// What a key says of its value: card number, security code, expiry, holder, or something that is no card at all. English and
// Japanese, as forms, logs, tables and agencies' interfaces name them. Finding the key of a value is beside.ts's matter.

/**
 * foreign: numbers that may be as long as a card's and written like one (orders, parcels, points). plain: numbers that may be as
 * long, but are never grouped (sizes, times, ids). short: numbers that never have as many digits (telephones, postal codes).
 */
export type KeySort = "card" | "code" | "expiry" | "holder" | "foreign" | "plain" | "short" | "none";

/** Longer names are sentences. */
export const KEY_CHARACTERS_MAX = 48;

const CODE =
  /(?:^|[^a-z])(?:cv[cvdn]2?|cav2|csc|card ?verification(?: ?(?:value|code|number))?|(?:card ?)?security ?(?:code|cd|number)|sec ?code|card ?code)(?![a-z])|cv[cv]2?(?: ?(?:no|num|number|code|value))?(?:$| (?!.*(?:result|check|status)))|(?:^| )cc ?cid(?: |$)|verification ?value|セキュリティ[ー・]? ?(?:コード|番号)|カード確認(?:番号|コード)/;
const EXPIRY =
  /(?:^| )(?:exp|expiry|expires?|expiration|expdate|expyear|expmonth|expm|expy|valid ?(?:thru|through|until|to)|good ?thru)(?: |$)|(?:card|cc) ?(?:exp|expire|expiry|expdate|month|year|mm|yy)(?: |$|date|month|year)|(?:^| )exp ?(?:month|year|date|mm|yy)|有効 ?期[限間]|使用期限|カード期限|yuukou ?kigen/;
const HOLDER =
  /card ?holder|holder ?name|(?:^| )card ?name(?: |$)|name ?on ?card|(?:^| )cc ?name|(?:^| )card ?owner|(?:^| )holder(?: |$)|カード(?:会員|保有者|所有者|契約者)?(?:名義|氏名|会員名)人?|名義人?|カード上の氏名|ご?契約者氏名/;
/** Holders of other things: accounts, domains, shares; and the words a page shows in an empty field. */
const NOT_THE_HOLDER =
  /口座|銀行|預金|ドメイン|保険|(?:^| )(?:bank|account|place|share|stake|policy|domain|rights)(?: |$)/;
const CARD =
  /(?:^|[^a-z0-9])(?:card|cards|pan|cc|ccnum|ccno|ccnumber|credit|creditcard|debit|visa|master|mastercard|jcb|amex|diners|discover|unionpay|maestro|cardno|cardnum|cardnumber|cardnr|pan ?number|primary ?account ?number)(?![a-z])|(?:credit|debit|bank)card|card ?(?:no|nr|num|number|#)(?![a-z])|クレジット|クレカ|カード|デビット|銀聯/;
const NOT_THE_CARD =
  /(?:gift|point|member(?:ship)?|id|sim|post|score|wild|loyalty|stamp|report|business|prepaid|library|memory|sd|graphics|network|sound|video) ?card|discard|cardinal|(?:ギフト|ポイント|会員|診察|シム|スタンプ|メンバーズ|図書|商品|名刺|メモリ)ー? ?カード/;
const SHORT =
  /(?:^| )(?:tel|telno|phone|mobile|fax|zip|postal|postcode)(?:$| (?:no|num|number|code|\d))|(?:電話|携帯|ファックス|郵便)[^ ]{0,6}$/;
/** How a key of a number ends. */
const NUMBER = "(?:$| (?:id|no|num|number|code|key|nr|ms|us|ns|sec))";
const FOREIGN = new RegExp(
  `(?:^| )(?:orders?|payment ?id|invoice|tracking|track|shipment|slip|jan|jancode|ean|gtin|upc|isbn|sku|barcode|item|product|goods|imei|imsi|iccid|serial|ticket|reference|ref|receipt|coupon|voucher|bank|iban|points?|member)${NUMBER}` +
    "|(?:order|member|product|item)(?:id|no|num|number|key|code)(?: |$)" +
    "|(?:注文|受注|発注|伝票|追跡|送り?状|取引|請求書?|シリアル|製造)[^ ]{0,8}$" +
    "|(?:問い?合わ?せ|商品|口座|顧客|会員|社員|管理|領収|予約|受付|承認|伝送|決済|ポイント|ギフト|クーポン|在庫)(?:書|カード)?(?:番号|コード|id|no|№)$" +
    "|[品型]番$|jan ?コード",
);
const PLAIN = new RegExp(
  `(?:^| )(?:time|timestamp|ts|date|datetime|session|sess|sid|token|nonce|trace|span|request|req|correlation|uuid|guid|hash|digest|sha\\d*|md5|block|blk|pid|tid|thread|offset|bytes?|size|len|length|amount|price|total|sum|balance|mem|memory|addr|address|msisdn|version|ver|build|seq|sequence|customer|user|uid|client|employee|job|task|process|txn|tx|transaction|lat|latitude|lon|lng|longitude|counter|count)${NUMBER}` +
    "|(?:user|customer|session|request|trace|transaction|job|task|process|shop|site)(?:id|no|num|number|key|code)(?: |$)|^id$",
);
/** What follows a key's own word and makes it speak of something else: the outcome of a check, a length, a flag. */
const ASIDE =
  /(?:result|check|checked|status|response|resp|error|length|len|required|valid|match|type|brand|count|enabled|label|placeholder|message|msg|retry|attempts?|(?:^| )in|ttl|seconds)(?: ?code| ?cd)?$/;

/** What a key says of its value. */
export interface Key {
  readonly sort: KeySort;
  /** Lower case, one blank between words, whatever the key's writing was. */
  readonly plain: string;
}

/** Reads keys; the keys of one text are few and come again in every line. */
export type ReadKey = (key: string) => Key;

const LONG_NUMBER = /[0-9０-９]{9}/;
/** More different keys than a table has columns; then it begins anew. */
const KEYS_KEPT_MAX = 512;

/** For one text. The keys it takes stand as in the text: snake, camel, kebab, with brackets, percent-encoded or Japanese. */
export function openKeys(): ReadKey {
  const known = new Map<string, Key>();
  return (written) => {
    let key = known.get(written);
    if (key === undefined) {
      const plain = plainKey(written);
      key = { plain, sort: sortOf(plain) };
      if (known.size >= KEYS_KEPT_MAX) known.clear();
      // What may hold a card number that touches a key is not kept.
      if (!LONG_NUMBER.test(written)) known.set(written, key);
    }
    return key;
  };
}

function sortOf(plain: string): KeySort {
  if (plain === "" || ASIDE.test(plain)) return "none";
  if (CODE.test(plain)) return "code";
  if (HOLDER.test(plain)) return NOT_THE_HOLDER.test(plain) ? "none" : "holder";
  if (EXPIRY.test(plain)) return "expiry";
  const card = CARD.test(plain) && !NOT_THE_CARD.test(plain);
  const foreign = FOREIGN.test(plain) || NOT_THE_CARD.test(plain);
  if (card) return foreign || PLAIN.test(plain) ? "none" : "card";
  if (foreign) return "foreign";
  if (SHORT.test(plain)) return "short";
  return PLAIN.test(plain) ? "plain" : "none";
}

/** True when a holder's or expiry's key names the card itself: then it needs no card number near. */
export function namesTheCard({ plain }: Key): boolean {
  return /card|(?:^| )cc(?: |$)|カード|クレジット/.test(plain) && !NOT_THE_CARD.test(plain);
}

/** True for codes that nothing but a card has. */
export function isUnmistakableCode({ plain }: Key): boolean {
  return /cv[cv]2?|card|カード|セキュリティ/.test(plain);
}

/** True when the key asks for one half of an expiry. */
export function isHalfOfExpiry({ plain }: Key): boolean {
  return /month|year|mm$|yy$|expm$|expy$|(?:月|年)$|(?:^| )[my]$/.test(plain);
}

function plainKey(key: string): string {
  const end = key.slice(-KEY_CHARACTERS_MAX);
  if (/^[a-z0-9]*$/.test(end)) return end;
  return end
    .normalize("NFKC")
    .replace(/%[0-9A-Fa-f]{2}/g, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}ー・]+/gu, " ")
    .trim();
}

/** A word that speaks of cards in the text around a number. */
const CARD_WORD =
  /(?<![a-z])(?:credit|debit)?card|クレジット|クレカ|カード|visa|jcb|amex|mastercard|cvv|cvc|expir|有効期限|(?:^|[^a-z])(?:pan|cc)(?![a-z])/i;

export function speaksOfCards(words: string): boolean {
  return CARD_WORD.test(words);
}

/**
 * Where keys of codes, expiries and holders may stand in a text; each hit is then read as a whole word and sorted. Written so
 * that no part repeats without a bound.
 */
export const TELLING =
  /cv[cvdn]|cav2|csc|cc_?cid|verification|secur|sec_?code|card_?code|セキュリティ|ｾｷｭﾘﾃｨ|カード確認|exp(?=[iedmy]|[^a-z]|$)|valid|good ?thru|card_?(?:month|year|mm|yy)|有効 ?期|使用期限|カード期限|holder|card[ _-]?(?:name|owner)|cc[_-]?name|name[ _-]?on|名義|氏名|契約者/gi;
