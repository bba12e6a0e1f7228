// Every port's suite, run on a whole store: what an adapter must pass before it may hold a shop's records.

import type { Store } from "../store.ts";
import { accountsContract, apiTokensContract, oneTimeKeysContract, sessionsContract } from "./accounts.ts";
import { attemptsContract } from "./attempts.ts";
import { budgetContract } from "./budget.ts";
import { canariesContract } from "./canaries.ts";
import { canaryMailsContract } from "./canary-mails.ts";
import { decoyCardsContract } from "./decoy-cards.ts";
import { alertLinksContract, alertsContract, outboxContract } from "./desk.ts";
import { dispatchesContract } from "./dispatches.ts";
import { holdsContract } from "./holds.ts";
import { incidentsContract } from "./incidents.ts";
import { inquiriesContract } from "./inquiries.ts";
import type { Opening } from "./opening.ts";
import { siteOrdersContract } from "./site-orders.ts";
import { cardSwitchContract, journalEntriesContract, learnedContract } from "./small-ports.ts";

export function storeContract(open: Opening<Store>): void {
  attemptsContract(portOf(open, "attempts"));
  budgetContract(portOf(open, "budget"));
  holdsContract(portOf(open, "holds"));
  learnedContract(portOf(open, "learned"));
  cardSwitchContract(portOf(open, "cardSwitch"));
  siteOrdersContract(portOf(open, "siteOrders"));
  journalEntriesContract(portOf(open, "journal"));
  alertsContract(portOf(open, "alerts"));
  alertLinksContract(portOf(open, "alertLinks"));
  outboxContract(portOf(open, "outbox"));
  dispatchesContract(portOf(open, "dispatches"));
  incidentsContract(portOf(open, "incidents"));
  canariesContract(portOf(open, "canaries"));
  canaryMailsContract(portOf(open, "canaryMails"));
  decoyCardsContract(portOf(open, "decoyCards"));
  inquiriesContract(portOf(open, "inquiries"));
  accountsContract(portOf(open, "accounts"));
  sessionsContract(portOf(open, "sessions"));
  apiTokensContract(portOf(open, "tokens"));
  oneTimeKeysContract(portOf(open, "oneTimeKeys"));
}

function portOf<K extends keyof Store>(open: Opening<Store>, name: K): Opening<Store[K]> {
  return async () => {
    const { port: store, reopen, close } = await open();
    return {
      port: store[name],
      ...(reopen === undefined ? {} : { reopen: async () => (await reopen())[name] }),
      close,
    };
  };
}
