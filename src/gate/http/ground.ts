// What every exchange with the shop stands on, and how the shop's failures are said to buyers.

import type { Socket } from "node:net";
import type { GateTrouble, HttpLimits, ShopFailureKind, ShopSign } from "./settings.ts";
import type { ShopHead } from "./shop-head.ts";
import type { ShopPool } from "./shop-pool.ts";

/** What an exchange works with; the same object for all exchanges under one setting. */
export interface ExchangeGround {
  readonly pool: ShopPool;
  readonly limits: HttpLimits;
  readonly shop: ShopSign;
  readonly onTrouble: (trouble: GateTrouble) => void;
  isClosing: boolean;
}

/** For requests that ask for another protocol. */
export interface SwitchWish {
  readonly protocol: string;
  readonly onSwitched: (head: ShopHead, socket: Socket, rest: Buffer) => void;
}

export const FAILURE_STATUS = {
  refused: 502,
  reset: 502,
  "bad-answer": 502,
  busy: 503,
  "connect-timeout": 504,
  "head-timeout": 504,
  "idle-timeout": 504,
} as const satisfies Record<ShopFailureKind, number>;

/** Kept for a slow buyer before the shop is held up: most pages fit, so that the shop's connection is soon free again. */
export const BUYER_BUFFER_BYTES = 131_072;
