// The page's whole catalogue in one piece.
import { alertsWords } from "./alerts.ts";
import { demoWords } from "./demo.ts";
import { holdsWords } from "./holds.ts";
import { incidentFormWords } from "./incident-forms.ts";
import { incidentPageWords } from "./incidents.ts";
import { journalPageWords } from "./journal.ts";
import { noticePanelWords } from "./notice-panels.ts";
import { nowWords } from "./now.ts";
import { settingsWords } from "./settings.ts";
import { shellWords } from "./shell.ts";
import { siteWords } from "./site.ts";
import { watchWords } from "./watch.ts";

export const pageWords = {
  ...shellWords,
  ...nowWords,
  ...holdsWords,
  ...alertsWords,
  ...settingsWords,
  ...demoWords,
  ...incidentFormWords,
  ...incidentPageWords,
  ...journalPageWords,
  ...siteWords,
  ...noticePanelWords,
  ...watchWords,
};
export type PageWord = keyof typeof pageWords;
