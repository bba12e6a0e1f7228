// Opens a records folder as a Store: record.db for what must survive everything, traffic.db for the many. Which
// tables there are stands in migrations.ts, how each port is kept in the file of its name.

import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { MisemoriError } from "../../kernel/index.ts";
import type { Store } from "../store.ts";
import { sqliteAccounts, sqliteApiTokens, sqliteOneTimeKeys, sqliteSessions } from "./accounts.ts";
import { sqliteAlertLinks } from "./alert-links.ts";
import { sqliteAlerts } from "./alerts.ts";
import { sqliteAttempts } from "./attempts.ts";
import { sqliteBudget } from "./budget.ts";
import { sqliteCanaries } from "./canaries.ts";
import { sqliteCanaryMails } from "./canary-mails.ts";
import { sqliteDecoyCards } from "./decoy-cards.ts";
import { sqliteCardSwitch } from "./card-switch.ts";
import { openDatabase, type Database } from "./database.ts";
import { sqliteDispatches } from "./dispatches.ts";
import { lockFolder } from "./folder-lock.ts";
import { sqliteHolds } from "./holds.ts";
import { sqliteIncidents } from "./incidents.ts";
import { sqliteInquiries } from "./inquiries.ts";
import { sqliteJournalEntries } from "./journal-entries.ts";
import { sqliteLearned } from "./learned.ts";
import { RECORD_MIGRATIONS, TRAFFIC_MIGRATIONS, type Migrations } from "./migrations.ts";
import { sqliteOutbox } from "./outbox.ts";
import { sqliteSiteOrders } from "./site-orders.ts";

export interface SqliteStoreOptions {
  /** Made with rights 0700 when it is not there. */
  readonly folder: string;
  /** "own" (default) locks the folder for one guard. "read" looks in beside a running guard and writes nothing. */
  readonly access?: "own" | "read";
  /** A hard end for traffic.db, above what `trim` is asked to keep; record.db has none, as money and holds live there. */
  readonly trafficBytesMax?: number;
  /** Told of every write that failed (disk full, I/O), for the "store.trouble" event. The call itself rejects as well. */
  readonly onTrouble?: (trouble: MisemoriError) => void;
}

/** Rejects with MisemoriError: store.in-use, store.newer, store.older, store.foreign, store.corrupt, store.open, store.full. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { folder } = options;
  const access = options.access ?? "own";
  const onTrouble = options.onTrouble ?? (() => undefined);
  const unlock = access === "own" ? takeFolder(folder) : () => undefined;
  const opened: Database[] = [];
  const close = (): void => {
    for (const database of opened) database.close();
    unlock();
  };
  const open = (migrations: Migrations, synchronous: "FULL" | "NORMAL", bytesMax?: number): Database => {
    const path = join(folder, migrations.file);
    const limit = bytesMax === undefined ? {} : { bytesMax };
    const database = openDatabase({ path, migrations, synchronous, access, onTrouble, ...limit });
    opened.push(database);
    return database;
  };
  try {
    const record = open(RECORD_MIGRATIONS, "FULL");
    const traffic = open(TRAFFIC_MIGRATIONS, "NORMAL", options.trafficBytesMax);
    return {
      attempts: sqliteAttempts(traffic),
      learned: sqliteLearned(traffic),
      holds: sqliteHolds(record),
      budget: sqliteBudget(record),
      cardSwitch: sqliteCardSwitch(record),
      siteOrders: sqliteSiteOrders(record),
      journal: sqliteJournalEntries(record),
      alerts: sqliteAlerts(record),
      alertLinks: sqliteAlertLinks(record),
      outbox: sqliteOutbox(record),
      dispatches: sqliteDispatches(record),
      incidents: sqliteIncidents(record),
      canaries: sqliteCanaries(record),
      canaryMails: sqliteCanaryMails(record),
      decoyCards: sqliteDecoyCards(record),
      inquiries: sqliteInquiries(record),
      accounts: sqliteAccounts(record),
      sessions: sqliteSessions(record),
      tokens: sqliteApiTokens(record),
      oneTimeKeys: sqliteOneTimeKeys(record),
      close: async () => close(),
    };
  } catch (error) {
    close();
    throw error;
  }
}

function takeFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new MisemoriError(
      "store.open",
      `the records folder ${folder} cannot be made or opened`,
      "check the path under records.folder and who owns it",
      error,
    );
  }
  return lockFolder(folder);
}
