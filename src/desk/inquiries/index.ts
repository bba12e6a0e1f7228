// The door of the inquiry desk inside the desk.
export { INQUIRY_CHANNELS, INQUIRY_LIMITS } from "./contract.ts";
export type {
  InquiryChannel,
  InquiryEntry,
  InquiryId,
  InquiryRow,
  InquiryState,
  SuggestedAnswer,
} from "./contract.ts";
export { inquiriesCsv } from "./csv.ts";
export { createInquiryDesk } from "./desk.ts";
export type { InquiryDesk, InquiryPage, InquiryView } from "./desk.ts";
