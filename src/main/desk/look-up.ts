// The look-up page's desk and the inquiry desk on the running guard: put together from vault, records and mail server.

import {
  createCodeMail,
  createInquiryDesk,
  createLookUpDesk,
  lookUpPerformer,
  publishedQuestions,
  vaultSource,
  type ActPerformer,
  type IncidentId,
  type IncidentView,
  type InquiryDesk,
  type LookUpDesk,
  type PaperDesk,
  type Vault,
} from "../../desk/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Journal } from "../../journal/index.ts";
import { MisemoriError, type Clock, type Language, type Random } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import type { Log } from "../log.ts";
import { postAddresses } from "../settings.ts";

export interface LookUpTools {
  readonly store: Pick<Store, "inquiries">;
  readonly journal: Pick<Journal, "write">;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly language: Language;
  readonly loaded: () => LoadedConfig;
  readonly view: (incident: IncidentId) => Promise<IncidentView | null>;
  /** What people are told, as it was written last. */
  readonly papers: Pick<PaperDesk, "facts" | "textFor">;
  readonly log: Log;
}

export interface LookUps {
  readonly desk: LookUpDesk;
  readonly inquiries: InquiryDesk;
  readonly performer: ActPerformer;
  /** At a start: takes up the look-up of the incident that had it open. */
  restore(incidents: readonly IncidentId[]): Promise<void>;
  close(): Promise<void>;
}

export function openLookUps(tools: LookUpTools): LookUps {
  const { store, vault, view, papers, log } = tools;
  const inquiries = createInquiryDesk({
    ...tools,
    records: store.inquiries,
    qaOf: async (incident, language) => {
      const known = await view(incident);
      return known === null ? null : publishedQuestions(known, language, papers.textFor);
    },
  });
  const mail = createCodeMail({
    ...tools,
    address: () => postAddresses(tools.loaded()).email,
    onTrouble: (error) => log("warn", "look-up.mail", { error: String(error) }),
  });
  const desk = createLookUpDesk({
    ...tools,
    mail,
    newestRun: async (incident) => (await view(incident))?.scope?.runId ?? null,
    keepQuestion: async (incident, asked) => {
      const wish = { ...asked, channel: "web", person: null, atMs: null, inquiry: null, key: null } as const;
      try {
        return (await inquiries.ask(incident, "web", wish)).ok;
      } catch (error) {
        // A full disk: whoever asks is told to call. Nothing of the question is in the line.
        log("error", "look-up.question-not-kept", {
          code: error instanceof MisemoriError ? error.code : "bug",
        });
        return false;
      }
    },
  });
  const sourceOf = async (incident: IncidentId): ReturnType<typeof vaultSource> => {
    const known = await view(incident);
    const facts = await papers.facts(incident);
    if (known === null || !facts.ok) return null;
    const { sha256, facts: written } = facts.value;
    return vaultSource(vault, known, sha256 === null ? null : written, papers.textFor);
  };
  return {
    desk,
    inquiries,
    performer: lookUpPerformer(desk, sourceOf, tools.language),
    restore: async (incidents) => {
      for (const incident of incidents) {
        const acts = (await view(incident))?.acts ?? [];
        // Whether it was closed since, the box says: a later click may have failed.
        const wasOpened = acts.some(({ act, state }) => act === "open-look-up" && state === "done");
        if (wasOpened && (await desk.restore(incident))) return;
      }
    },
    close: mail.close,
  };
}
