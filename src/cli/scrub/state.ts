// Where the scrub verbs keep what they must remember between runs: never in the folders they work on.

import { homedir } from "node:os";
import { join } from "node:path";

/** `$XDG_STATE_HOME/misemori/scrub`, else `~/.local/state/misemori/scrub`. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  const given = env["XDG_STATE_HOME"];
  const base =
    given === undefined || given === "" ? join(env["HOME"] ?? homedir(), ".local", "state") : given;
  return join(base, "misemori", "scrub");
}
