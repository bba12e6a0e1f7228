// Facts of a try, gathered from the request, its reading, the device token and the origin tables. Pure but for the id.

import type { Clock, Random } from "../../kernel/index.ts";
import { newId } from "../../kernel/index.ts";
import type { Challenges, DeviceTokens } from "../answers/contract.ts";
import { cardFactsOf, deviceFactsOf, emailKeyOf, emailShapeOf } from "../attempts/index.ts";
import type { AttemptReading, PaymentRoute } from "../attempts/contract.ts";
import type { AttemptFacts, VisitorFacts } from "../facts.ts";
import type { ArrivedRequest } from "../http/way.ts";
import type { Origins } from "../origin/index.ts";
import type { Walks } from "./walks.ts";

export interface Gatherer {
  gather(request: ArrivedRequest, route: PaymentRoute, reading: AttemptReading): AttemptFacts;
}

export function createGatherer(tools: {
  readonly clock: Clock;
  readonly random: Random;
  readonly origins: Origins;
  readonly devices: DeviceTokens;
  readonly challenges: Challenges;
  readonly walks: Walks;
  readonly hashingKey: Uint8Array;
}): Gatherer {
  const visitorOf = (request: ArrivedRequest): VisitorFacts | null => {
    const token = tools.devices.read(request);
    if (token === undefined) return null;
    return { id: token.id, firstSeenMs: token.issuedAtMs, pages: tools.walks.pages(token.id) };
  };
  return {
    gather: (request, route, reading) => {
      const atMs = tools.clock.nowMs();
      const visitor = visitorOf(request);
      const ticket = tools.challenges.ticketOf(request, visitor?.id ?? null);
      return {
        id: newId("att", atMs, tools.random),
        atMs,
        route: reading.routeName ?? route.name,
        origin: tools.origins.lookUp(request.clientIp),
        device: deviceFactsOf(request),
        visitor,
        card: cardFactsOf(reading, tools.hashingKey),
        amountYen: reading.amountYen,
        emailShape: reading.email === null ? null : emailShapeOf(reading.email),
        emailKey: reading.email === null ? null : emailKeyOf(reading.email, tools.hashingKey),
        ticketUses: ticket === undefined ? null : tools.walks.useTicket(ticket.id),
        ticketCost: ticket?.cost,
      };
    },
  };
}
