// Brackets leaks in a thread of its own: with thousands of canaries it takes seconds that the shop's ledger must not wait. Asked once,
// by alarm.ts.

import { parentPort, workerData } from "node:worker_threads";
import { bracket, type CanaryMail, type Planting } from "../../canary/index.ts";

export interface BracketQuestion {
  readonly plantings: readonly Planting[];
  readonly mails: readonly CanaryMail[];
}

const { plantings, mails } = workerData as BracketQuestion;
parentPort?.postMessage(bracket(plantings, mails));
