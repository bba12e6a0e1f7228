// For people who work on the page: starts the console with a lively shop in memory. `node test/browser/look.ts [port] [calm]`

import { systemClock, systemRandom } from "../../src/kernel/index.ts";
import { startConsole } from "../../src/console/index.ts";
import { alertsInMemory, consoleMemory, journalInMemory } from "../../src/console/api/memory.ts";
import { incidentsInMemory } from "../../src/console/api/incidents-in-memory.ts";
import { inquiriesBeside, openLeak } from "./lively-notices.ts";
import { livelyShop } from "./lively.ts";

const clock = systemClock();
const random = systemRandom();
const shop = livelyShop(clock, random, process.argv[3] !== "calm");
const journal = journalInMemory();
const desks = incidentsInMemory(clock, journal, shop.gatehouse);
const opened = await startConsole({
  listen: `127.0.0.1:${process.argv[2] ?? "8090"}`,
  ...consoleMemory(),
  gatehouse: shop.gatehouse,
  alerts: alertsInMemory(clock, shop.alerts),
  journal,
  journalEntries: journal.entries,
  ...desks,
  inquiries: inquiriesBeside(desks, journal, clock),
  clock,
  random,
  pageFolder: new URL("../../dist/page", import.meta.url).pathname,
  metrics: async () => "",
  health: async () => ({ ok: true }),
  log: (level, event, facts) => console.error(level, event, facts),
});
await openLeak(desks, clock);
console.log(`console    ${opened.address}`);
console.log(`first link ${opened.firstOwnerLink ?? ""}`);
setInterval(() => shop.step(), 700);
