// The door for shop developers (`misemori/scrub`): hide card data in one's own streams and texts. Logs with pino: pipe/pino.ts.
export { createScrubStream } from "./pipe/stream.ts";
export type { ScrubStreamOptions } from "./pipe/stream.ts";
export { scrubText } from "./pipe/text.ts";
export type { ScrubOptions } from "./pipe/text.ts";
