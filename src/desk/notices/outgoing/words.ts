// The few words sending adds by itself: how a trial is marked, and whom it is made out to.

import type { Words } from "../../../kernel/index.ts";

export const outgoingWords = {
  "trial.subject": { ja: "【試し送り】{subject}", en: "[Trial] {subject}" },
  "example.name": { ja: "見本 花子", en: "Hanako Example" },
  "example.address": { ja: "見本県見本市見本町1-2-3", en: "1-2-3 Example" },
  "example.order": { ja: "見本-0001", en: "EXAMPLE-0001" },
} as const satisfies Words;
