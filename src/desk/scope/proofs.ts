// What the other inputs together prove of one order, member, address or card: access logs, findings, and the guard's own records.

import type { Attempts } from "./attempts.ts";
import type { CardsGathered } from "./card-proofs.ts";
import type { Case } from "./judge.ts";
import type { Finding } from "./people.ts";
import type { Reads } from "./reads.ts";
import type { RowsWish } from "./rows.ts";

export interface Gathered {
  readonly known: Case;
  readonly reads: Reads | null;
  readonly cards: CardsGathered | null;
  readonly attempts: Attempts | null;
}

export function proofsOf({
  known: { grounds },
  reads,
  cards,
  attempts,
}: Gathered): Pick<RowsWish, "visits" | "opened" | "proofs"> {
  const visits = reads?.visits ?? new Set<string>();
  return {
    visits,
    opened: (order) => {
      const tries = grounds.visitors ? attempts?.meet(order, visits) : undefined;
      return tries === undefined ? undefined : tries.length > 0;
    },
    proofs: (key): readonly Finding[] | undefined => {
      const found = [
        cards?.meet(key),
        grounds.records ? reads?.proofs.get(key) : undefined,
        attempts?.meet(key, grounds.visitors ? visits : null),
      ].filter((one) => one !== undefined);
      return found.length > 1 ? found.flat() : found[0];
    },
  };
}
