// Real MariaDB and PostgreSQL servers for tests, each in a folder of its own on a free port, gone when the test is over.

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export interface RealDatabase {
  /** With user, password and an empty database. */
  readonly url: string;
  /** Runs statements as the owner through the server's own client. */
  run(sql: string | Uint8Array): void;
  close(): Promise<void>;
}

export interface DatabaseKind {
  readonly name: "MariaDB" | "PostgreSQL";
  /** Why it cannot be run here, or null. */
  readonly lacking: string | null;
  open(): Promise<RealDatabase>;
}

const POSTGRES_ROOT = "/usr/lib/postgresql";
/** A server of a test that has not begun to answer by then never will. */
const START_MS_MAX = 60_000;

export const REAL_DATABASES: readonly DatabaseKind[] = [
  {
    name: "MariaDB",
    lacking: existsSync("/usr/sbin/mariadbd") ? null : "MariaDB is not installed (Debian: mariadb-server)",
    open: openMariadb,
  },
  {
    name: "PostgreSQL",
    lacking: existsSync(POSTGRES_ROOT) ? null : "PostgreSQL is not installed (Debian: postgresql)",
    open: openPostgres,
  },
];

async function openMariadb(): Promise<RealDatabase> {
  const folder = ownFolder("mysql");
  const socket = join(folder, "s.sock");
  const port = await freePort();
  const place = [`--datadir=${folder}/d`, "--no-defaults", ...asUser("mysql")];
  // A server that starts clears its folder for temporary tables: two that share one take each other's away.
  const env = { ...process.env, TMPDIR: folder };
  must(
    spawnSync("mariadb-install-db", ["--no-defaults", `--datadir=${folder}/d`, ...asUser("mysql")], { env }),
  );
  const server = spawn(
    "/usr/sbin/mariadbd",
    [
      "--no-defaults",
      ...place.filter((one) => one !== "--no-defaults"),
      `--socket=${socket}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      "--innodb-buffer-pool-size=32M",
      `--pid-file=${folder}/pid`,
    ],
    { stdio: "ignore", env },
  );
  const client = ["--no-defaults", `--socket=${socket}`, "--user=root", "--default-character-set=utf8mb4"];
  const run = (sql: string | Uint8Array): void => {
    must(spawnSync("mariadb", [...client, "shop"], { input: sql }));
  };
  await answers(() => spawnSync("mariadb", [...client, "-e", "SELECT 1"]).status === 0, server, "MariaDB");
  must(
    spawnSync("mariadb", [...client], {
      input:
        "CREATE DATABASE shop CHARACTER SET utf8mb4; CREATE USER guard@'127.0.0.1' IDENTIFIED BY 'p:w/'; GRANT SELECT ON shop.* TO guard@'127.0.0.1';",
    }),
  );
  return {
    url: `mysql://guard:${encodeURIComponent("p:w/")}@127.0.0.1:${port}/shop`,
    run,
    close: () => gone(server, folder, "SIGTERM"),
  };
}

async function openPostgres(): Promise<RealDatabase> {
  const version = readdirSync(POSTGRES_ROOT).toSorted().at(-1) ?? "";
  const bin = (name: string): string => join(POSTGRES_ROOT, version, "bin", name);
  const folder = ownFolder("postgres");
  const port = await freePort();
  const [user, ...rest] = process.getuid?.() === 0 ? ["setpriv", ...PRIVILEGES] : [undefined];
  const as = (program: string, given: readonly string[]): [string, string[]] =>
    user === undefined ? [program, [...given]] : [user, [...rest, program, ...given]];
  must(
    spawnSync(
      ...as(bin("initdb"), [
        "-D",
        `${folder}/d`,
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "-U",
        "owner",
        "-E",
        "UTF8",
        "--no-sync",
      ]),
    ),
  );
  const server = spawn(
    ...as(bin("postgres"), [
      "-D",
      `${folder}/d`,
      "-p",
      String(port),
      "-k",
      folder,
      "-c",
      "listen_addresses=127.0.0.1",
    ]),
    { stdio: "ignore" },
  );
  const client = ["-h", folder, "-p", String(port), "-U", "owner", "-q", "-v", "ON_ERROR_STOP=1"];
  const run = (sql: string | Uint8Array): void => {
    must(spawnSync("psql", [...client, "shop"], { input: sql }));
  };
  await answers(
    () => spawnSync("psql", [...client, "-c", "SELECT 1", "postgres"]).status === 0,
    server,
    "PostgreSQL",
  );
  must(
    spawnSync("psql", [...client, "postgres"], {
      input: "CREATE DATABASE shop;\nCREATE USER guard PASSWORD 'p:w/';\n",
    }),
  );
  run("GRANT pg_read_all_data TO guard;");
  return {
    url: `postgres://guard:${encodeURIComponent("p:w/")}@127.0.0.1:${port}/shop`,
    run,
    close: () => gone(server, folder, "SIGINT"),
  };
}

const PRIVILEGES = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];

function asUser(name: string): string[] {
  return process.getuid?.() === 0 ? [`--user=${name}`] : [];
}

/** A folder the server's own user may write to; short, because socket paths are. */
function ownFolder(user: string): string {
  const folder = mkdtempSync(join(tmpdir(), "db-"));
  if (process.getuid?.() === 0) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, user]).stdout.toString()));
    chownSync(folder, uid ?? 0, gid ?? 0);
  }
  return folder;
}

async function answers(asked: () => boolean, server: ChildProcess, name: string): Promise<void> {
  const until = Date.now() + START_MS_MAX;
  while (!asked()) {
    if (server.exitCode !== null || Date.now() > until) throw new Error(`${name} did not start`);
    await pause(100);
  }
}

async function gone(server: ChildProcess, folder: string, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  server.kill(signal);
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

function must(ended: { readonly status: number | null; readonly stderr: Buffer }): void {
  if (ended.status !== 0)
    throw new Error(`a database tool failed: ${ended.stderr.toString().slice(0, 2_000)}`);
}
