// A whole store in memory: for drills and tests, which need real behaviour and leave nothing behind.

import type { Store } from "../store.ts";
import { memoryAccounts, memoryApiTokens, memoryOneTimeKeys, memorySessions } from "./accounts.ts";
import { memoryAlertLinks } from "./alert-links.ts";
import { memoryAlerts } from "./alerts.ts";
import { memoryAttempts } from "./attempts.ts";
import { memoryBudget } from "./budget.ts";
import { memoryCanaries } from "./canaries.ts";
import { memoryCanaryMails } from "./canary-mails.ts";
import { memoryCardSwitch } from "./card-switch.ts";
import { memoryDecoyCards } from "./decoy-cards.ts";
import { memoryDispatches } from "./dispatches.ts";
import { memoryHolds } from "./holds.ts";
import { memoryIncidents } from "./incidents.ts";
import { memoryInquiries } from "./inquiries.ts";
import { memoryJournalEntries } from "./journal-entries.ts";
import { memoryLearned } from "./learned.ts";
import { memoryOutbox } from "./outbox.ts";
import { memorySiteOrders } from "./site-orders.ts";

export function openMemoryStore(): Store {
  return {
    attempts: memoryAttempts(),
    learned: memoryLearned(),
    holds: memoryHolds(),
    budget: memoryBudget(),
    cardSwitch: memoryCardSwitch(),
    siteOrders: memorySiteOrders(),
    journal: memoryJournalEntries(),
    alerts: memoryAlerts(),
    alertLinks: memoryAlertLinks(),
    outbox: memoryOutbox(),
    dispatches: memoryDispatches(),
    incidents: memoryIncidents(),
    canaries: memoryCanaries(),
    canaryMails: memoryCanaryMails(),
    decoyCards: memoryDecoyCards(),
    inquiries: memoryInquiries(),
    accounts: memoryAccounts(),
    sessions: memorySessions(),
    tokens: memoryApiTokens(),
    oneTimeKeys: memoryOneTimeKeys(),
    close: async () => undefined,
  };
}
