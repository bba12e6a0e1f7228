// Sending notices on the running guard: the desk put together from vault, records, configuration and the incident's own desks.

import {
  canPrintLetters,
  createNoticeMailer,
  createOutgoingDesk,
  openPress,
  type IncidentJournal,
  type IncidentRecord,
  type InquiryDesk,
  type PaperDesk,
  type RunningOutgoingDesk,
  type Vault,
} from "../../desk/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Clock, Events, Random } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { outgoingSettings } from "../settings.ts";

export interface OutgoingTools {
  readonly store: Pick<Store, "dispatches">;
  readonly vault: Vault;
  readonly record: IncidentRecord;
  readonly journal: IncidentJournal;
  readonly inquiries: InquiryDesk;
  readonly papers: Pick<PaperDesk, "facts" | "textFor">;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly loaded: () => LoadedConfig;
  readonly onTrouble: (error: unknown) => void;
}

export function openOutgoing(tools: OutgoingTools): RunningOutgoingDesk {
  const { store, record, papers, events, loaded } = tools;
  return createOutgoingDesk({
    ...tools,
    dispatches: store.dispatches,
    factsOf: async (incident) => {
      const kept = await papers.facts(incident);
      return kept.ok && kept.value.sha256 !== null ? kept.value : null;
    },
    textFor: papers.textFor,
    written: async (incident) => {
      const timeline = (await record.view(incident))?.timeline ?? [];
      return timeline.flatMap(({ fact }) => (fact.kind === "paper" ? [fact.paper] : []));
    },
    settings: () => outgoingSettings(loaded()),
    openMailer: createNoticeMailer,
    canPrint: canPrintLetters,
    openPress,
    emit: (event) => events.emit(event),
  });
}
