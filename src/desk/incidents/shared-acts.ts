// Acts that two incidents both asked for have one effect on the shop: one shop is stopped, one card switch is set. Undoing it
// for one incident must not take it away from the other.

import type { ActPerformers } from "./acts.ts";
import type { ActView, IncidentId } from "./contract.ts";
import type { IncidentRecord } from "./record.ts";

/** The word of an undoing that left the effect in place for another incident. */
export const KEPT_FOR_OTHER = "kept-for-other";

/** One name for all ways to write the same target. */
export function placeOf({ act, target }: Pick<ActView, "act" | "target">, performers: ActPerformers): string {
  return `${act} ${performers[act]?.aim?.(target) ?? target}`;
}

/** Another open incident that holds on to this effect; null when there is none. Not when the effect is gone already: a person ended it elsewhere. */
export async function neededBy(
  { record, performers }: { readonly record: IncidentRecord; readonly performers: ActPerformers },
  id: IncidentId,
  act: ActView,
): Promise<IncidentId | null> {
  const performer = performers[act.act];
  if (performer === null || (await performer.holds?.(act.target)) === false) return null;
  const place = placeOf(act, performers);
  for (const other of await record.ids()) {
    if (other === id) continue;
    const view = await record.view(other);
    if (view?.state !== "open") continue;
    const stands = view.acts.some(
      (one) => (one.state === "begun" || one.state === "done") && placeOf(one, performers) === place,
    );
    if (stands) return other;
  }
  return null;
}
