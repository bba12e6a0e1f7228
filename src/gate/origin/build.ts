// Build step (`npm run build:origins`): compiles the table of networks into dist/origins, so that the first start of a
// published package need not.

import { fileURLToPath } from "node:url";
import { compileInstalled, writeTable } from "./load.ts";

const bytes = await compileInstalled();
const file = await writeTable(fileURLToPath(new URL("../../../dist/origins", import.meta.url)), bytes);
process.stderr.write(`${file}: ${(bytes.byteLength / 1e6).toFixed(1)} MB\n`);
