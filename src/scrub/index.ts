// The door of scrub: reading, naming and masking card numbers.
export { brandOf, isPan, passesLuhn, readPan } from "./issuers.ts";
export type { Brand } from "./issuers.ts";
export { firstPanIn } from "./find.ts";
export { maskText } from "./mask.ts";
export { runPipe } from "./pipe/run.ts";
export type { PipeEnd, PipeRequest } from "./pipe/run.ts";
export { fixFile } from "./fix/fix.ts";
export { finishEarlier, halfDone } from "./fix/journal.ts";
export { openOriginalFile, readRecipient } from "./fix/original.ts";
export { walkFiles } from "./fix/walk.ts";
export type { FileFix, FixNote, FixOptions, FixReason } from "./fix/contract.ts";
export { followFiles } from "./follow/follow.ts";
export { openPlaceKey } from "./follow/places.ts";
export { FOLLOWED_MAX } from "./follow/contract.ts";
export type { FollowEnd, FollowEvent, FollowRequest } from "./follow/contract.ts";
export { openScan } from "./scan.ts";
