// Installs the Vendure example's own packages when they are missing; says why when it cannot. Also: node test/stories/vendure-install.ts

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { vendureIsInstalled } from "../../examples/vendure/start.ts";

/** npm ci takes half a minute on a slow line; beyond this the stories go on without Vendure. */
const INSTALL_TIMEOUT_MS = 180_000;

/** False when Vendure is there, else the reason why not. */
export function installVendure(): string | false {
  if (vendureIsInstalled()) return false;
  const run = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: fileURLToPath(new URL("../../examples/vendure", import.meta.url)),
    timeout: INSTALL_TIMEOUT_MS,
    encoding: "utf8",
  });
  if (run.status === 0 && vendureIsInstalled()) return false;
  const why = run.error?.message ?? run.stderr.trim().slice(-500);
  return `examples/vendure could not be installed (npm ci): ${why}`;
}

if (import.meta.main) {
  const why = installVendure();
  process.stdout.write(why === false ? "examples/vendure is installed\n" : `${why}\n`);
  process.exitCode = why === false ? 0 : 1;
}
