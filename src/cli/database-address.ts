// The address of a shop's database as a person gives it, with its password from where nobody looks over the shoulder.

import { readFile } from "node:fs/promises";
import { say, secret, type Secret } from "../kernel/index.ts";
import { scrubWords } from "./scrub-words.ts";
import { clean } from "./text.ts";
import { pathFrom, type Verb } from "./verb.ts";
import { EXIT } from "./voice.ts";

export interface PasswordOptions {
  readonly passwordEnv?: string;
  readonly passwordFile?: string;
}

export /** The address with its password; the password may come apart, so that it stands in no history and no list of processes. */
async function withPassword(verb: Verb, address: string, options: PasswordOptions): Promise<Secret | number> {
  const { deps, voice } = verb;
  const { passwordEnv, passwordFile } = options;
  if (passwordEnv === undefined && passwordFile === undefined) return secret(address);
  const password =
    passwordEnv === undefined
      ? await readFile(pathFrom(deps, passwordFile ?? ""), "utf8").catch(() => undefined)
      : deps.env[passwordEnv];
  const url = URL.parse(address);
  if (password === undefined || url === null) {
    const place = clean(passwordEnv ?? passwordFile ?? "", 80);
    const message = say(scrubWords, voice.language, "db.password", { place });
    return voice.fail(
      { code: "usage.password", message, hint: say(scrubWords, voice.language, "db.passwordHint") },
      EXIT.usage,
    );
  }
  url.password = encodeURIComponent(password.replace(/\r?\n$/, ""));
  return secret(url.href);
}
