// What may be done to a records folder beside a running guard: a consistent copy, and single journal entries.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import type { CanaryMails, CanaryRecords, DecoyCardRecords } from "../../canary/ports.ts";
import type { JournalEntries } from "../../journal/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { sqliteCanaries } from "./canaries.ts";
import { sqliteCanaryMails } from "./canary-mails.ts";
import { sqliteDecoyCards } from "./decoy-cards.ts";
import { openDatabase, type Database } from "./database.ts";
import { sqliteJournalEntries } from "./journal-entries.ts";
import { RECORD_MIGRATIONS, TRAFFIC_MIGRATIONS } from "./migrations.ts";
import { troubleOf } from "./trouble.ts";

/** Copies both databases, each as it is at one moment, whatever is written meanwhile. */
export async function copyRecords(folder: string, into: string): Promise<void> {
  for (const { file } of [RECORD_MIGRATIONS, TRAFFIC_MIGRATIONS]) {
    const path = join(folder, file);
    if (!existsSync(path)) continue;
    const source = new DatabaseSync(path, { readOnly: true });
    try {
      await backup(source, join(into, file));
    } catch (error) {
      throw troubleOf(error, path);
    } finally {
      source.close();
    }
  }
}

/** The canaries planted, their mail, and decoy cards, in a folder that a guard may be using. */
export function openCanaries(folder: string): {
  readonly canaries: CanaryRecords;
  readonly mails: CanaryMails;
  readonly cards: DecoyCardRecords;
  readonly close: () => void;
} {
  const database = openRecord(folder);
  return {
    canaries: sqliteCanaries(database),
    mails: sqliteCanaryMails(database),
    cards: sqliteDecoyCards(database),
    close: () => database.close(),
  };
}

/** The journal of a folder that a guard may be using: an entry that came too late is refused by its number and tried again. */
export function openJournalEntries(folder: string): {
  readonly entries: JournalEntries;
  readonly close: () => void;
} {
  const database = openRecord(folder);
  return { entries: sqliteJournalEntries(database), close: () => database.close() };
}

function openRecord(folder: string): Database {
  const path = join(folder, RECORD_MIGRATIONS.file);
  if (!existsSync(path)) {
    throw new MisemoriError("store.open", `there is no record in ${folder}`, "start the guard once");
  }
  return openDatabase({
    path,
    migrations: RECORD_MIGRATIONS,
    synchronous: "FULL",
    access: "own",
    onTrouble: () => undefined,
  });
}
