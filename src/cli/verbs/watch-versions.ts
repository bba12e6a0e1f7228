// `watch versions`: asks what the shop is made of, says which parts are known to be weak and what mends them.

import { say, type Language } from "../../kernel/index.ts";
import type { CheckedComponent, VersionsReport } from "../../watch/index.ts";
import { clean, table } from "../text.ts";
import { pathFrom, urlFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";
import { watchWords, type WatchWord } from "../watch-words.ts";

export async function lookAtShopVersions(
  { deps, voice }: Verb,
  path: string,
  options: { readonly url?: string },
): VerbEnd {
  const url = options.url === undefined ? null : urlFrom(options.url, "--url", voice);
  if (url !== null && "exit" in url) return url.exit;
  const done = await deps.acts.watchVersions({
    path: pathFrom(deps, path),
    url: url === null ? null : url.href,
    language: voice.language,
    gone: deps.gone,
  });
  if (!done.ok) return voice.fail(done, done.code === "usage.path" ? EXIT.usage : EXIT.failure);
  const report = done.value;
  voice.result(report, versionsText(report, voice.language));
  return report.components.some(({ advisories }) => advisories.length > 0) ? EXIT.findings : EXIT.fine;
}

const PARTS_SHOWN = 40;

type Tell = (key: WatchWord, values?: Readonly<Record<string, string | number>>) => string;

function versionsText(report: VersionsReport, language: Language): string {
  const t: Tell = (key, values = {}) => say(watchWords, language, key, values);
  const weak = report.components.filter(({ advisories }) => advisories.length > 0);
  const named = report.components.filter(({ name }) => !name.startsWith("composer/"));
  const summary =
    weak.length > 0
      ? t("weak", { count: weak.length })
      : report.components.length === 0
        ? t("noParts")
        : t("notWeak");
  const rows = named
    .slice(0, PARTS_SHOWN)
    .map((one) => [one.name, one.version ?? t("noVersion"), one.advisories.length, one.path]);
  const rest = report.components.length - rows.length;
  const paragraphs = [
    summary,
    ...weak.map((one) => weakText(one, t)),
    rows.length === 0
      ? ""
      : table(
          [
            { title: t("part") },
            { title: t("version") },
            { title: t("weaknesses"), align: "right" },
            { title: t("place") },
          ],
          rows,
        ),
    rest > 0 ? t("otherParts", { count: rest }) : "",
    [
      report.urlAnswered === false ? t("urlSilent") : "",
      t("listAge", { count: report.advisoryCount, until: report.advisoriesUntil }),
      weak.length > 0 ? t("hotfix") : "",
    ]
      .filter((text) => text !== "")
      .join("\n"),
  ];
  return paragraphs.filter((text) => text !== "").join("\n\n");
}

function weakText({ name, version, path, advisories }: CheckedComponent, t: Tell): string {
  const lines = advisories.flatMap(({ id, aliases, summary, fixed, fixedInferred }) => [
    t("advisory", { id, aliases: aliases.join("、"), summary }),
    fixed === null ? t("fixedUnknown") : t(fixedInferred ? "fixedInferred" : "fixed", { fixed }),
  ]);
  return [`  ✗ ${clean(name)} ${clean(version ?? "")}（${clean(path)}）`, ...lines].join("\n");
}
