// A crowd of tries in a shopkeeper's words: kinds and labels as the judge names them in, a phrase in Japanese or English
// out. Mails, the console and the command line all say it this way. Pure; fit for a browser.

import { sayYen } from "./money.ts";
import { say, type Language, type Words } from "./words.ts";

export const crowdWords = {
  seat: { ja: "同じ端末での試み（識別 {label}）", en: "One browser (mark {label})" },
  ip: { ja: "アドレス {label}", en: "Address {label}" },
  subnet: { ja: "近いアドレスの集まり {label}", en: "Neighbouring addresses {label}" },
  net: { ja: "ネットワーク {label}", en: "Network {label}" },
  asn: { ja: "回線・事業者 {label}", en: "Provider {label}" },
  country: { ja: "{label}からのアクセス", en: "Visits from {label}" },
  fingerprint: {
    ja: "同じ作りのブラウザーやプログラム（識別 {label}）",
    en: "Browsers or programs of one make (mark {label})",
  },
  bin: { ja: "{label} で始まるカード", en: "Cards beginning with {label}" },
  card: { ja: "同じカード（識別 {label}）", en: "One card (mark {label})" },
  email: { ja: "同じメールアドレス（識別 {label}）", en: "One e-mail address (mark {label})" },
  "email-shape": { ja: "形の似たメールアドレス（{label}）", en: "E-mail addresses shaped alike ({label})" },
  amount: { ja: "{label}ちょうどの注文", en: "Orders of exactly {label}" },
  visit: { ja: "{label}", en: "{label}" },
  abroad: { ja: "{label}", en: "{label}" },
  "make-origin": {
    ja: "{place}で、ブラウザーやプログラムの作りが同じ（識別 {label}）",
    en: "{place}, browsers or programs of one make (mark {label})",
  },
  shop: { ja: "お店全体への試み", en: "Tries at the whole shop" },
  ticket: { ja: "確認の問題を解いてきた人", en: "Visitors who solved the check" },
  bait: { ja: "{who}（おとりのファイルに触れた）", en: "{who} (touched a decoy file)" },
  other: { ja: "{label}", en: "{label}" },
  like: { ja: "最近の攻撃と似ている点: {what}", en: "Like the recent attack: {what}" },
  unlike: { ja: "いつものお客様と似ている点: {what}", en: "Like your usual buyers: {what}" },
  "visit.program": { ja: "ブラウザーではなくプログラム", en: "Programs, not browsers" },
  "visit.no-visit": { ja: "お店を一度も見ていない人", en: "Visitors who never opened the shop" },
  "visit.no-page": {
    ja: "商品を見ずに支払いへ進んだ人",
    en: "Visitors who went straight to paying",
  },
  "visit.rushed": {
    ja: "来て5秒以内に支払いへ進んだ人",
    en: "Visitors who paid within five seconds",
  },
  "visit.one-page": { ja: "1ページだけ見て支払いへ進んだ人", en: "Visitors who saw one page only" },
  "visit.walked": { ja: "商品を見て回ってから支払った人", en: "Visitors who looked around first" },
  "abroad.local": { ja: "社内・手元のネットワーク", en: "Own network" },
  "abroad.unknown": { ja: "場所の分からないアクセス", en: "Visits from an unknown place" },
  "abroad.home": { ja: "国内の一般回線", en: "Domestic lines" },
  "abroad.home-hosting": { ja: "国内のレンタルサーバー", en: "Rented servers at home" },
  "abroad.abroad": { ja: "海外の一般回線", en: "Lines abroad" },
  "abroad.abroad-hosting": { ja: "海外のレンタルサーバー", en: "Rented servers abroad" },
  "place.local": { ja: "社内・手元のネットワーク", en: "Own network" },
  "place.unknown": { ja: "不明な国・地域", en: "an unknown place" },
  "shape.letters": { ja: "英字{n}", en: "{n} letters" },
  "shape.digits": { ja: "数字{n}", en: "{n} digits" },
} as const satisfies Words;

type CrowdWord = keyof typeof crowdWords;
/** Marks are compared by eye: eight characters are enough and fit a phone. */
const MARK_LENGTH = 8;
const LABEL_LENGTH_MAX = 80;

/** ISO 3166 code to a name; "--" and unknown codes to words. */
export function sayCountry(code: string, language: Language): string {
  if (code === "--") return say(crowdWords, language, "place.local");
  if (!/^[A-Z]{2}$/.test(code)) return say(crowdWords, language, "place.unknown");
  return new Intl.DisplayNames(language, { type: "region", fallback: "code" }).of(code) ?? code;
}

/**
 * @param kind As in Reason.crowd, with or without "like-" or "bait-"; an unknown one shows its label.
 * @param weight Sign of a "like-" trait: towards the attack (0 or more) or towards usual buyers.
 */
export function sayCrowd(
  { kind, label }: { readonly kind: string; readonly label: string },
  language: Language,
  weight = 1,
): string {
  if (kind.startsWith("like-")) {
    const what = sayCrowd({ kind: kind.slice("like-".length), label }, language);
    return say(crowdWords, language, weight < 0 ? "unlike" : "like", { what });
  }
  if (kind.startsWith("bait-")) {
    const who = sayCrowd({ kind: kind.slice("bait-".length), label }, language);
    return say(crowdWords, language, "bait", { who });
  }
  const shown = label.slice(0, LABEL_LENGTH_MAX);
  const key = Object.hasOwn(crowdWords, kind) ? (kind as CrowdWord) : "other";
  if (kind === "make-origin") {
    const [mark = "", place = ""] = shown.split(" ");
    return say(crowdWords, language, key, {
      label: mark.slice(0, MARK_LENGTH),
      place: classOf("abroad", place, language),
    });
  }
  return say(crowdWords, language, key, { label: labelWords(kind, shown, language) });
}

function labelWords(kind: string, label: string, language: Language): string {
  switch (kind) {
    case "country":
      return sayCountry(label, language);
    case "visit":
    case "abroad":
      return classOf(kind, label, language);
    case "amount":
      return /^\d{1,12}$/.test(label) ? sayYen(Number(label), language) : label;
    case "email-shape":
      return shapeWords(label, language);
    case "fingerprint":
    case "card":
    case "email":
      return label.slice(0, MARK_LENGTH);
    default:
      return label;
  }
}

function classOf(kind: "visit" | "abroad", label: string, language: Language): string {
  const key = `${kind}.${label}`;
  return Object.hasOwn(crowdWords, key) ? say(crowdWords, language, key as CrowdWord) : label;
}

/** "a6d4@gmail.com" → "英字6＋数字4@gmail.com". */
function shapeWords(shape: string, language: Language): string {
  const at = shape.lastIndexOf("@");
  if (at < 0) return shape;
  const parts = shape.slice(0, at).match(/[ad]\d{1,3}|[._+\-s]/g) ?? [];
  const words = parts.map((part) => {
    if (part.length === 1) return part === "s" ? "*" : part;
    return say(crowdWords, language, part.startsWith("a") ? "shape.letters" : "shape.digits", {
      n: part.slice(1),
    });
  });
  return `${words.join(language === "ja" ? "＋" : " + ")}@${shape.slice(at + 1)}`;
}
