// Sending notices on the running guard: the desk put together from vault, records, configuration and the incident's own desks.

import {
  canPrintLetters,
  createNoticeMailer,
  createOutgoingDesk,
  draftPaper,
  keptFacts,
  openPress,
  type IncidentJournal,
  type IncidentRecord,
  type InquiryDesk,
  type RunningOutgoingDesk,
  type Vault,
} from "../desk/index.ts";
import type { LoadedConfig } from "../config/index.ts";
import type { Clock, Events, Random } from "../kernel/index.ts";
import type { Store } from "../store/index.ts";
import { outgoingSettings } from "./settings.ts";

export interface OutgoingTools {
  readonly store: Pick<Store, "dispatches">;
  readonly vault: Vault;
  readonly record: IncidentRecord;
  readonly journal: IncidentJournal;
  readonly inquiries: InquiryDesk;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly loaded: () => LoadedConfig;
  readonly onTrouble: (error: unknown) => void;
}

export function openOutgoing(tools: OutgoingTools): RunningOutgoingDesk {
  const { store, vault, events, loaded } = tools;
  return createOutgoingDesk({
    ...tools,
    dispatches: store.dispatches,
    textFor: async (incident, key) => {
      const facts = await keptFacts(vault, incident);
      return facts === null ? null : draftPaper(key, facts);
    },
    written: async () => [],
    settings: () => outgoingSettings(loaded()),
    openMailer: createNoticeMailer,
    canPrint: canPrintLetters,
    openPress,
    emit: (event) => events.emit(event),
  });
}
