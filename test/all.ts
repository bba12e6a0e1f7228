// Runs every test of the house, after getting what they lean on: Debian packages (as root, with apt), the built console
// page, the example shop's own packages. What cannot be had is named, and its tests skip with that reason.
// `npm test` · MISEMORI_TEST_INSTALL=no leaves the machine as it is.

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FONT_FOLDERS = ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/noto"];
const TESTS = ["src/**/*.test.ts", "test/**/*.test.ts", "examples/*/*.test.ts"];
/** A test file that runs longer than this hangs: the slowest takes under a minute on two busy cores. */
const FILE_TIMEOUT_MS = 600_000;

/** Tables of networks, which drills keep for the next one: making them takes seconds. And what Node has compiled, see below. */
const KEPT: ReadonlySet<string> = new Set(["misemori-cache", "misemori-compiled"]);

interface Need {
  /** Debian's name for it. */
  readonly name: string;
  readonly here: () => boolean;
  /** What goes untested without it. */
  readonly without: string;
}

const NEEDS: readonly Need[] = [
  {
    name: "chromium",
    here: () => existsSync(process.env["CHROMIUM"] ?? "/usr/bin/chromium"),
    without: "the console and the challenge page in a real browser (or set CHROMIUM=path)",
  },
  { name: "fonts-noto-cjk", here: hasJapaneseFont, without: "Japanese text in that browser shows as boxes" },
  { name: "nginx", here: () => onPath("nginx"), without: "the drill's baseline against a real nginx" },
  {
    name: "mariadb-server",
    here: () => existsSync("/usr/sbin/mariadbd"),
    without: "looking for cards in a live MariaDB",
  },
  {
    name: "postgresql",
    here: () => existsSync("/usr/lib/postgresql"),
    without: "looking for cards in a live PostgreSQL",
  },
  { name: "curl", here: () => onPath("curl"), without: "the gate against a client that is not ours" },
];

/** Debian keeps nginx in /usr/sbin, which is not on every user's path. */
process.env["PATH"] = [process.env["PATH"] ?? "", "/usr/sbin", "/sbin"].join(delimiter);
const chosen = process.argv.slice(2);
installMissing();
prepare(
  "the console's page",
  ["run", "build:console"],
  join(ROOT, "dist", "page", "index.html"),
  chosen.length === 0,
);
prepare(
  "the Vendure example's packages",
  ["ci", "--ignore-scripts", "--prefix", "examples/vendure"],
  join(ROOT, "examples", "vendure", "node_modules", "@vendure", "core", "package.json"),
);
const temporary = ownTemporaryFolder();
const ended = run(process.execPath, [
  "--test",
  `--test-timeout=${FILE_TIMEOUT_MS}`,
  "--test-reporter=spec",
  ...(chosen.length > 0 ? chosen : TESTS),
]);
process.exitCode = nothingLeft(temporary) ? (ended ?? 1) : 1;

/** Tests make their folders here, so that what they leave behind is seen, and gone all the same. */
function ownTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-suite-"));
  // Some tests become another user, or start a database that is one.
  chmodSync(folder, 0o1777);
  process.env["TMPDIR"] = folder;
  // Hundreds of processes load the same modules: stripped of types and compiled once, each starts in two thirds of the time.
  process.env["NODE_COMPILE_CACHE"] = join(folder, "misemori-compiled");
  return folder;
}

/** Only our own: browsers and databases leave what they like. */
function nothingLeft(folder: string): boolean {
  const left = readdirSync(folder).filter((name) => name.startsWith("misemori-") && !KEPT.has(name));
  rmSync(folder, { recursive: true, force: true });
  if (left.length > 0) tell(`tests left folders behind: ${left.join(" ")}`);
  return left.length === 0;
}

function installMissing(): void {
  const missing = NEEDS.filter((need) => !need.here());
  if (missing.length === 0) return;
  const mayInstall =
    process.env["MISEMORI_TEST_INSTALL"] !== "no" && process.getuid?.() === 0 && onPath("apt-get");
  if (mayInstall) {
    const names = missing.map((need) => need.name);
    tell(`installing with apt-get: ${names.join(" ")}`);
    process.env["DEBIAN_FRONTEND"] = "noninteractive";
    run("apt-get", ["-qq", "update"]);
    run("apt-get", ["-qq", "install", "--yes", "--no-install-recommends", ...names]);
  }
  for (const need of missing.filter((one) => !one.here())) {
    tell(`${need.name} is not here; not tested: ${need.without}`);
  }
}

/** One npm step, left out when its result is there (unless `anew`). Trouble is told; the tests that need it skip. */
function prepare(what: string, npmArguments: readonly string[], result: string, anew = false): void {
  if (existsSync(result) && !anew) return;
  tell(`preparing ${what}`);
  if (run("npm", npmArguments) !== 0 || !existsSync(result))
    tell(`${what}: not there; what needs it is not tested`);
}

function run(program: string, programArguments: readonly string[]): number | null {
  return spawnSync(program, programArguments, { cwd: ROOT, stdio: "inherit" }).status;
}

function onPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function hasJapaneseFont(): boolean {
  return FONT_FOLDERS.some(
    (folder) => existsSync(folder) && readdirSync(folder).some((file) => file.includes("CJK")),
  );
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
