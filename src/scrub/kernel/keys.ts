// The keys that tell of card data, in one table: the kernel looks for these bytes, the card reader for the same words. Charsets
// other than UTF-8 stand as bytes in hexadecimal, because Node writes neither Shift_JIS nor EUC-JP.

export type KeyKind = "security-code" | "expiry" | "holder" | "pan";

export interface CardKey {
  readonly kind: KeyKind;
  /** Lower case; compared without regard to case (ASCII). */
  readonly text: string;
  /** Too short to be believed inside a word: "cvc" counts, "dcvcx" does not. */
  readonly short?: boolean;
  /** Believed only with "card" near. */
  readonly withCard?: boolean;
  /** The same word in Shift_JIS and EUC-JP, as hexadecimal bytes. */
  readonly shiftJis?: string;
  readonly eucJp?: string;
}

const code = (text: string): CardKey => ({ kind: "security-code", text });
const expiry = (text: string): CardKey => ({ kind: "expiry", text });
const holder = (text: string): CardKey => ({ kind: "holder", text });

export const CARD_KEYS: readonly CardKey[] = [
  { kind: "security-code", text: "cvv", short: true },
  { kind: "security-code", text: "cvc", short: true },
  { kind: "security-code", text: "cvn", short: true },
  { kind: "security-code", text: "cv2", short: true },
  { kind: "security-code", text: "csc", short: true },
  { kind: "security-code", text: "cid", short: true, withCard: true },
  code("securitycode"),
  code("security_code"),
  code("security-code"),
  code("security code"),
  code("securitycd"),
  code("security_cd"),
  code("card_verification"),
  code("cardverification"),
  code("card-verification"),
  code("verification_value"),
  code("verificationvalue"),
  expiry("exp_month"),
  expiry("exp_year"),
  expiry("exp_date"),
  expiry("exp-month"),
  expiry("exp-year"),
  expiry("exp-date"),
  expiry("expmonth"),
  expiry("expyear"),
  expiry("expdate"),
  expiry("expmm"),
  expiry("expyy"),
  expiry("expiry"),
  expiry("expiration"),
  expiry("expire_month"),
  expiry("expire_year"),
  expiry("card_exp"),
  expiry("cardexp"),
  expiry("card_limit"),
  expiry("cc_exp"),
  expiry("ccexp"),
  holder("cardholder"),
  holder("card_holder"),
  holder("card-holder"),
  holder("card holder"),
  holder("holder_name"),
  holder("holdername"),
  holder("card_name"),
  holder("cardname"),
  holder("card-name"),
  holder("name_on_card"),
  holder("nameoncard"),
  {
    kind: "security-code",
    text: "セキュリティコード",
    shiftJis: "835a834c8385838a836583428352815b8368",
    eucJp: "a5bba5ada5e5a5eaa5c6a5a3a5b3a1bca5c9",
  },
  { kind: "expiry", text: "有効期限", shiftJis: "974c8cf88afa8cc0", eucJp: "cdadb8fab4fcb8c2" },
  {
    kind: "pan",
    text: "カード番号",
    shiftJis: "834a815b836894d48d86",
    eucJp: "a5aba1bca5c9c8d6b9e6",
  },
  { kind: "holder", text: "名義", shiftJis: "96bc8b60", eucJp: "ccbeb5c1" },
];
