// Undoes the chunked coding of the shop's answers, strictly: sizes in plain hex, CRLF only, bounded extensions and
// trailers. Works on any split of the bytes.

/** Where the decoder stands; made by `startChunks`, moved by `readChunks`. */
export interface ChunkState {
  step: "size" | "data" | "data-end" | "trailers";
  left: number;
  /** Bytes of an unfinished line. */
  line: string;
  trailerBytes: number;
  readonly trailers: string[];
}

/** A size line with extensions: nobody needs more than this, and longer ones are an attack on memory. */
const SIZE_LINE_BYTES_MAX = 4_096;
/** Same bound as for heads of small shops. */
const TRAILER_BYTES_MAX = 16_384;

export function startChunks(): ChunkState {
  return { step: "size", left: 0, line: "", trailerBytes: 0, trailers: [] };
}

/**
 * Reads from `bytes`, giving each piece of data to `onData`. Returns where the body ended in `bytes`, "more" when it
 * has not, "bad" when the coding is broken.
 */
export function readChunks(
  state: ChunkState,
  bytes: Buffer,
  onData: (data: Buffer) => void,
): number | "more" | "bad" {
  let at = 0;
  while (at < bytes.length) {
    if (state.step === "data") {
      const end = Math.min(bytes.length, at + state.left);
      onData(bytes.subarray(at, end));
      state.left -= end - at;
      at = end;
      if (state.left === 0) state.step = "data-end";
      continue;
    }
    const lf = bytes.indexOf(10, at);
    const end = lf < 0 ? bytes.length : lf + 1;
    state.line += bytes.toString("latin1", at, end);
    at = end;
    if (state.line.length > SIZE_LINE_BYTES_MAX) return "bad";
    if (lf < 0) return state.step === "data-end" && state.line !== "\r" ? "bad" : "more";
    if (!state.line.endsWith("\r\n")) return "bad";
    const line = state.line.slice(0, -2);
    state.line = "";
    const done = takeLine(state, line);
    if (done === "bad") return "bad";
    if (done === "end") return at;
  }
  return "more";
}

function takeLine(state: ChunkState, line: string): "bad" | "end" | "on" {
  if (state.step === "data-end") {
    if (line !== "") return "bad";
    state.step = "size";
    return "on";
  }
  if (state.step === "size") {
    const size = /^([0-9A-Fa-f]{1,12})(?:[ \t]*;[\t\x20-\x7e\x80-\xff]*)?$/.exec(line)?.[1];
    if (size === undefined) return "bad";
    state.left = Number.parseInt(size, 16);
    state.step = state.left === 0 ? "trailers" : "data";
    return "on";
  }
  if (line === "") return "end";
  state.trailerBytes += line.length;
  const field = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line);
  if (field === null || state.trailerBytes > TRAILER_BYTES_MAX) return "bad";
  state.trailers.push(field[1] ?? "", (field[2] ?? "").trimEnd());
  return "on";
}
