// The house's bounds, each with its reason. A queue, body or cache that is not listed here has its limit beside it.

/** Largest request body read into memory on a payment route: checkout forms with every address line stay below 64 KiB. */
export const ATTEMPT_BODY_BYTES_MAX = 256 * 1024;
/** Largest response body read to see whether a card was declined; shop pages are rarely longer, the rest streams by unseen. */
export const OUTCOME_BODY_BYTES_MAX = 512 * 1024;
/** Attempt records a worker keeps before it must hand them over; at 100 ms per hand-over this is 40,000 attempts/s. */
export const RECORD_QUEUE_MAX = 4096;
/** How long a record may wait before it is written: the most that kill -9 may lose. */
export const RECORD_DELAY_MS = 100;
/** Attempts remembered with their crowds so that a late outcome (webhook, POST /v1/outcomes) still teaches. */
export const LATE_OUTCOME_ATTEMPTS_MAX = 100_000;
/** A payment without any outcome after this counts as abandoned. */
export const ABANDONED_AFTER_MS = 15 * 60_000;
