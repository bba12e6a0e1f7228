// The thread that compiles the table of networks and ends: what parsing the lists takes (about 200 MB) goes with it.

import { parentPort } from "node:worker_threads";
import { compileInstalled } from "./load.ts";

const table = await compileInstalled();
parentPort?.postMessage(table, [table.buffer]);
