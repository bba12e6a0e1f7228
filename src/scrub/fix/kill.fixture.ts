// A process for the kill test: fixes the files it is given, says when it begins and ends, and kills itself hard right before
// the n-th thing it does to a disk (0: never).

import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";

import { finishEarlier } from "./journal.ts";
import { fixFiles } from "./many.ts";
import { fixOptions } from "./stage.test-kit.ts";

const [folder = "", how = "", killAt = "0", ...names] = process.argv.slice(2);

type Steps = Record<string, (...given: unknown[]) => unknown>;

function killBefore(
  last: number,
  places: readonly { readonly of: object; readonly calls: readonly string[] }[],
): void {
  let step = 0;
  for (const { of, calls } of places) {
    const steps = of as Steps;
    for (const call of calls) {
      const real = steps[call];
      steps[call] = function counted(this: unknown, ...given: unknown[]): unknown {
        step += 1;
        if (step === last) process.kill(process.pid, "SIGKILL");
        return real?.apply(this, given);
      };
    }
  }
  syncBuiltinESMExports();
}

const own = await fs.open(import.meta.filename);
killBefore(Number(killAt), [
  { of: Object.getPrototypeOf(own) as object, calls: ["write", "sync", "datasync", "truncate", "utimes"] },
  { of: fs, calls: ["rename", "unlink"] },
]);
await own.close();

const options = fixOptions(folder, { inPlace: how === "in-place" });
process.stdout.write("begin\n");
await finishEarlier(options.journalFolder);
const walked = names.map((name) => ({ path: join(folder, name), bytes: 0, names: 1, why: null }));
for await (const _ of fixFiles(walked, options)) continue;
process.stdout.write("end\n");
