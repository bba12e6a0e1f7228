// Which order a hold is, and whether an order may ship. The buyer's own word never names a hold: only the shop's answer or a
// person does. As long as a hold has no name it may be any order, and the answer to "may it ship?" fails closed.

import type { Clock, Events } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import type { AttemptOutcome } from "../facts.ts";
import type { Shippable } from "../now.ts";
import type { AttemptRecords, Hold, Holds } from "../ports.ts";

export interface HoldTools {
  readonly clock: Clock;
  readonly holds: Holds;
  readonly events: Events;
}

/** Shown to a person or a script that asks why: more would only be a longer list of the same. */
const MAY_BE_MAX = 20;

export async function isShippable(
  tools: { readonly holds: Holds; readonly records: AttemptRecords },
  orderRef: string,
): Promise<Shippable> {
  const hold = await tools.holds.findByOrder(orderRef);
  if (hold?.state === "held") return { shippable: false, reason: "on-hold", hold, mayBe: [] };
  if (hold?.state === "cancelled") return { shippable: false, reason: "cancelled", hold, mayBe: [] };
  // A person said that this very order may ship: nobody's claim undoes that.
  if (hold !== undefined) return { shippable: true, reason: null, hold, mayBe: [] };
  const mayBe = await tools.holds.unnamed({ orderRef, limit: MAY_BE_MAX });
  const [likeliest] = mayBe;
  if (likeliest?.claimedRef === orderRef) return { shippable: false, reason: "claimed", hold, mayBe };
  if (likeliest === undefined || (await tools.records.passedUnheld(orderRef)))
    return { shippable: true, reason: null, hold, mayBe: [] };
  return { shippable: false, reason: "unnamed-hold", hold, mayBe };
}

/** Durable, and told to the shop, before the shop is asked to take the order. */
export async function createHold(tools: HoldTools, hold: Hold): Promise<void> {
  await tools.holds.create(hold);
  const { id: holdId, orderRef, claimedRef, createdAtMs: atMs } = hold;
  tools.events.emit({ type: "hold.created", holdId, orderRef, claimedRef, atMs });
}

/**
 * What the shop made of a held try. One that failed leaves nothing to hold: its order's name is free again, as the buyer's
 * next try may bear it. One that succeeded gets the name the shop gave it; a second, different name puts it in doubt.
 */
export async function endHold(
  tools: HoldTools,
  id: Hold["id"],
  orderRef: string | null,
  outcome: AttemptOutcome,
): Promise<void> {
  const atMs = tools.clock.nowMs();
  const hold = await tools.holds.get(id);
  if (hold === undefined) return;
  if (outcome === "declined" || outcome === "error") {
    if (hold.state !== "held") return;
    // In this order: should the process die between the two, a person is asked about a hold without a name.
    await tools.holds.nameOrder(id, null, null);
    const by = "misemori";
    await tools.holds.decide(id, "cancelled", by, `the try ended as ${outcome}`, atMs);
    const { orderRef: name } = hold;
    tools.events.emit({ type: "hold.decided", holdId: id, orderRef: name, decision: "cancelled", by, atMs });
    return;
  }
  if (orderRef === null || hold.orderRef === orderRef) return;
  if (hold.orderRef === null) {
    await tools.holds.nameOrder(id, orderRef, null);
    const { claimedRef } = hold;
    tools.events.emit({ type: "hold.named", holdId: id, orderRef, claimedRef, by: "misemori", atMs });
    return;
  }
  // Two names for one order (a person typed another one, or a report came late): the first stays on hold, and as the
  // second may be the right one, a person is asked again.
  if (hold.state === "held") await tools.holds.nameOrder(id, null, hold.orderRef);
}

/** The same told by a page the buyer opened. It may be another order's page: its name is only a claim. */
export async function endShownHold(
  tools: HoldTools,
  shownId: string,
  orderRef: string | null,
  outcome: AttemptOutcome,
): Promise<void> {
  const hold = await tools.holds.get(shownId);
  if (hold === undefined) return;
  if (hold.state === "held" && hold.orderRef === null && orderRef !== null)
    await tools.holds.nameOrder(hold.id, null, orderRef);
  return endHold(tools, hold.id, null, outcome);
}

/** A person names a hold; the name typed may be corrected as long as nobody has decided. */
export async function nameHold(
  tools: HoldTools,
  id: string,
  orderRef: string,
  by: string,
): Promise<Hold | undefined> {
  const hold = await tools.holds.get(id);
  if (hold?.state !== "held") return undefined;
  await tools.holds.nameOrder(hold.id, orderRef, null);
  const atMs = tools.clock.nowMs();
  const { id: holdId, claimedRef } = hold;
  tools.events.emit({ type: "hold.named", holdId, orderRef, claimedRef, by, atMs });
  return tools.holds.get(id);
}

/** "unnamed": cancelling would forget which order must not ship, so it needs a name, or the word that there is no order. */
export async function decideHold(
  tools: HoldTools,
  told: {
    readonly id: string;
    readonly decision: "released" | "cancelled";
    readonly by: string;
    readonly written: string;
    readonly noOrder: boolean;
  },
): Promise<Hold | "unnamed" | undefined> {
  const { decision, by } = told;
  const before = await tools.holds.get(told.id);
  if (before === undefined) return undefined;
  const atMs = tools.clock.nowMs();
  const onlyNamed = decision === "cancelled" && !told.noOrder;
  const note = maskText(told.written);
  const hold = await tools.holds.decide(before.id, decision, by, note, atMs, onlyNamed);
  if (hold === undefined)
    return onlyNamed && before.state === "held" && before.orderRef === null ? "unnamed" : undefined;
  const { id: holdId, orderRef } = hold;
  tools.events.emit({ type: "hold.decided", holdId, orderRef, decision, by, atMs });
  return hold;
}
