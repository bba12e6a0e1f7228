// What the rows of one person say together: the newest order's name, address and e-mail, what it lacks from the next, and which
// orders there were. The order of the rows decides nothing but between equals.

import type { Contact } from "./contact.ts";

export interface RowSaid {
  readonly contact: Contact;
  readonly email: string;
  /** Empty in a list of customers. */
  readonly order: string;
  /** 20191206; 0 when it is not known. */
  readonly day: number;
}

export interface Look {
  readonly add: (row: RowSaid) => void;
  readonly name: () => string;
  /** As the buyer wrote it; empty when no row has one. */
  readonly email: () => string;
  readonly place: () => Pick<Contact, "postcode" | "address">;
  /** Those of the days in question, or all when none is, oldest first. */
  readonly orders: (
    fromDay: number,
    toDay: number,
  ) => readonly { readonly ref: string; readonly day: number }[];
}

/** A letter names five and counts the rest; a dealer's thousands would fill the memory. */
const ORDERS_MAX = 200;
const REF_CHARS_MAX = 100;
const EMAIL = /^[^\s@"<>]{1,200}@[^\s@"<>]{1,200}$/;

export function createLooks(personIds: readonly string[]): Map<string, Look> {
  return new Map(personIds.map((personId) => [personId, createLook()]));
}

function createLook(): Look {
  let name = { day: -1, value: "" };
  let email = { day: -1, value: "" };
  let place: { day: number; value: Pick<Contact, "postcode" | "address"> } = {
    day: -1,
    value: { postcode: "", address: [] },
  };
  const orders = new Map<string, number>();
  return {
    add: ({ contact, email: written, order, day }) => {
      if (contact.name !== "" && day > name.day) name = { day, value: contact.name };
      if (EMAIL.test(written) && day > email.day) email = { day, value: written };
      if (contact.address.length > 0 && day > place.day)
        place = { day, value: { postcode: contact.postcode, address: contact.address } };
      const ref = order.slice(0, REF_CHARS_MAX).toWellFormed();
      if (ref === "" || (orders.size >= ORDERS_MAX && !orders.has(ref))) return;
      orders.set(ref, Math.max(day, orders.get(ref) ?? 0));
    },
    name: () => name.value,
    email: () => email.value,
    place: () => place.value,
    orders: (fromDay, toDay) => {
      const all = Array.from(orders, ([ref, day]) => ({ ref, day })).toSorted(
        (a, b) => a.day - b.day || (a.ref < b.ref ? -1 : 1),
      );
      const asked = all.filter(({ day }) => day >= fromDay && day <= toDay);
      return asked.length > 0 ? asked : all;
    },
  };
}
