// `init`: has the shop recognised and writes a first misemori.yaml, commented in the owner's language.

import { rename, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Language } from "../../kernel/index.ts";
import { configJsonSchema, keyComment } from "../../config/index.ts";
import type { ShopRecognition } from "../ports.ts";
import { clean } from "../text.ts";
import { urlFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT } from "../voice.ts";

export async function init(
  verb: Verb,
  options: { readonly shop: string; readonly upstream?: string; readonly force?: boolean },
): VerbEnd {
  const { deps, voice, configFile } = verb;
  const shop = urlFrom(options.shop, "--shop", voice);
  if (!(shop instanceof URL)) return shop.exit;
  const upstream = urlFrom(options.upstream ?? options.shop, "--upstream", voice);
  if (!(upstream instanceof URL)) return upstream.exit;
  const language = voice.language;
  const found = await deps.acts.recogniseShop({ url: upstream.href, language, gone: deps.gone });
  if (!found.ok) return voice.fail(found);
  const text = configText(shop, upstream, found.value, language);
  const refused = await writeConfig(verb, text, options.force === true);
  if (refused !== undefined) return refused;
  const { preset, certainty, evidence } = found.value;
  const share = Math.round(certainty * 100);
  const lines = [
    voice.tell("initDone", { file: configFile, preset, share }),
    ...evidence.slice(0, 10).map((sign) => `  ・ ${clean(sign)}`),
    ...(certainty < 0.5 ? [`! ${voice.tell("initUnknown")}`] : []),
    voice.tell("initNext"),
  ];
  voice.result({ file: configFile, ...found.value }, lines.join("\n"));
  return certainty < 0.5 ? EXIT.findings : EXIT.fine;
}

/** Whole or not at all: written beside and renamed; without --force never over an existing file. */
async function writeConfig(
  { voice, configFile }: Verb,
  text: string,
  force: boolean,
): Promise<number | undefined> {
  try {
    if (!force) await writeFile(configFile, text, { flag: "wx" });
    else {
      const beside = `${configFile}.new`;
      await writeFile(beside, text);
      await rename(beside, configFile).catch(async (error: unknown) => {
        await unlink(beside);
        throw error;
      });
    }
    // The file's first line points here: editors then explain each key while it is typed.
    const schema = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
    await writeFile(join(dirname(configFile), "misemori.schema.json"), schema);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    const key = reason === "EEXIST" ? "fileThere" : "fileUnwritable";
    const message = voice.tell(key, { file: configFile, reason });
    return voice.fail({ code: `cli.${key}`, message, hint: voice.tell(`${key}.hint`) }, EXIT.usage);
  }
}

/** The first file: only what must be said, the rest as comments to fill in. */
export function configText(shop: URL, upstream: URL, found: ShopRecognition, language: Language): string {
  const note = (path: string): string => `# ${keyComment(path, language)}`;
  const title = (found.title ?? shop.hostname)
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")
    .trim()
    .slice(0, 100);
  const custom = found.preset === "custom";
  return `# yaml-language-server: $schema=./misemori.schema.json
shop:
  ${note("shop.name")}
  name: ${JSON.stringify(title === "" ? shop.hostname : title)}
  ${note("shop.url")}
  url: ${JSON.stringify(shop.origin)}
  ${note("shop.upstream")}
  upstream: ${JSON.stringify(upstream.origin)}
  ${note("shop.telephone")}
  # telephone: 03-0000-0000
  ${note("shop.otherPayments")}
  otherPayments: []

platform:
  ${note("platform.preset")}
  preset: ${found.preset}
${custom ? CUSTOM_ROUTE : ""}
gate:
  ${note("gate.listen")}
  listen: 0.0.0.0:8080
  ${note("gate.trustedProxies")}
  trustedProxies: []

costs:
  ${note("costs.feeYen")}
  feeYen: 20
  ${note("costs.averageOrderYen")}
  averageOrderYen: 6000

budget:
  ${note("budget.perHourYen")}
  perHourYen: 1000
  ${note("budget.perDayYen")}
  perDayYen: 5000

alerts:
  ${note("alerts.owner")}
  owner: owner
  language: ${language}
  ${note("alerts.email")}
  # email:
  #   to: [owner@example.jp]
  #   from: misemori@example.jp
  #   smtp: { host: smtp.example.jp, port: 587, tls: starttls, user: misemori, password: { file: smtp-password } }

${language === "ja" ? "# 次の行がファイルの終わりです。これより上に書いてください。" : "# The next line ends the file: write above it."}
...
`;
}

const CUSTOM_ROUTE = `  routes:
    - name: checkout
      path: /checkout
      declined: [{ status: 402 }]
`;
