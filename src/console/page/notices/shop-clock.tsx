// The shop's own clock for an incident's notice pages: every moment in them is told and asked in the shop's zone.

import { createContext, type ReactNode } from "react";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { useIncident } from "../incidents/asks.ts";
import { ShopZone } from "../incidents/shop-zone.tsx";

/** The zone's name. */
export const ShopClockZone = createContext("Asia/Tokyo");

export function ShopClock({ id, children }: { id: string; children: ReactNode }) {
  const incident = useIncident(id);
  if (incident.data === undefined)
    return incident.error === null ? (
      <Waiting />
    ) : (
      <Trouble error={incident.error} again={() => void incident.refetch()} />
    );
  const { timeZone } = incident.data;
  return (
    <ShopClockZone value={timeZone}>
      <ShopZone timeZone={timeZone} />
      {children}
    </ShopClockZone>
  );
}
