// The people of S1 with names and postal addresses: who has no e-mail address, and whose mailbox is gone.

import { tamperedShop } from "../../src/desk/scope/shop.fixture.ts";

/** People nobody has an e-mail address of: two buyers and three who never ordered. */
export const NO_MAIL = new Set(["buyer2", "buyer4", "quiet0", "quiet1", "quiet2"]);
/** Whose mailbox is gone by now. */
export const REFUSED = new Set(["buyer10", "buyer20", "left3"]);

/** The shop's exports with names and postal addresses, and five people without an e-mail address. */
export function shopWithAddresses(): { readonly orders: string; readonly customers: string } {
  const { orders, customers } = tamperedShop();
  return { orders: withContacts(orders, 4), customers: withContacts(customers, 1) };
}

function withContacts(csv: string, mailAt: number): string {
  return csv
    .trimEnd()
    .split(/\r?\n/)
    .map((line, at) => {
      if (at === 0) return `${line},お名前,郵便番号,住所`;
      const cells = line.split(",");
      const who = whoIs(cells[mailAt] ?? "");
      const number = /\d+$/.exec(who)?.[0] ?? "";
      const mail = NO_MAIL.has(who) ? "" : (cells[mailAt] ?? "");
      return [...cells.with(mailAt, mail), nameOf(who), "739-0001", `広島県東広島市西条町${number}-1`].join(
        ",",
      );
    })
    .join("\r\n");
}

/** "Buyer7@Example.JP" is buyer7. */
export function whoIs(address: string): string {
  return address.toLowerCase().replace(/@.*$/, "");
}

export function nameOf(who: string): string {
  return `牡蠣沢 ${who}`;
}

export function refusalFor(address: string): string | null {
  return REFUSED.has(whoIs(address)) ? "550 5.1.1 no such user" : null;
}
