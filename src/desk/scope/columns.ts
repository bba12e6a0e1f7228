// Which column means what: guessed from headings per shop system, corrected by what a person confirmed. And which words of the
// payment and status columns mean a card that was typed, a card form that was left, or neither.

import type { ColumnField, ColumnMap, Preset } from "./contract.ts";

/** Headings by field, best first, as they look after normalHead(). A preset's own headings go before the general ones. */
const GENERAL: Readonly<Record<ColumnField, readonly string[]>> = {
  order_id: [
    "orderid",
    "orderno",
    "ordernumber",
    "ordercode",
    "注文番号",
    "注文id",
    "受注番号",
    "受注id",
    "order",
    "id",
  ],
  order_date: [
    "orderdate",
    "orderedat",
    "orderplacedat",
    "datecreated",
    "createdat",
    "createdate",
    "受注日",
    "受注日時",
    "注文日",
    "注文日時",
    "購入日",
    "購入日時",
    "date",
    "日時",
    "日付",
  ],
  payment: [
    "paymentmethod",
    "paymentmethodtitle",
    "payment",
    "支払方法",
    "支払い方法",
    "お支払い方法",
    "お支払方法",
    "決済方法",
    "決済",
  ],
  status: ["orderstatus", "status", "state", "対応状況", "注文状態", "受注状態", "状況", "ステータス"],
  email: [
    "email",
    "emailaddress",
    "mail",
    "mailaddress",
    "customeremail",
    "billingemail",
    "orderemail",
    "メールアドレス",
    "eメール",
    "メール",
    "注文者メールアドレス",
  ],
  member_id: [
    "memberid",
    "customerid",
    "customeruser",
    "userid",
    "member",
    "会員id",
    "会員番号",
    "顧客id",
    "顧客番号",
  ],
  ip: ["ip", "ipaddress", "remoteaddr", "customeripaddress", "ipアドレス"],
  session: ["session", "sessionid", "セッション", "セッションid"],
  card_hash: ["cardhash", "カードハッシュ"],
};

const BY_PRESET: Readonly<Record<Preset, ColumnMap>> = {
  eccube2: {
    order_id: "注文番号",
    order_date: "注文日時",
    payment: "支払い方法",
    status: "対応状況",
    email: "メールアドレス",
    member_id: "顧客ID",
  },
  eccube4: {
    order_id: "注文番号",
    order_date: "注文日時",
    payment: "支払方法",
    status: "対応状況",
    email: "メールアドレス",
    member_id: "会員ID",
  },
  woocommerce: {
    order_id: "order_number",
    order_date: "date_created",
    payment: "payment_method_title",
    status: "status",
    email: "billing_email",
    member_id: "customer_id",
    ip: "customer_ip_address",
  },
  vendure: {
    order_id: "code",
    order_date: "orderPlacedAt",
    payment: "paymentMethod",
    status: "state",
    email: "customerEmail",
    member_id: "customerId",
  },
  generic: {},
};

/** In a list of customers the plain "id" is the member's. */
const OF_CUSTOMERS: readonly ColumnField[] = ["email", "member_id"];

export interface Columns {
  readonly map: ColumnMap;
  /** Place of each field in a row. */
  readonly at: Readonly<Partial<Record<ColumnField, number>>>;
  /** Headings that --map names and the file has not. */
  readonly unknown: readonly string[];
}

export function chooseColumns(
  heads: readonly string[],
  { kind, preset, given }: { kind: "orders" | "customers"; preset: Preset; given: ColumnMap },
): Columns {
  const normal = heads.map(normalHead);
  const map: Partial<Record<ColumnField, string>> = {};
  const at: Partial<Record<ColumnField, number>> = {};
  const unknown: string[] = [];
  const taken = new Set<number>();
  const take = (field: ColumnField, place: number): boolean => {
    if (place < 0 || taken.has(place)) return false;
    taken.add(place);
    at[field] = place;
    map[field] = heads[place] ?? "";
    return true;
  };
  const fields = kind === "orders" ? (Object.keys(GENERAL) as ColumnField[]) : OF_CUSTOMERS;
  for (const field of fields) {
    const named = given[field];
    if (named !== undefined && !take(field, normal.indexOf(normalHead(named))) && kind === "orders")
      unknown.push(named);
  }
  for (const field of fields) {
    if (at[field] !== undefined) continue;
    const own = BY_PRESET[preset][field];
    const names = [...(own === undefined ? [] : [normalHead(own)]), ...GENERAL[field]];
    if (kind === "customers" && field === "member_id") names.push("id");
    names.some((name) => take(field, normal.indexOf(name)));
  }
  return { map, at, unknown };
}

/** Width, case, spaces and signs between words set aside. */
export function normalHead(head: string): string {
  return head
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_\-・"'．.]/gu, "");
}

const NO_CARD =
  /代引|代金引換|コンビニ|銀行|振込|振替|現金|後払|ギフトカード|プリペイド|ポイント|gift.?card|prepaid|cash|bank|transfer|invoice|cod\b|paypay|楽天ペイ|amazon.?pay|キャリア/iu;
const CARD =
  /クレジット|カード|credit|card|クレカ|visa|master|jcb|amex|stripe|braintree|square|payjp|pay\.jp/iu;

/** Whether a payment word means a card that was typed; null when the cell says nothing. "カード代引" is paid at the door. */
export function isCard(value: string, cardMethods: readonly string[]): boolean | null {
  const word = value.normalize("NFKC").trim().toLowerCase();
  if (word === "" || word === "null") return null;
  if (cardMethods.length > 0)
    return cardMethods.some((one) => one.normalize("NFKC").trim().toLowerCase() === word);
  return CARD.test(word) && !NO_CARD.test(word);
}

/** Orders that were begun and did not get past the card form, by each system's words and numbers. */
const BEGUN = new Set([
  "決済処理中",
  "購入処理中",
  "入力中",
  "未完了",
  "pending",
  "pending payment",
  "pending-payment",
  "wc-pending",
  "checkout-draft",
  "wc-checkout-draft",
  "支払い待ち",
  "保留中",
  "arrangingpayment",
  "addingitems",
  "begun",
  "incomplete",
  "abandoned",
  "draft",
]);
const BEGUN_NUMBERS: Readonly<Partial<Record<Preset, readonly string[]>>> = {
  eccube2: ["7"],
  eccube4: ["7", "8"],
};

/** Everything else (cancelled, returned, failed ones too) got a card typed in: words nobody knows count as the worse. */
export function isBegun(status: string, preset: Preset): boolean {
  const word = status.normalize("NFKC").trim().toLowerCase();
  return BEGUN.has(word) || (BEGUN_NUMBERS[preset] ?? []).includes(word);
}
