// Which platform, plugin or package a file names, and its version: one small reader per kind of file. Reads text, runs nothing.

import type { Component } from "./contract.ts";

interface Reader {
  /** Of the path below the looked-at folder, with "/" between. */
  readonly path: RegExp;
  read(text: string, path: string): Omit<Component, "path">[];
}

/** Files that are read, by the end of their path. */
export function readerFor(path: string): Reader | undefined {
  return READERS.find((reader) => reader.path.test(path));
}

const READERS: readonly Reader[] = [
  {
    path: /(?:^|\/)src\/Eccube\/Common\/Constant\.php$/,
    read: (text) => [
      { name: "ec-cube", version: firstOf(text, /const\s+VERSION\s*=\s*['"]([^'"]{1,40})['"]/) },
    ],
  },
  {
    path: /(?:^|\/)data\/class\/SC_Initial\.php$/,
    read: (text) => [
      { name: "ec-cube", version: firstOf(text, /['"]ECCUBE_VERSION['"]\s*,\s*['"]([^'"]{1,40})['"]/) },
    ],
  },
  {
    path: /(?:^|\/)wp-includes\/version\.php$/,
    read: (text) => [
      { name: "wordpress", version: firstOf(text, /\$wp_version\s*=\s*['"]([^'"]{1,40})['"]/) },
    ],
  },
  { path: /(?:^|\/)wp-content\/plugins\/(?:[^/]+\/)?[^/]+\.php$/, read: wordpressPlugin },
  { path: /(?:^|\/)app\/Plugin\/[^/]+\/(?:composer\.json|config\.yml)$/, read: eccubePlugin },
  {
    path: /(?:^|\/)data\/downloads\/plugin\/[^/]+\/plugin_info\.php$/,
    read: (text, path) => [
      {
        name: `ec-cube-plugin/${folderOf(path)}`,
        version: firstOf(text, /\$PLUGIN_VERSION\s*=\s*['"]([^'"]{1,40})['"]/),
      },
    ],
  },
  {
    path: /(?:^|\/)data\/downloads\/module\/mdl_[^/]+\/[^/]*(?:include|inc|config|define|mdl)[^/]*\.php$/,
    read: (text, path) => {
      const version = firstOf(text, /VERSION['"]?\s*(?:,|=>?)\s*['"]v?(?:er\.?)?\s*(\d[^'"]{0,20})['"]/i);
      return version === null ? [] : [{ name: `ec-cube-module/${folderOf(path)}`, version }];
    },
  },
  { path: /(?:^|\/)composer\.json$/, read: magento },
  { path: /(?:^|\/)(?:composer\.lock|vendor\/composer\/installed\.json)$/, read: composerLock },
  {
    path: /(?:^|\/)include\/php\/(?:[\d.]+\/)?main\/php_version\.h$/,
    read: (text) => [{ name: "php", version: firstOf(text, /#define\s+PHP_VERSION\s+"(\d[^"]{1,40})"/) }],
  },
  {
    path: /(?:^|\/)var\/lib\/dpkg\/status$/,
    read: (text) => systemPackages(text, /^Package: (\S+)/m, /^Version: (\S+)/m, "debian"),
  },
  {
    path: /(?:^|\/)lib\/apk\/db\/installed$/,
    read: (text) => systemPackages(text, /^P:(\S+)/m, /^V:(\S+)/m, "alpine"),
  },
];

function firstOf(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1]?.trim() ?? null;
}

function folderOf(path: string): string {
  return path.split("/").at(-2) ?? "";
}

/** The plugin's main file has a head of its own; it stands in the first 8 KB, as WordPress asks. */
function wordpressPlugin(text: string, path: string): Omit<Component, "path">[] {
  const head = text.slice(0, 8_192);
  if (!/^[ \t/*#@]*Plugin Name:/im.test(head)) return [];
  const folder = folderOf(path);
  const slug = folder === "plugins" ? (path.split("/").at(-1) ?? "").replace(/\.php$/, "") : folder;
  return [
    { name: `wordpress-plugin/${slug}`, version: firstOf(head, /^[ \t/*#@]*Version:\s*([^\s*]{1,40})/im) },
  ];
}

function eccubePlugin(text: string, path: string): Omit<Component, "path">[] {
  const name = `ec-cube-plugin/${folderOf(path)}`;
  if (path.endsWith(".yml")) return [{ name, version: firstOf(text, /^version:\s*['"]?([^\s'"]{1,40})/m) }];
  return [{ name, version: textAt(parsed(text), "version") }];
}

function magento(text: string): Omit<Component, "path">[] {
  const json = parsed(text);
  const name = textAt(json, "name");
  const isMagento =
    name !== null && /^magento\/(?:magento2[ce]e|project-(?:community|enterprise)-edition)$/.test(name);
  return isMagento ? [{ name: "magento", version: textAt(json, "version") }] : [];
}

/** Platforms that are installed as a package; its version is the platform's. */
const PLATFORM_PACKAGES: ReadonlyMap<string, string> = new Map([
  ["magento/product-community-edition", "magento"],
  ["magento/product-enterprise-edition", "magento"],
]);
/** Locks of shops name some hundred packages. */
const PACKAGES_MAX = 2_000;

function composerLock(text: string): Omit<Component, "path">[] {
  const json = parsed(text);
  const listed = isObject(json) ? json["packages"] : json;
  const packages = Array.isArray(listed) ? (listed as unknown[]) : [];
  return packages.slice(0, PACKAGES_MAX).flatMap((one) => {
    const name = textAt(one, "name");
    if (name === null) return [];
    const version = textAt(one, "version")?.replace(/^v/, "") ?? null;
    const platform = PLATFORM_PACKAGES.get(name);
    const own = { name: `composer/${name}`, version };
    return platform === undefined ? [own] : [own, { name: platform, version }];
  });
}

/** Of a whole system only what serves the shop to the web is told. */
const SERVES =
  /^(?:php\d?(?:[.\d]*)?(?:-(?:fpm|cli|common|cgi))?|libapache2-mod-php[\d.]*|apache2|nginx|lighttpd|mariadb-server(?:-[\d.]+)?|mysql-server(?:-[\d.]+)?|postgresql-\d+|mariadb|mysql|postgresql\d*|openssl|libssl\d?(?:\.\d)?(?:t64)?|openssh-server)$/;

function systemPackages(
  text: string,
  name: RegExp,
  version: RegExp,
  system: string,
): Omit<Component, "path">[] {
  return text.split(/\n\n+/).flatMap((entry) => {
    const packageName = firstOf(entry, name);
    if (
      packageName === null ||
      !SERVES.test(packageName) ||
      /^Status: .*(?:deinstall|config-files)/m.test(entry)
    )
      return [];
    return [{ name: `${system}/${packageName}`, version: firstOf(entry, version) }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function textAt(value: unknown, key: string): string | null {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === "string" && found.length <= 200 ? found : null;
}
