// Yen: whole, safe, branded; and how an amount is said to a person.

export type Yen = number & { readonly __yen: unique symbol };

/** Rounds to whole yen. Throws nothing: NaN and infinities become 0, as no fee is ever unknown-infinite. */
export function yen(amount: number): Yen {
  return (Number.isFinite(amount) ? Math.round(amount) : 0) as Yen;
}

export function sayYen(amount: number, language: "ja" | "en"): string {
  const text = new Intl.NumberFormat(language === "ja" ? "ja-JP" : "en-GB").format(Math.round(amount));
  return language === "ja" ? `${text}円` : `¥${text}`;
}
