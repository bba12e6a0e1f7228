// What a dying process says: nothing but a masked trace. Node's own printing would put an error's text, and with it what a buyer
// typed, on the terminal and into the service's log as it is.

import { maskText } from "../scrub/index.ts";

/** Same as the command line's own code for failure. */
const EXIT_FAILURE = 3;
/** Enough for every trace; an error's text itself may be a whole body. */
const TRACE_CHARACTERS_MAX = 8_000;

/** From now on a fault nobody caught ends the process with its masked trace. Returns the way back. */
export function speakLastWordsMasked(
  die: Pick<NodeJS.Process, "on" | "off" | "exit">,
  write: (text: string) => void,
): () => void {
  const onFault = (error: unknown): void => {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    write(`${maskText(trace.slice(0, TRACE_CHARACTERS_MAX))}\n`);
    die.exit(EXIT_FAILURE);
  };
  die.on("uncaughtException", onFault);
  die.on("unhandledRejection", onFault);
  return () => {
    die.off("uncaughtException", onFault);
    die.off("unhandledRejection", onFault);
  };
}
