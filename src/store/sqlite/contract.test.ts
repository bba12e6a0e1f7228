// The SQLite store passes every port's contract, with a restart in between where a suite asks for one.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";
import { storeContract } from "../contract/index.ts";
import { openSqliteStore } from "./open.ts";

describe("SQLite store", () => {
  storeContract(async () => {
    const folder = mkdtempSync(join(tmpdir(), "misemori-store-"));
    let store = await openSqliteStore({ folder });
    return {
      port: store,
      reopen: async () => {
        await store.close();
        store = await openSqliteStore({ folder });
        return store;
      },
      close: async () => {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
});
