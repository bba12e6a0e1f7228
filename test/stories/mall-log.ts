// A mall's log of its talk with the payment agency, as such programs wrote it: made up, with as many cards as a story asks for.

import { CARD_KINDS, cardOf } from "../scrub/corpus.ts";
import { between, digitsOf, openDice, pick, type Dice } from "../scrub/dice.ts";

/** What lay in the log of the account behind S3. */
export const CARDS_IN_LOG = 94_243;

/** Distinct cards of the usual brands, the same ones each time. */
export function cardsOfMall(): { readonly dice: Dice; readonly cards: readonly string[] } {
  const dice = openDice(20111);
  const kinds = CARD_KINDS.filter((kind) => kind.usual);
  const cards = new Set<string>();
  while (cards.size < CARDS_IN_LOG) cards.add(cardOf(dice, pick(dice, kinds)));
  return { dice, cards: [...cards] };
}

/** One line of the talk between mall and agency, as such programs wrote it: form fields, some of them in Japanese. */
export function lineOf(dice: Dice, card: string): string {
  const time = `2011/${between(dice, 1, 12)}/${between(dice, 1, 28)} 12:${between(dice, 10, 59)}:${between(dice, 10, 59)}`;
  const order = `order_id=${digitsOf(dice, 12)}&tel=0${digitsOf(dice, 10)}&item=4901234${digitsOf(dice, 6)}`;
  const fields = pick(dice, [
    `card_no=${card}&expire=${between(dice, 10, 12)}15&security_code=${digitsOf(dice, 3)}&name=TARO+YAMADA`,
    `CardNumber%3D${card}%26Expire%3D1215`,
    `{"card":{"number":"${card}","cvc":"${digitsOf(dice, 3)}"}}`,
    `カード番号=${card} 名義=YAMADA TARO`,
  ]);
  return `${time} [gateway] ${order} ${fields} result=OK 応答時間=${between(dice, 100, 999)}ms\n`;
}
