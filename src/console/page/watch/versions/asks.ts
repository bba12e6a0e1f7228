// The questions the page of versions asks the API, and its words: they come with this page only, so that the first page stays small.

import { useQuery } from "@tanstack/react-query";
import { say } from "../../../../kernel/words.ts";
import type { ShopVersions } from "../../../../watch/index.ts";
import { useSpeech } from "../../ground/language.tsx";
import { reach } from "../../ground/reach.ts";
import type { Speech } from "../../ground/speech.ts";
import { watchVersionsWords } from "../../words/watch-versions.ts";

export type { ShopVersions };
export type WeakPart = ShopVersions["weak"][number];

export const VERSIONS = ["shop-versions"] as const;
export const VERSIONS_PATH = "/v1/watch/versions";

export function useVersions() {
  return useQuery({
    queryKey: VERSIONS,
    queryFn: () => reach<ShopVersions>(VERSIONS_PATH),
    // A look takes some seconds; its end should be seen.
    refetchInterval: ({ state }) => (state.data?.looking === true ? 2_000 : 60_000),
  });
}

export interface VersionsSpeech extends Speech {
  readonly v: (
    key: keyof typeof watchVersionsWords,
    values?: Readonly<Record<string, string | number>>,
  ) => string;
  /** A day without its hour. */
  readonly day: (atMs: number) => string;
  /** "wordpress-plugin/akismet" → "akismet (plugin)", "http/php" → "PHP (seen on a page)". */
  readonly part: (name: string) => string;
}

const NAMES: Readonly<Record<string, string>> = {
  "ec-cube": "EC-CUBE",
  "ec-cube-2": "EC-CUBE 2",
  "ec-cube-4": "EC-CUBE 4",
  wordpress: "WordPress",
  woocommerce: "WooCommerce",
  magento: "Magento",
  php: "PHP",
  nginx: "nginx",
  apache: "Apache",
  openssl: "OpenSSL",
};

export function useVersionsSpeech(): VersionsSpeech {
  const speech = useSpeech();
  const v: VersionsSpeech["v"] = (key, values) => say(watchVersionsWords, speech.language, key, values);
  const days = new Intl.DateTimeFormat(speech.language === "ja" ? "ja-JP" : "en-GB", { dateStyle: "medium" });
  const part = (name: string): string => {
    if (name === "os") return v("versions.name.os");
    if (name.startsWith("http/")) return v("versions.name.page", { name: part(name.slice("http/".length)) });
    const plugin = /^(?:ec-cube|wordpress)-plugin\/(.+)$/.exec(name)?.[1];
    return plugin === undefined
      ? (NAMES[name] ?? name)
      : v("versions.name.plugin", { name: NAMES[plugin] ?? plugin });
  };
  return { ...speech, v, day: (atMs) => days.format(atMs), part };
}
