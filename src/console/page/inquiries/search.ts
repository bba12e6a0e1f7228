// What the address of the inquiry desk says: which inquiries are listed, and which one is open. Pure.

export interface InquirySearch {
  readonly state?: "open" | "answered";
  readonly inquiry?: string;
}

export function inquirySearch(given: Readonly<Record<string, unknown>>): InquirySearch {
  const { state, inquiry } = given;
  return {
    ...(state === "open" || state === "answered" ? { state } : {}),
    ...(typeof inquiry === "string" && /^inquiry_[0-9a-z]{1,60}$/.test(inquiry) ? { inquiry } : {}),
  };
}
