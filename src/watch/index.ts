// The door of watch: what lies in a shop's files that does not belong there, and which of its parts are known to be weak.
export { approvedFileOf, readApproved, writeApproved } from "./pages/approved-file.ts";
export type { ApprovedPage, PageInventory, PageReport } from "./pages/contract.ts";
export type {
  ApprovalState,
  PageDesk,
  PageWish,
  WatchedPage,
  WatchedPolicy,
  WatchedScript,
} from "./pages/desk.ts";
export { integrityAdvice, placeOfScript } from "./pages/integrity.ts";
export type { PlantedProofs } from "./pages/exposed.ts";
export { createKeptOutBook } from "./pages/kept-out.ts";
export { lookAtPage } from "./pages/look.ts";
export { carriedNotes, keyMeant, noteKeyOf, noteOf } from "./pages/notes.ts";
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
export { openRulesFolder } from "./scan/foreign.ts";
export type { Verdict } from "./shells/contract.ts";
export { ADVISORIES } from "./versions/advisories.ts";
export type { Advisory } from "./versions/advisories.ts";
export type { ShopVersions, VersionDesk, VersionWish, WeakPart } from "./versions/desk.ts";
export { sayEffect } from "./versions/effects.ts";
export { findAside } from "./versions/find-aside.ts";
export type { FoundParts } from "./versions/find-aside.ts";
export { checkComponents, lookAtVersions } from "./versions/look.ts";
export { mergeComponents } from "./versions/merge.ts";
export { componentsOnPage } from "./versions/page.ts";
export { isSystemOld, systemUpdatedMs } from "./versions/system-updates.ts";
export {
  expiredPostponements,
  readUpdateBook,
  withPostponement,
  withUpdated,
  writeUpdateBook,
  NO_UPDATES,
} from "./versions/postponements.ts";
export { LIST_BYTES_MAX, newestOf, openSignedList } from "./versions/signed-list.ts";
export type { CheckedComponent, Component, VersionsReport } from "./versions/contract.ts";
export { freeOwnLock, placesOf, signatureOf } from "./files/places.ts";
export { readState } from "./files/kept-state.ts";
export { markOf } from "./files/seen.ts";
export { FILE_DESK } from "./files/desk.ts";
export type {
  DifferencePage,
  FileDesk,
  FileFault,
  FileWish,
  TreeWork,
  TreeWorkEnd,
  WaitingDifference,
  WatchedTree,
} from "./files/desk.ts";
export { runJob } from "./files/jobs.ts";
export type { JobKind, JobEnds, JobWishes } from "./files/jobs.ts";
export { approveChanges, baselineTree, checkTree } from "./files/tree.ts";
export type { CheckReport, ToldDifference, TreeGround } from "./files/tree.ts";
export type { Approved } from "./files/approve.ts";
export type { Difference, EntryFacts, TreeSettings } from "./files/contract.ts";
export { keepRelease } from "./files/known.ts";
export { openWatchPost } from "./files/post.ts";
export type { PostWord, WatchPost } from "./files/post.ts";
export type { SentrySettings } from "./files/sentry-contract.ts";
export type { TreeStanding } from "./files/approved-side.ts";
export type { Explanation } from "./files/explain.ts";
export type { Finding, TreeState } from "./files/findings.ts";
export type { ChangeKind } from "./files/contract.ts";
export { openPace } from "./files/pace.ts";
export { listQuarantine, quarantineFile, restoreFile } from "./files/quarantine.ts";
export type { Quarantined } from "./files/quarantine.ts";
export { IGNORED_BY_ALL, PLATFORM_FOLDERS } from "./files/rules.ts";
export { addWindow, isWindow, readWindows, windowAt, WINDOW_MS_MAX } from "./files/windows.ts";
export type { ApprovalWindow } from "./files/windows.ts";
export { pageChangeWords } from "./pages/change-words.ts";
