// The door of journal.
export { openJournal } from "./journal.ts";
export type { Journal, JournalOptions } from "./journal.ts";
export { verifyJournal, verifyRange } from "./verify.ts";
export type { JournalRange, JournalVerdict, RangeVerdict, VerifyOptions } from "./verify.ts";
export { verifyInRanges } from "./ranges.ts";
export type { CheckRange } from "./ranges.ts";
export { checkpointOfLine, entriesOfLines, exportJournal, lineOfEntry } from "./export.ts";
export { freshSigningKey, isSignedBy, openSigningKey } from "./signing.ts";
export type { SigningKey } from "./signing.ts";
export type { JournalEntries, JournalEntry } from "./ports.ts";
export { journalPage } from "./page.ts";
export type { JournalPageFacts } from "./page.ts";
export { checkProof, proofOfText, proveEntry, proveGrowth, textOfProof } from "./proof-file.ts";
export type { JournalProof, ProofFault, ProofVerdict } from "./proof-file.ts";
export { checkStamp } from "./stamp/check.ts";
export { askForStamp } from "./stamp/client.ts";
export { publicRoots, readTrusted } from "./stamp/trusted.ts";
export type { StampFault, StampVerdict, Trusted } from "./stamp/contract.ts";
