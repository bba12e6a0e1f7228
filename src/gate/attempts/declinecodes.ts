// The reason of a decline in one vocabulary (that of the card networks as Stripe and GMO-PG write it), found in whatever the
// shop shows: an agency's code, or the sentence a buyer reads in Japanese or English.

/** Codes that agencies and shop software print as they are. */
const CODES =
  /\b(insufficient_funds|card_velocity_exceeded|incorrect_cvc|invalid_cvc|incorrect_number|invalid_number|invalid_expiry_(?:month|year)|expired_card|lost_card|stolen_card|pickup_card|do_not_honor|generic_decline|fraudulent|card_not_supported|authentication_required|processing_error|try_again_later|transaction_not_allowed|restricted_card|invalid_account|card_declined|invalid_card|invalid_expiration|PAYMENT_DECLINED_ERROR|PAYMENT_FAILED_ERROR|INSTRUMENT_DECLINED|CARD_EXPIRED|INSUFFICIENT_FUNDS|42G\d{6}|G\d{2}(?=[|\s"<]|$)|E\d{2}\d{6})\b/;

/** Sentences, most telling first. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [
    /security code (?:is|was) (?:incorrect|invalid)|incorrect (?:cvc|cvv)|セキュリティ[ー]?コード[^。<]{0,20}(?:誤|間違|正しく|不正|エラー)/i,
    "incorrect_cvc",
  ],
  [/insufficient funds|残高[^。<]{0,10}不足|限度額/i, "insufficient_funds"],
  [
    /card (?:has|is) expired|expired card|有効期限[^。<]{0,20}(?:誤|間違|正しく|切れ|過ぎ|エラー)/i,
    "expired_card",
  ],
  [
    /card number (?:is|was) (?:incorrect|invalid|not valid)|カード番号[^。<]{0,20}(?:誤|間違|正しく|不正|エラー)/i,
    "incorrect_number",
  ],
  [
    /declin|not authori[sz]ed|do not honou?r|refused|お取り?扱いできません|ご?利用できません|ご利用になれません|承認(?:されません|が得られ)|拒否|与信|オーソリ/i,
    "card_declined",
  ],
];

/** Only this much of a page is searched. */
const SEARCHED_MAX = 262_144;

export function declineCodeIn(text: string): string | null {
  const searched = text.slice(0, SEARCHED_MAX);
  const code = CODES.exec(searched)?.[1];
  if (code !== undefined) return code;
  return SENTENCES.find(([sentence]) => sentence.test(searched))?.[1] ?? null;
}
