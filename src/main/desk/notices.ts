// The notices' desk on the running guard: the shop as its configuration names it, beside the incidents' own record.

import { canaryPredicate } from "../../canary/index.ts";
import {
  createPaperDesk,
  type IncidentJournal,
  type IncidentRecord,
  type KnownShop,
  type PaperDesk,
  type Vault,
} from "../../desk/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Clock, Language } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";

export interface NoticeTools {
  readonly store: Pick<Store, "canaries">;
  readonly record: Pick<IncidentRecord, "view" | "add">;
  readonly journal: Pick<IncidentJournal, "write">;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly language: Language;
  readonly loaded: () => LoadedConfig;
  readonly gone: AbortSignal;
}

export function openPapers(tools: NoticeTools): PaperDesk {
  return createPaperDesk({
    ...tools,
    shop: () => knownShop(tools.loaded()),
    planted: async () => canaryPredicate(await tools.store.canaries.list()),
  });
}

function knownShop({ config }: LoadedConfig): KnownShop {
  const { name, url, telephone, timezone } = config.shop;
  return { name, url, telephone: telephone ?? "", timeZone: timezone };
}
