// The door of watch: what lies in a shop's files that does not belong there, and which of its parts are known to be weak.
export { readApproved, writeApproved } from "./pages/approved-file.ts";
export type { ApprovedPage, PageReport } from "./pages/contract.ts";
export { lookAtPage } from "./pages/look.ts";
export { policyFor } from "./pages/policy.ts";
export { pageReportHtml } from "./pages/report.ts";
export { readSteps } from "./pages/steps.ts";
export { scanShop } from "./scan/scan.ts";
export type { ScanRequest } from "./scan/scan.ts";
export type { ForeignRules, JudgedFile, ScanReport, ToldReason } from "./scan/contract.ts";
export { openYaraRules } from "./scan/yara.ts";
export type { Verdict } from "./shells/contract.ts";
export { ADVISORIES } from "./versions/advisories.ts";
export type { Advisory } from "./versions/advisories.ts";
export { lookAtVersions } from "./versions/look.ts";
export {
  expiredPostponements,
  readUpdateBook,
  withPostponement,
  withUpdated,
  writeUpdateBook,
  NO_UPDATES,
} from "./versions/postponements.ts";
export { LIST_BYTES_MAX, newestOf, openSignedList } from "./versions/signed-list.ts";
export type { CheckedComponent, VersionsReport } from "./versions/contract.ts";
