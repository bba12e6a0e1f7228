// Visitors' sessions and orders of the demonstration shop, in memory and bounded. Card numbers are never in here,
// except for the minutes between checkout and a 3-D Secure answer, in a private map that is not listed anywhere.

import { randomBytes } from "node:crypto";

/** The oldest sessions go first; a day's drill opens about 20,000. */
const SESSIONS_MAX = 50_000;
const ORDERS_MAX = 50_000;

export interface Session {
  readonly id: string;
  readonly csrf: string;
  readonly cart: Map<string, number>;
  /** Reserved when the checkout page is opened, used when the order is placed. */
  orderRef: string | undefined;
  pending3ds: { readonly id: string; readonly draft: OrderDraft; readonly card: CardTyped } | undefined;
}

export interface CardTyped {
  readonly number: string;
  readonly expiry: string;
  readonly code: string;
}

export interface OrderDraft {
  readonly ref: string;
  readonly lines: readonly { readonly slug: string; readonly quantity: number }[];
  readonly totalYen: number;
  readonly payment: "card" | "cod" | "bank";
  readonly name: string;
  readonly email: string;
  /** The guard asked for this order not to be shipped until a person releases it. */
  readonly hold: boolean;
  readonly sessionId: string;
}

export interface Order extends OrderDraft {
  readonly placedAtMs: number;
}

export interface Sessions {
  find(id: string | undefined): Session | undefined;
  open(): Session;
}

export function createSessions(): Sessions {
  const sessions = new Map<string, Session>();
  return {
    find: (id) => (id === undefined ? undefined : sessions.get(id)),
    open: () => {
      const session: Session = {
        id: randomBytes(16).toString("hex"),
        csrf: randomBytes(16).toString("hex"),
        cart: new Map(),
        orderRef: undefined,
        pending3ds: undefined,
      };
      sessions.set(session.id, session);
      dropOldest(sessions, SESSIONS_MAX);
      return session;
    },
  };
}

export interface Orders {
  reserveRef(nowMs: number): string;
  place(draft: OrderDraft, nowMs: number): Order;
  find(ref: string): Order | undefined;
  /** Newest first. */
  list(limit: number): readonly Order[];
  count(): number;
}

export function createOrders(): Orders {
  const orders = new Map<string, Order>();
  let serial = 0;
  return {
    reserveRef: (nowMs) => {
      serial += 1;
      const day = new Date(nowMs + 9 * 3_600_000).toISOString().slice(2, 10).replaceAll("-", "");
      return `MS${day}-${String(serial).padStart(6, "0")}`;
    },
    place: (draft, nowMs) => {
      const order: Order = { ...draft, placedAtMs: nowMs };
      orders.set(order.ref, order);
      dropOldest(orders, ORDERS_MAX);
      return order;
    },
    find: (ref) => orders.get(ref),
    list: (limit) => [...orders.values()].slice(-limit).toReversed(),
    count: () => orders.size,
  };
}

function dropOldest<K, V>(map: Map<K, V>, max: number): void {
  for (const key of map.keys()) {
    if (map.size <= max) return;
    map.delete(key);
  }
}
