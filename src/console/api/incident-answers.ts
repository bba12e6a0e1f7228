// How the incident operations answer: the whole picture, or why not. Which id is one at all is checked here, too.

import type { z } from "zod";
import type {
  ActDesk,
  IncidentDesk,
  IncidentFault,
  IncidentId,
  IncidentView,
  InquiryDesk,
  OutgoingDesk,
  PaperDesk,
} from "../../desk/index.ts";
import type { Clock } from "../../kernel/index.ts";
import type * as shapes from "./incident-shapes.ts";
import type { AlertDesk } from "../ports.ts";
import { refused, type Refused } from "./refusals.ts";

export interface IncidentWiring {
  readonly incidents: IncidentDesk;
  readonly acts: ActDesk;
  /** Without it there are no operations of inquiries. */
  readonly inquiries?: InquiryDesk;
  /** Without it there are no operations of notices. */
  readonly papers?: PaperDesk;
  /** Asked for what an incident opened from one begins with. */
  readonly alerts?: Pick<AlertDesk, "get">;
  /** Without it there are no operations that send. */
  readonly outgoing?: OutgoingDesk;
  readonly clock: Clock;
  readonly log: (level: "warn" | "error", event: string, facts: Readonly<Record<string, unknown>>) => void;
}

export type Told<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Fault);
interface Fault {
  readonly fault: IncidentFault;
  readonly values: Readonly<Record<string, string | number>>;
}

const STATUS: Readonly<Partial<Record<IncidentFault, number>>> = {
  "incident.unknown": 404,
  "incident.entry-unknown": 404,
  "incident.clock-unknown": 404,
  "incident.act-unknown": 404,
  "incident.inquiry-unknown": 404,
  "incident.paper-unknown": 404,
  "incident.person-unknown": 404,
  "incident.paper-hole": 422,
  "incident.paper-empty": 422,
  "incident.not-named": 403,
  "incident.destroyed": 410,
  "incident.window-wrong": 422,
  "incident.busy": 503,
  "incident.sending-unknown": 404,
  "incident.letters-unknown": 404,
  "incident.sending-trial": 502,
  "incident.mailbox-unreadable": 422,
};

export function refusedBy({ fault, values }: Fault): Refused {
  return refused(STATUS[fault] ?? 409, fault, values);
}

export const noSuch = (): Refused => refused(404, "incident.unknown");

export function idOf(params: Readonly<Record<string, string>>): IncidentId | undefined {
  const id = params["id"] ?? "";
  return /^incident_[0-9a-z]{1,60}$/.test(id) ? (id as IncidentId) : undefined;
}

/** The picture with what this guard can do and the shop's zone; plain copies, as JSON makes them anyway. */
export function shown(
  { acts, incidents }: IncidentWiring,
  view: IncidentView,
): z.input<typeof shapes.incidentView> {
  const more = { available: [...acts.available()], timeZone: incidents.timeZone() };
  return structuredClone({ ...view, ...more }) as z.input<typeof shapes.incidentView>;
}
