// What the doctor looks at for canaries: whether their mail comes here, and whether the names of systems in misemori.yaml are those that
// canaries were planted under.

import { dirname, resolve } from "node:path";
import { DECOY_SYSTEM } from "../../canary/index.ts";
import { nearest, type LoadedConfig } from "../../config/index.ts";
import type { Verb } from "../verb.ts";
import { findings, type Finding } from "./findings.ts";

const SYSTEMS_SHOWN_MAX = 10;

export async function examineCanaries(verb: Verb, loaded: LoadedConfig): Promise<Finding[]> {
  return [
    ...(await examineListening(verb, loaded)),
    ...(await examineMailbox(verb, loaded)),
    ...(await examineSystems(verb, loaded)),
  ];
}

/** Does mail to canaries come here, and can what another server took be read? From outside only others can try the port. */
async function examineListening(verb: Verb, { config, file }: LoadedConfig): Promise<Finding[]> {
  const { domains, mailboxes, hostname, listen, folder, imap } = config.canary;
  const { probes } = verb.deps;
  const found = findings(verb);
  const result: Finding[] = [];
  if (
    domains.length + mailboxes.length > 0 &&
    listen === undefined &&
    folder === undefined &&
    imap === undefined
  )
    result.push(found.note("canary", "canaryDeaf.note", "canaryDeaf.do"));
  if (folder !== undefined) {
    const path = resolve(dirname(file), folder);
    const reason = await probes.canRead(path);
    const values = { folder: path, reason: reason ?? "" };
    result.push(
      reason === null
        ? found.ok("canary-folder", "canaryFolder.ok", values)
        : found.bad("canary-folder", "canaryFolder", values),
    );
  }
  for (const domain of listen === undefined ? [] : domains) {
    const seen = await probes.mailTo(domain);
    const names = "fault" in seen ? seen.fault : seen.join(", ");
    const values = { domain, name: hostname ?? "", found: names === "" ? "–" : names };
    const check = "canary-mx";
    if (hostname === undefined) result.push(found.note(check, "mx.note", "mx.noteDo", values));
    else if (!("fault" in seen) && seen.includes(hostname.toLowerCase()))
      result.push(found.ok(check, "mx.ok", values));
    else result.push(found.bad(check, "mx", values));
  }
  return result;
}

/** Signs in once and opens the folder, as the guard does. */
async function examineMailbox(verb: Verb, loaded: LoadedConfig): Promise<Finding[]> {
  const { imap } = loaded.config.canary;
  if (imap === undefined) return [];
  const { deps, voice } = verb;
  const found = findings(verb);
  const tried = await deps.acts.tryMailbox({ loaded, language: voice.language });
  const reason = tried.ok ? tried.value : tried.message;
  const values = { mailbox: `${imap.user} (${imap.host})`, folder: imap.folder, reason: reason ?? "" };
  const check = "canary-mailbox";
  return [
    reason === null ? found.ok(check, "canaryMailbox.ok", values) : found.bad(check, "canaryMailbox", values),
  ];
}

/** A name that is not the one canaries were planted under clears nobody's letters: each of them would be told as a leak. */
async function examineSystems(verb: Verb, { config, recordsFolder }: LoadedConfig): Promise<Finding[]> {
  const { systems, listen, folder, imap } = config.canary;
  if (systems.length === 0 && [listen, folder, imap].every((one) => one === undefined)) return [];
  const register = await verb.deps.acts.listCanaries({ recordsFolder });
  // Before the first start there is no register.
  if (!register.ok) return [];
  const found = findings(verb);
  const planted = new Set(register.value.map(({ system }) => system));
  const watched = new Set(
    register.value.filter(({ retiredAtMs }) => retiredAtMs === null).map(({ system }) => system),
  );
  // Nobody was given the decoy files' own list: whoever writes to it is a thief.
  watched.delete(DECOY_SYSTEM);
  const named = new Set(systems.map(({ name }) => name));
  const unnamed = [...watched].filter((system) => !named.has(system));
  const result: Finding[] = [];
  const told = new Set<string>();
  for (const name of named) {
    if (planted.has(name)) continue;
    const meant = nearest(name, unnamed);
    if (meant === undefined) {
      result.push(found.note("canary-system", "system.unplanted", "system.unplantedDo", { name }));
      continue;
    }
    told.add(meant);
    result.push(found.bad("canary-system", "systemMeant", { name, meant }));
  }
  const rest = unnamed.filter((system) => !told.has(system));
  if (rest.length > 0) {
    const shown = rest
      .slice(0, SYSTEMS_SHOWN_MAX)
      .map((system) => `「${system}」`)
      .join("");
    const values = { systems: rest.length > SYSTEMS_SHOWN_MAX ? `${shown}…` : shown };
    result.push(found.note("canary-system", "system.unnamed", "system.unnamedDo", values));
  }
  return result;
}
