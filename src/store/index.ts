// The door of store: only src/main.ts (and tests) come in here.
export { openSqliteStore } from "./sqlite/open.ts";
export type { SqliteStoreOptions } from "./sqlite/open.ts";
export { openMemoryStore } from "./memory/open.ts";
export type { Store } from "./store.ts";
export { openShopRows, openTables } from "./tables/open.ts";
export { openShopDatabase } from "./placing/open.ts";
export { copyRecords, openCanaries, openJournalEntries } from "./sqlite/beside.ts";
export { openOwnAttempts } from "./sqlite/own-attempts.ts";
export { lockFile } from "./sqlite/file-lock.ts";
