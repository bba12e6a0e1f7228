// Leases from a shared ledger as fast as it can and prints what it got. Started by spenders.test.ts only:
// node spender.ts DATABASE NAME.

import { openDatabase } from "../../src/store/sqlite/database.ts";
import { sqliteBudget } from "../../src/store/sqlite/budget.ts";
import { RECORD_MIGRATIONS } from "../../src/store/sqlite/migrations.ts";
import { yen } from "../../src/kernel/index.ts";

const [path = "", name = ""] = process.argv.slice(2);
const migrations = RECORD_MIGRATIONS;
const database = openDatabase({
  path,
  migrations,
  synchronous: "FULL",
  access: "own",
  onTrouble: () => undefined,
});
const ledger = sqliteBudget(database);
const got: number[] = [];
for (let asked = 0, dry = 0; dry < 20 && asked < 2_000; asked++) {
  const { grantedYen } = await ledger.lease({
    leaseId: `${name}-${asked}`,
    // Each spender's clock is off by its own amount.
    atMs: Date.now() - name.length * 10_000,
    wantYen: yen(7),
    stepYen: yen(1),
    windows: [{ windowMs: 3_600_000, limitYen: yen(1_500), slotMs: 60_000 }],
  });
  got.push(grantedYen);
  dry = grantedYen === 0 ? dry + 1 : 0;
}
database.close();
console.log(got.reduce((sum, one) => sum + one, 0));
