// Made-up people for the tests of letters.

import type { Addressee } from "../contract.ts";

export function addressee(n: number, more: Partial<Addressee> = {}): Addressee {
  return {
    personId: `p_${String(n).padStart(5, "0")}`,
    name: `佐藤 花子${n}`,
    email: `p${n}@example.jp`,
    postcode: "100-0001",
    address: ["東京都千代田区千代田1-1"],
    orders: [],
    items: [],
    class: "confirmed",
    ...more,
  };
}
