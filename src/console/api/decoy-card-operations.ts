// Decoy card numbers through the API: which there are, making one, no longer watching one. The owner's own card has no way in here: a
// card number must not travel through the console.

import { z } from "zod";
import { LEAK_LIMITS, type DecoyCard, type LeakDesk } from "../../canary/index.ts";
import { MisemoriError, reveal } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import { operation, type Operation } from "./operations.ts";
import { refused } from "./refusals.ts";

const id = z.string().regex(/^dc_[0-9a-z]{1,40}$/);
const card = z.object({
  id: z.string(),
  kind: z.enum(["made", "own"]),
  masked: z.string(),
  place: z.string(),
  addedAtMs: z.int(),
});
/** It stands in alerts, tables and sentences. */
const place = z
  .string()
  .trim()
  .min(1)
  .max(LEAK_LIMITS.nameCharsMax)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u)
  .refine((text) => maskText(text) === text, "a place holds no card number");

export function decoyCardOperations(leaks: LeakDesk): readonly Operation[] {
  return [
    operation({
      id: "listDecoyCards",
      method: "get",
      path: "/v1/canary/cards",
      who: "watch:read",
      summary: "Decoy card numbers, masked, with the place each was put into; newest first",
      answer: z.object({ cards: z.array(card) }),
      run: async () => ({ cards: (await leaks.cards()).map(withoutHash).toReversed() }),
    }),
    operation({
      id: "makeDecoyCard",
      method: "post",
      path: "/v1/canary/cards",
      who: "watch:write",
      summary: "Make a decoy card number of nobody's range; this answer alone holds the number",
      body: z.strictObject({ place }),
      answer: card.extend({ number: z.string() }),
      run: async ({ body, caller }) => {
        const made = await madeBy(leaks, body.place, caller.by);
        if (made === null) return refused(409, "canary.cards");
        return { ...withoutHash(made.card), number: reveal(made.number) };
      },
    }),
    operation({
      id: "removeDecoyCard",
      method: "post",
      path: "/v1/canary/cards/remove",
      who: "watch:write",
      summary: "Stop watching for a decoy card; it is known as a decoy nowhere from then on",
      body: z.strictObject({ id }),
      answer: z.object({ removed: z.literal(true) }),
      run: async ({ body, caller }) =>
        (await leaks.removeCard(body.id, caller.by))
          ? { removed: true as const }
          : refused(404, "canary.unknown"),
    }),
  ];
}

/** Null: there are as many as are looked for. */
async function madeBy(
  leaks: LeakDesk,
  at: string,
  by: string,
): Promise<Awaited<ReturnType<LeakDesk["makeCard"]>> | null> {
  try {
    return await leaks.makeCard(at, by);
  } catch (error) {
    if (error instanceof MisemoriError && error.code === "canary.cards") return null;
    throw error;
  }
}

function withoutHash({ id: own, kind, masked, place: at, addedAtMs }: DecoyCard): Omit<DecoyCard, "hash"> {
  return { id: own, kind, masked, place: at, addedAtMs };
}
