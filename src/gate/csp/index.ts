// The door of the policy inside the gate.
export { CSP_REPORT_PATH } from "./contract.ts";
export type { CspSettings, CspSight } from "./contract.ts";
export { withPolicy } from "./headers.ts";
export { createCspReports } from "./reports.ts";
export type { CspReports } from "./reports.ts";
