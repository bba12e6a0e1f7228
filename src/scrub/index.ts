// The door of scrub: reading, naming and masking card numbers.
export { brandOf, isPan, passesLuhn, readPan } from "./issuers.ts";
export type { Brand } from "./issuers.ts";
export { firstPanIn } from "./find.ts";
export { maskText } from "./mask.ts";
export { openMembers } from "./members/open.ts";
export { MEMBER_LIMITS } from "./members/contract.ts";
export type { Member, MemberLimits, Skipped, SkipReason } from "./members/contract.ts";
