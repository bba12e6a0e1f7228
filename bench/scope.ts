// Measures `misemori incident scope`: generated orders and access-log lines on disk, seconds and peak memory of the command itself.
// Command: node bench/scope.ts [--orders 1000000] [--lines 10000000] [--full] [--folder DIR]; --full is 100 million lines (17 GB).

import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "1000000" },
    lines: { type: "string", default: "10000000" },
    full: { type: "boolean", default: false },
    folder: { type: "string", default: tmpdir() },
  },
});
const ORDERS = Number(values.orders);
const LINES = values.full ? 100_000_000 : Number(values.lines);
const DAYS = 300;
/** Every so many lines the intruder opens an order. */
const READ_EVERY = 20_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const START_MS = Date.UTC(2019, 0, 1);
// A hundred million lines are written: dates and times are put together once.
const DATES = Array.from({ length: DAYS }, (_, day) => {
  const at = new Date(START_MS + day * 86_400_000);
  return `${String(at.getUTCDate()).padStart(2, "0")}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
});
const TIMES = Array.from({ length: 86_400 }, (_, second) =>
  new Date(second * 1000).toISOString().slice(11, 19),
);

const folder = mkdtempSync(join(values.folder, "misemori-bench-scope-"));
try {
  const orders = join(folder, "orders.csv");
  const log = join(folder, "access.log");
  await writeAll(
    orders,
    ORDERS,
    orderRow,
    "order_id,order_date,payment,status,email,member_id,name,address\n",
  );
  await writeAll(log, LINES, logLine, "");
  const bytes = { orders: statSync(orders).size, log: statSync(log).size };
  for (const question of [
    {
      name: "records named in the log",
      argv: ["--log", log, "--page", "/admin/order/{order}", "--origin", "198.51.100.1"],
    },
    { name: "card orders in the window", argv: [] },
  ]) {
    const said = await measure([
      "--orders",
      orders,
      "--from",
      "2019-01-01",
      "--to",
      "2019-10-27",
      ...question.argv,
    ]);
    process.stdout.write(
      `${question.name}: ${ORDERS} orders (${megabytes(bytes.orders)} MB) × ${question.argv.length === 0 ? 0 : LINES} lines (${question.argv.length === 0 ? 0 : megabytes(bytes.log)} MB): ${said.seconds.toFixed(1)} s, peak ${said.peakMegabytes} MB; ${said.classes}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function writeAll(
  path: string,
  count: number,
  row: (i: number) => string,
  head: string,
): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 4 * 1024 * 1024 });
  let piece = head;
  for (let i = 0; i < count; i++) {
    piece += row(i);
    if (piece.length > 1_000_000) {
      if (!file.write(piece)) await once(file, "drain");
      piece = "";
    }
  }
  file.end(piece);
  await once(file, "close");
}

function orderRow(i: number): string {
  const day = new Date(START_MS + (i % 365) * 86_400_000).toISOString().slice(0, 10);
  const payment = i % 3 === 0 ? "代金引換" : "クレジットカード";
  // 4 orders in 5 are from members who come again.
  const buyer = i % 5 === 0 ? i : i % Math.max(1, Math.floor(ORDERS / 3));
  return `${i},${day} 12:34:56,${payment},発送済み,Buyer${buyer}@example.jp,${i % 5 === 0 ? "" : buyer},"山田 太郎${i}","東京都千代田区丸の内 ${i % 99}-${i % 9}"\n`;
}

function logLine(i: number): string {
  const second = Math.floor((i / LINES) * DAYS * 86_400);
  const stamp = `${DATES[Math.floor(second / 86_400)]}:${TIMES[second % 86_400]} +0900`;
  const isRead = i % READ_EVERY === 0;
  const target = isRead
    ? `/admin/order/${(i / READ_EVERY) * 7}`
    : `/products/list.php?category_id=${i % 77}&pageno=${i % 13}`;
  const address = isRead ? "198.51.100.1" : `203.0.${i % 113}.${i % 251}`;
  return `${address} - - [${stamp}] "GET ${target} HTTP/1.1" 200 ${5_000 + (i % 9_999)} "https://shop.example.jp/" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/78.0"\n`;
}

async function measure(
  argv: readonly string[],
): Promise<{ seconds: number; peakMegabytes: number; classes: string }> {
  const main = fileURLToPath(new URL("../bin/misemori.js", import.meta.url));
  const startedMs = performance.now();
  const child = spawn(process.execPath, [main, "incident", "scope", ...argv, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (part: string) => (text += part));
  let peakMegabytes = 0;
  // The kernel keeps the peak itself, so asking now and then loses only what grows in the last moment.
  const timer = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid ?? 0));
  }, 50);
  await once(child, "close");
  clearInterval(timer);
  const { classes } = JSON.parse(text) as { classes: object };
  return { seconds: (performance.now() - startedMs) / 1000, peakMegabytes, classes: JSON.stringify(classes) };
}

/** Linux only; 0 elsewhere. */
function peakOf(pid: number): number {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Math.round(Number(found?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
