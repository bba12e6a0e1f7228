// How fast a notice goes out by e-mail: claimed, filled in, sent and recorded on disk, to a mail server in a process of its own.
// Prints figures, judges none. Run: node bench/mails.ts [people, default 20000] [at once, default 64: on half as many connections]

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [people = "20000", atOnce = "64"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "misemori-bench-"));
const sink = spawn(process.execPath, [join(import.meta.dirname, "mail-sink.ts")], {
  stdio: ["pipe", "pipe", "inherit"],
});
const said = createInterface({ input: sink.stdout })[Symbol.asyncIterator]();
try {
  const port = String((await said.next()).value);
  const fixture = join(import.meta.dirname, "../src/desk/notices/sending/kill.fixture.ts");
  const startedMs = performance.now();
  const sender = spawn(process.execPath, [fixture, folder, port, people, atOnce], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  let peakMb = 0;
  sender.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
  const { readFile } = await import("node:fs/promises");
  const watch = setInterval(() => {
    void readFile(`/proc/${sender.pid}/status`, "utf8").then(
      (text) => (peakMb = Math.max(peakMb, Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024)),
      () => undefined,
    );
  }, 200);
  await new Promise<void>((resolve) => sender.on("exit", () => resolve()));
  clearInterval(watch);
  const seconds = (performance.now() - startedMs) / 1000;
  sink.stdin.end();
  const taken = Number((await said.next()).value);
  console.log(out.trim());
  console.log(
    `${taken} mails in ${seconds.toFixed(1)} s: ${Math.round(taken / seconds)}/s, ${atOnce} at once, ${Math.round(peakMb)} MB resident at most`,
  );
} finally {
  sink.kill();
  rmSync(folder, { recursive: true, force: true });
}
