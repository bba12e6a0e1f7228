// What Japanese shop software and payment modules call the fields of a card form, and what they write when a payment fails.
// Shared by the two EC-CUBE presets.

import type { AnswerPattern, RouteFields } from "../rules.ts";

/** As the published modules of GMO-PG, SBPS, Paygent, Remise, SLN (e-SCOTT), Epsilon, Zeus, VeriTrans and Stripe name them. */
export const JAPANESE_FIELDS: RouteFields = {
  card: [
    "card_no",
    "card_no01",
    "card_no02",
    "card_no03",
    "card_no04",
    "card_number",
    "cardno",
    "CardNo",
    "cc_number",
    "cardNumber",
    "payment_card_no",
    "gmo_payment_card_no",
    "sps_card_no",
    "credit_no",
    "number",
  ],
  token: [
    "card_token",
    "card_token_stock",
    "token",
    "Token",
    "CreditToken",
    "credit_token",
    "sample_payment_token",
    "payment_token",
    "gmo_token",
    "mp_token",
    "MpToken",
    "token_id",
    "payjp-token",
    "payjp_token",
    "stripe_token",
    "stripeToken",
    "stripe_payment_method_id",
    "payment_method_id",
    "payment_intent_id",
    "univapay_token",
    "omise_token",
    "CardSeq",
    "customer_card_id",
    "CARDSEQ",
    "tokenKey",
    "vt_token",
  ],
  amount: ["payment_total", "amount", "Amount", "total"],
  email: ["order_email", "email", "Email", "mail", "mail_address"],
  order: ["order_id", "OrderID", "order_no", "no"],
  method: ["payment_id", "Payment", "payment_method"],
};

/** Sentences of payment modules for a card that was refused; each is long enough to stand nowhere else. */
export const JAPANESE_DECLINES: readonly AnswerPattern[] = [
  "決済に失敗しました",
  "決済処理に失敗",
  "決済エラー",
  "カード決済に失敗",
  "決済処理中にエラー",
  "クレジットカードの承認",
  "このカードはご利用",
  "このクレジットカードはご利用",
  "カードはお取り扱いできません",
  "カードがご利用になれません",
  "ご利用できないカード",
  "カード会社にお問い合わせ",
  "カード会社へお問い合わせ",
  "カード番号に誤り",
  "カード番号が正しく",
  "カード番号をご確認",
  "セキュリティコードに誤り",
  "セキュリティコードが正しく",
  "有効期限に誤り",
  "カード残高が不足",
  "与信に失敗",
  "オーソリ",
  "本人認証に失敗",
  "3Dセキュア認証に失敗",
  "別のカードで",
  "他のカードをご利用",
].map((bodyHas) => ({ bodyHas }));

/** Ends that are the shop's own affair and never reached the bank. */
export const JAPANESE_ERRORS: readonly AnswerPattern[] = [
  "在庫が不足",
  "在庫が足り",
  "在庫切れ",
  "販売制限数",
  "販売を終了",
  "現在購入できません",
  "カートが空",
  "カートに商品がありません",
  "カート内の商品がありません",
  "商品がありません",
  "不正なページ移動",
  "ページ遷移が不正",
  "セッションが切れ",
  "有効期限が切れました",
  "CSRF token is invalid",
  "受注情報は存在していません",
  "注文情報の取得が出来ませんでした",
].map((bodyHas) => ({ bodyHas }));

/** The buyer was sent to the bank's or agency's own page. */
export const SENT_TO_BANK: readonly AnswerPattern[] = [
  { bodyHas: 'name="PaReq"' },
  { bodyHas: 'name="EncryptValue"' },
  { bodyHas: "3Dセキュア認証" },
  { bodyHas: "本人認証サービス" },
  { bodyHas: "決済用サイトに遷移します" },
];

/** Ids of a fresh EC-CUBE 2 and 4: 郵便振替, 現金書留, 銀行振込, 代金引換. Payment modules add theirs after them. */
export const STOCK_PAYMENTS: readonly string[] = ["1", "2", "3", "4"];
