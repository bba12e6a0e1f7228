// Payment agencies' webhooks on their way to the judge: checked, taken once, matched to the attempt by the order's name.

import type { Clock } from "../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { Gatehouse } from "../now.ts";
import {
  AGENCIES,
  createReplayMemory,
  readWebhook,
  webhookReply,
  type Agency,
  type WebhookSettings,
} from "../outcomes/index.ts";

export type HookDesk = (request: ArrivedRequest, body: Uint8Array) => Promise<Reply>;

export function createHookDesk(tools: {
  readonly settings: () => WebhookSettings;
  readonly gatehouse: Pick<Gatehouse, "reportOutcome">;
  readonly clock: Clock;
  readonly onTaken: (agency: Agency, what: string) => void;
}): HookDesk {
  const taken = createReplayMemory();
  return async (request, body) => {
    const name = request.path.slice(request.path.lastIndexOf("/") + 1);
    const agency = AGENCIES.find((known) => known === name);
    if (agency === undefined) return { status: 404, headers: [], body: "" };
    const nowMs = tools.clock.nowMs();
    const reading = readWebhook(agency, request, body, tools.settings(), nowMs);
    if (!reading.ok) {
      tools.onTaken(agency, reading.code);
      return webhookReply(agency, reading);
    }
    const told = reading.value;
    if (told.kind === "outcome" && taken.isFirst(`${agency} ${told.eventId}`, nowMs)) {
      const { orderRef, outcome, declineCode } = told;
      const what = await tools.gatehouse.reportOutcome({ attemptId: null, orderRef, outcome, declineCode });
      tools.onTaken(agency, what);
    }
    return webhookReply(agency, reading);
  };
}
