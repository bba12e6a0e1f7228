// `npm run build:kernel`: writes kernel.wasm beside the loader. What goes into it is compile.ts's matter.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compileKernel } from "./compile.ts";

const kernel = await compileKernel();
await writeFile(join(import.meta.dirname, "../kernel.wasm"), kernel);
process.stderr.write(`kernel.wasm: ${kernel.length} bytes\n`);
