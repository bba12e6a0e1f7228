// An incident opened from an alert of the watch knows from when to when somebody may have been inside: since it was last as
// approved, until it was seen.

import type { IncidentView } from "../../desk/index.ts";
import type { IncidentWiring } from "./incident-answers.ts";

/** Fills in what the alert says, unless somebody has said something already. */
export async function withAlertWindow(
  { incidents, alerts }: Pick<IncidentWiring, "incidents" | "alerts">,
  view: IncidentView,
  by: string,
): Promise<IncidentView> {
  if (view.alert === null || view.window !== null) return view;
  const alert = await alerts.get(view.alert);
  const window = alert === undefined ? null : windowIn(alert.facts);
  if (window === null) return view;
  const set = await incidents.window(view.id, by, window);
  return set.ok ? set.value : view;
}

interface Story {
  readonly raised?: { readonly kind?: string; readonly facts?: Readonly<Record<string, unknown>> };
}

/** `facts`: the alert's own JSON. */
function windowIn(
  facts: string,
): { readonly fromMs: number | null; readonly toMs: number; readonly how: string } | null {
  const { kind = "", facts: said = {} } = storyIn(facts).raised ?? {};
  const { firstSeenMs, lastCleanMs, path } = said;
  if (!kind.startsWith("watch-") || typeof firstSeenMs !== "number") return null;
  const fromMs = typeof lastCleanMs === "number" && lastCleanMs <= firstSeenMs ? lastCleanMs : null;
  return { fromMs, toMs: firstSeenMs, how: typeof path === "string" ? path : "" };
}

/** What this version cannot read says nothing. */
function storyIn(facts: string): Story {
  try {
    return (JSON.parse(facts) as Story | null) ?? {};
  } catch {
    return {};
  }
}
