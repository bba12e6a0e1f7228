// The door of scrub: reading, naming and masking card numbers.
export { brandOf, isPan, passesLuhn, readPan } from "./issuers.ts";
export type { Brand } from "./issuers.ts";
export { DECOY_CARDS_MAX, decoyHash, isNobodys, openDecoys } from "./decoys.ts";
export type { DecoyCards } from "./decoys.ts";
export { firstPanIn } from "./find.ts";
export { maskText } from "./mask.ts";
export { scanPaths } from "./files/scan-paths.ts";
export type { ScanProgress, ScanRequest } from "./files/scan-paths.ts";
export { openKeyFile } from "./files/key-file.ts";
export { showName } from "./files/names.ts";
export { walk } from "./files/walk.ts";
export { openMembers } from "./members/open.ts";
export { filesWords } from "./files/words.ts";
export type { FilesWord } from "./files/words.ts";
export { SCAN_LIMITS } from "./files/contract.ts";
export { scanReportHtml } from "./report/html.ts";
export type {
  ChangedPath,
  Counts,
  FileReport,
  PathReason,
  ScanReport,
  SkippedPath,
} from "./files/contract.ts";
export type { Finding, FindingKind } from "./finding.ts";
export type { HashKeyStore } from "./ports.ts";
export { openScan } from "./scan.ts";
export { openScans } from "./scans.ts";
export type { Scans } from "./scans.ts";
export { scanTables } from "./tables/scan-tables.ts";
export type { CellFinding, TableReport, TablesReport } from "./tables/scan-tables.ts";
export type { TableSize, TableSource } from "./ports.ts";
export { openSieve } from "./kernel/sieve.ts";
export { runPipe } from "./pipe/run.ts";
export type { PipeEnd, PipeRequest } from "./pipe/run.ts";
export { fixFiles } from "./fix/many.ts";
export { openFixRun } from "./fix/run.ts";
export { finishEarlier, halfDone } from "./fix/journal.ts";
export { openOriginalFile } from "./fix/original.ts";
export { walkFiles } from "./fix/walk.ts";
export type { FileFix, FixNote, FixOptions, FixReason } from "./fix/contract.ts";
export { followFiles } from "./follow/follow.ts";
export { openPlaceKey } from "./follow/places.ts";
export { FOLLOWED_MAX } from "./follow/contract.ts";
export type { FollowEnd, FollowEvent, FollowRequest } from "./follow/contract.ts";
