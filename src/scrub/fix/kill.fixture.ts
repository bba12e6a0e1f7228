// A process for the kill test: fixes the files it is given, over and over nothing else, and says when it begins.

import { join } from "node:path";
import { fixFile } from "./fix.ts";
import { finishEarlier } from "./journal.ts";
import { fixOptions } from "./stage.test-kit.ts";

const [folder = "", how = "", ...names] = process.argv.slice(2);
const options = fixOptions(folder, { inPlace: how === "in-place" });
process.stdout.write("begin\n");
await finishEarlier(options.journalFolder);
for (const name of names) await fixFile(join(folder, name), options);
process.stdout.write("end\n");
