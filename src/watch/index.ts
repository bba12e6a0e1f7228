// The door of watch: what lies in a shop's files that does not belong there, and which of its parts are known to be weak.
export { approvedFileOf, readApproved, writeApproved } from "./pages/approved-file.ts";
export type { ApprovedPage, PageReport } from "./pages/contract.ts";
export type { ApprovalState, PageDesk, PageWish, WatchedPage, WatchedPolicy } from "./pages/desk.ts";
export { createKeptOutBook } from "./pages/kept-out.ts";
export { lookAtPage } from "./pages/look.ts";
export { policyFor } from "./pages/policy.ts";
export { pageReportHtml } from "./pages/report.ts";
export { readRound, writeRound } from "./pages/round-file.ts";
export {
  alarmsOf,
  CLEAN_IN_ROW,
  comparedWith,
  FAILED_IN_ROW,
  freshRound,
  gravestOf,
  isWaking,
  nextLookMs,
  roundAfter,
  stageOf,
} from "./pages/rounds.ts";
export type { Approval, LookEnd, PageRound } from "./pages/rounds.ts";
export { readSteps } from "./pages/steps.ts";
export { scanShop } from "./scan/scan.ts";
export type { ScanRequest } from "./scan/scan.ts";
export type { ForeignRules, JudgedFile, ScanReport, ToldReason } from "./scan/contract.ts";
export { openYaraRules } from "./scan/yara.ts";
export type { Verdict } from "./shells/contract.ts";
export { ADVISORIES } from "./versions/advisories.ts";
export { lookAtVersions } from "./versions/look.ts";
export type { CheckedComponent, VersionsReport } from "./versions/contract.ts";
