// DuckDB may not write: a question too large for its memory ends with an error, and no line of a person lies in a temporary file.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openDuck } from "./duck.ts";

test("a question that would have to spill is refused, and nothing appears on the disk", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "misemori-duck-"));
  const before = process.cwd();
  process.chdir(folder);
  t.after(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
  const duck = await openDuck("en");
  const all = async (sql: string): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for await (const some of duck.rows(sql)) rows.push(...some);
    return rows;
  };
  const settings = "SELECT current_setting('temp_directory'), current_setting('max_temp_directory_size')";
  assert.deepEqual(await all(settings), [["", "0 bytes"]]);
  await all("SET memory_limit='20MB'");
  const large =
    "SELECT repeat('yamada@example.jp', 20) || range AS line FROM range(2000000) ORDER BY md5(line)";
  await assert.rejects(all(large), /memory|temp/i);
  assert.deepEqual(readdirSync(folder), []);
  duck.close();
});
