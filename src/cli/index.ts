// The door of the command line.
export { runCli } from "./program.ts";
export { systemProbes } from "./doctor/probes.ts";
export type { FolderSeen, Probes } from "./doctor/probes.ts";
export type { CheckedStamp, EvidenceActs, StampSource } from "./evidence-ports.ts";
export { LOCAL_TOKEN_FILE } from "./ports.ts";
export type {
  AttackReport,
  CliActs,
  CliDeps,
  DemoAddresses,
  DrillAttacker,
  DrillHonest,
  DrillReport,
  JournalVerdict,
  Progress,
  ShopRecognition,
  UpAddresses,
} from "./ports.ts";
export type { SpamImport, SpamRequest, VaultReader, VaultRequest } from "./vault-ports.ts";
export type { WatchFilesActs } from "./watch-files-ports.ts";
export type { WatchActs } from "./watch-ports.ts";
