// Entries put together by hand, for tests of the picture they give.

import { ACTS, type IncidentEntry, type IncidentFact, type IncidentView } from "./contract.ts";
import { foldIncident, type FoldGround } from "./fold.ts";
import { OWNER, START_MS } from "./stage.fixture.ts";

export const GROUND: FoldGround = {
  nowMs: START_MS,
  timeZone: "Asia/Tokyo",
  ownerOf: (area) => area,
  available: new Set(ACTS),
};

export function entriesOf(...facts: IncidentFact[]): IncidentEntry[] {
  return facts.map((fact, index) => {
    return { incident: "incident_a", seq: index + 1, atMs: START_MS + index, by: OWNER, fact, sealed: null };
  });
}

export const OPENED = {
  kind: "opened",
  type: "card-leak",
  title: "連絡",
  hintAtMs: START_MS,
  source: "agency",
  channel: "email",
  alert: null,
} as const satisfies IncidentFact;

export function pictureOf(...facts: IncidentFact[]): IncidentView {
  const view = foldIncident(entriesOf(OPENED, ...facts), GROUND);
  if (view === null) throw new TypeError("these entries open no incident");
  return view;
}
