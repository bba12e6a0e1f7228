// What the product leans on: exact versions, no code run at installing, a known licence, and a reason that is written down.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UNSEEN } from "./source.ts";
import type { House, Violation } from "./tree.ts";
import { FOR_TESTS, packageOf } from "./walls.ts";

const LICENCES =
  /\b(?:MIT|MIT-0|Apache-2\.0|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|CC0-1\.0|CC-BY-4\.0|OFL-1\.1)\b/;
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];
const REASONS = "docs/dependencies.md";

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly license?: unknown;
}
interface Lockfile {
  readonly packages?: Readonly<
    Record<
      string,
      { readonly dev?: boolean; readonly devOptional?: boolean; readonly hasInstallScript?: boolean }
    >
  >;
}

export function unfitPackages(house: House): Violation[] {
  const own = (readJson(house, "package.json") ?? {}) as Package;
  const reasons = house.texts.find(({ path }) => path === REASONS)?.text ?? "";
  const runtime = { ...own.dependencies, ...own.optionalDependencies };
  const found: Violation[] = [];
  for (const [name, version] of Object.entries({ ...runtime, ...own.devDependencies })) {
    if (!/^\d+\.\d+\.\d+/.test(version)) {
      found.push({ rule: "version", path: "package.json", what: `${name} is not pinned (${version})` });
    }
  }
  for (const name of Object.keys(runtime)) {
    if (!reasons.includes(`\`${name}\``))
      found.push({ rule: "reason", path: REASONS, what: `\`${name}\` is missing` });
    // Packages for other machines are not installed here; the lockfile speaks for them below.
    const installed = readJson(house, `node_modules/${name}/package.json`) as Package | undefined;
    if (installed === undefined) continue;
    const path = `node_modules/${name}`;
    if (INSTALL_SCRIPTS.some((script) => installed.scripts?.[script] !== undefined)) {
      found.push({ rule: "install-script", path, what: `${name} runs code when it is installed` });
    }
    if (!LICENCES.test(JSON.stringify(installed.license ?? ""))) {
      found.push({ rule: "licence", path, what: `${name} has a licence we do not know` });
    }
  }
  // Optional packages may be missing on a machine: whoever imports one does it late and says so.
  return [...found, ...inLockfile(house), ...notShipped(house, Object.keys(runtime))];
}

/** What runs in a shop may import only what is installed there; the page is bundled before. */
function notShipped({ sources }: House, dependencies: readonly string[]): Violation[] {
  return sources
    .filter(
      ({ path }) => path.startsWith("src/") && !path.startsWith("src/console/page/") && !FOR_TESTS.test(path),
    )
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target !== UNSEEN && !target.startsWith(".") && !target.startsWith("node:"))
        .filter(({ target }) => !dependencies.includes(packageOf(target)))
        .map(({ target, line }) => ({
          rule: "package",
          path: `${path}:${line}`,
          what: `"${packageOf(target)}" is no dependency of package.json: it is missing in shops`,
        })),
    );
}

/** What stands behind our dependencies counts as well. */
function inLockfile(house: House): Violation[] {
  const { packages = {} } = (readJson(house, "package-lock.json") ?? {}) as Lockfile;
  return Object.entries(packages)
    .filter(([, one]) => one.hasInstallScript === true && one.dev !== true && one.devOptional !== true)
    .map(([name]) => ({
      rule: "install-script",
      path: "package-lock.json",
      what: `${name} runs code when it is installed`,
    }));
}

function readJson(house: House, path: string): unknown {
  const whole = join(house.root, path);
  return existsSync(whole) ? JSON.parse(readFileSync(whole, "utf8")) : undefined;
}
