// Alerts through the API: who has them, taking one, and trying whether messages reach somebody.

import type { AlertDesk } from "../ports.ts";
import { operation, type Operation } from "./operations.ts";
import { recorded, type Recording } from "./recorded.ts";
import { refused } from "./refusals.ts";
import * as shapes from "./alert-shapes.ts";

export interface AlertWiring extends Recording {
  readonly alerts: AlertDesk;
}

export function alertOperations(wiring: AlertWiring): readonly Operation[] {
  const { alerts } = wiring;
  return [
    operation({
      id: "listAlerts",
      method: "get",
      path: "/v1/alerts",
      who: "now:read",
      summary: "Alerts, newest first",
      query: shapes.alertQuery,
      answer: shapes.alertList,
      run: async ({ query: { state, limit }, language }) => {
        const wanted = { limit, language, ...(state === undefined ? {} : { state }) };
        return { alerts: await alerts.list(wanted) };
      },
    }),
    operation({
      id: "getAlert",
      method: "get",
      path: "/v1/alerts/{id}",
      who: "now:read",
      summary: "One alert: who has it, who was asked before, when it moves on, how each message fared",
      answer: shapes.alertView,
      run: async ({ params, language }) =>
        (await alerts.get(params["id"] ?? "", language)) ?? refused(404, "alert.unknown"),
    }),
    operation({
      id: "ownAlert",
      method: "post",
      path: "/v1/alerts/{id}/own",
      who: "alerts:write",
      summary: "Take an alert: from now on you are the one who has it",
      answer: shapes.alertView,
      run: async ({ params, caller, language }) => {
        const alert = await alerts.acknowledge(params["id"] ?? "", caller.by, language);
        if (alert === undefined) return refused(404, "alert.unknown");
        return (await recorded(wiring, "alert.owned", caller.by, { alert: alert.id })) ?? alert;
      },
    }),
    operation({
      id: "tryAlerts",
      method: "post",
      path: "/v1/alerts/try",
      who: "alerts:write",
      summary:
        "Send one person a trial message by each of his channels and say which arrived; ten seconds at most",
      body: shapes.trialWish,
      answer: shapes.trialReport,
      run: async ({ body: { person }, signal, caller }) => {
        const channels = await alerts.trial(person, signal);
        if (channels === undefined)
          return refused(404, "person.unknown", { people: alerts.people().slice(0, 20).join(", ") });
        const facts = { person, arrived: channels.filter(({ state }) => state === "sent").length };
        return (await recorded(wiring, "alert.tried", caller.by, facts)) ?? { person, channels };
      },
    }),
  ];
}
