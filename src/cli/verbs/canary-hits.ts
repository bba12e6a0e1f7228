// `misemori canary hits`: what mail came to canaries, and why some of it is no hint of a leak.

import { mailText, setAsideText } from "../../canary/index.ts";
import { say } from "../../kernel/index.ts";
import { canaryCliWords, type CanaryCliWord } from "../canary-words.ts";
import { clean, table } from "../text.ts";
import { needConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";

/** Rows printed for people; --json gives all. */
const SHOWN_MAX = 100;

export async function hitsVerb(verb: Verb, { all }: { readonly all?: boolean }): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { canary, shop } = loaded.config;
  const done = await deps.acts.listCanaryMails({
    recordsFolder: loaded.recordsFolder,
    own: canary,
  });
  if (!done.ok) return voice.fail(done);
  const mails = done.value.filter(({ outcome }) => all === true || outcome === "hit");
  const t = (key: CanaryCliWord, values: Readonly<Record<string, string | number>> = {}): string =>
    say(canaryCliWords, voice.language, key, values);
  const at = new Intl.DateTimeFormat(voice.language === "ja" ? "ja-JP" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: shop.timezone,
  });
  const heads = (
    ["head.received", "head.times", "head.id", "head.system", "head.mail", "head.why"] as const
  ).map((key) => ({ title: t(key) }));
  const rows = mails
    .slice(-SHOWN_MAX)
    .map((mail) => [
      at.format(mail.lastAtMs),
      mail.times,
      mail.canary === "" ? "–" : mail.canary,
      clean(mail.system, 60),
      clean(mailText(mail, voice.language), 120),
      setAsideText(mail, voice.language),
    ]);
  const more = mails.length > rows.length ? `\n${t("hits.more", { count: mails.length - rows.length })}` : "";
  voice.result(
    {
      mails,
    },
    rows.length === 0 ? t("hits.none") : `${table(heads, rows)}${more}`,
  );
  return mails.some(({ outcome }) => outcome === "hit") ? EXIT.findings : EXIT.fine;
}
