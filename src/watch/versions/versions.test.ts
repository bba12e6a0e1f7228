// Versions are compared as shops write them, and met with the advisories that come along.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { ADVISORIES, advisoriesFor } from "./advisories.ts";
import { compareVersions } from "./compare.ts";
import { lookAtVersions } from "./look.ts";
import { NO_UPDATES, type UpdateBook } from "./postponements.ts";
import { mergeComponents } from "./merge.ts";
import { componentsOnPage } from "./page.ts";
import { sayEffect } from "./effects.ts";
import { isSystemOld, systemUpdatedMs } from "./system-updates.ts";

test("patch levels come after their version, betas before it", () => {
  const rising = [
    "2.11.0",
    "2.12.3",
    "2.12.3enP2",
    "2.12.4",
    "3.0.18",
    "3.0.18-p1",
    "3.0.18-p10",
    "4.0.6-p4",
    "4.2.0-beta",
    "4.2.0-beta2",
    "4.2.0-rc1",
    "4.2.0",
    "4.2.0-p1",
    "4.10.0",
  ];
  for (const [at, version] of rising.entries()) {
    for (const [other, later] of rising.entries()) {
      assert.equal(
        Math.sign(compareVersions(version, later)),
        Math.sign(at - other),
        `${version} and ${later}`,
      );
    }
  }
});

const idsFor = (version: string, name = "ec-cube"): string[] =>
  advisoriesFor({ name, version, path: "" }, ADVISORIES).map(({ id }) => id);

test("each entry has an identifier, a source and at least one affected range", () => {
  for (const { id, aliases, affected, references } of ADVISORIES) {
    assert.match(id, /^(?:CVE-\d{4}-\d{4,}|EOL-PHP-\d\.\d)$/);
    assert.ok(aliases.length > 0 && references.length > 0, id);
    for (const { ranges } of affected) assert.ok(ranges.length > 0, id);
  }
  assert.equal(new Set(ADVISORIES.map(({ id }) => id)).size, ADVISORIES.length);
});

test("the last affected patch level is met and the mended one is not", () => {
  assert.ok(idsFor("4.0.6-p3").includes("CVE-2023-46845"));
  assert.ok(!idsFor("4.0.6-p4").includes("CVE-2023-46845"));
  assert.ok(idsFor("4.2.3-p1").includes("CVE-2026-30777"));
  assert.ok(!idsFor("4.2.3-p2").includes("CVE-2026-30777"));
  assert.ok(idsFor("4.0.5").includes("CVE-2021-20717"));
  assert.ok(!idsFor("4.0.5-p1").includes("CVE-2021-20717"));
  assert.ok(idsFor("2.13.3").includes("CVE-2015-5665"));
  assert.deepEqual(idsFor("4.3.1-p1"), []);
});

test("an inferred fix says so, and an unknown one is null", () => {
  const inferred = advisoriesFor({ name: "ec-cube", version: "4.2.2", path: "" }, ADVISORIES).find(
    ({ id }) => id === "CVE-2023-46845",
  );
  assert.deepEqual([inferred?.fixed, inferred?.fixedInferred], ["4.2.3", true]);
  const unknown = advisoriesFor({ name: "ec-cube", version: "4.0.6-p4", path: "" }, ADVISORIES).find(
    ({ id }) => id === "CVE-2024-41924",
  );
  assert.deepEqual([unknown?.fixed, unknown?.fixedInferred], [null, false]);
});

test("a module numbered by the platform's line is met by that line only", () => {
  const payment = { name: "ec-cube-module/mdl_gmopg", version: "3.0.0", path: "" };
  assert.equal(advisoriesFor(payment, ADVISORIES, "2.12.6").length, 2);
  assert.equal(advisoriesFor(payment, ADVISORIES, "2.11.5").length, 0);
});

test("what is no version, or unknown, meets nothing", () => {
  for (const version of [null, "", "dev-master", "@version@"])
    assert.deepEqual(advisoriesFor({ name: "ec-cube", version, path: "" }, ADVISORIES), []);
});

function shop(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "misemori-watch-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("platforms, plugins, locks and system packages are recognised on disk", (t) => {
  const path = shop(t, {
    "a/src/Eccube/Common/Constant.php": "<?php class Constant { const VERSION = '4.2.2'; }",
    "a/app/Plugin/Api/composer.json": '{"name":"ec-cube/api","version":"4.2.1"}',
    "b/data/class/SC_Initial.php": "<?php define('ECCUBE_VERSION', '2.13.3');",
    "c/wp-includes/version.php": "<?php $wp_version = '6.1.9';",
    "c/wp-content/plugins/woocommerce/woocommerce.php":
      "<?php\n/**\n * Plugin Name: WooCommerce\n * Version: 7.0.1\n */",
    "c/wp-content/plugins/woocommerce/other.php": "<?php // no head",
    "d/composer.json": '{"name":"magento/project-community-edition","version":"2.4.6-p3"}',
    "d/composer.lock": '{"packages":[{"name":"a/b","version":"v1.2.3"}]}',
    "e/composer.lock": "{ broken",
    "var/lib/dpkg/status":
      "Package: php8.2-fpm\nStatus: install ok installed\nVersion: 8.2.7-1\n\nPackage: bash\nStatus: install ok installed\nVersion: 5\n\nPackage: nginx\nStatus: deinstall ok config-files\nVersion: 1\n",
  });
  const report = lookAtVersions({
    path,
    systemRoot: null,
    url: null,
    page: null,
    advisories: ADVISORIES,
    book: NO_UPDATES,
    nowMs: 0,
    gone: new AbortController().signal,
  });
  const found = report?.components.map(({ name, version }) => `${name} ${version}`).sort();
  assert.deepEqual(found, [
    "composer/a/b 1.2.3",
    "debian/php8.2-fpm 8.2.7-1",
    "ec-cube 2.13.3",
    "ec-cube 4.2.2",
    "ec-cube-plugin/Api 4.2.1",
    "magento 2.4.6-p3",
    "wordpress 6.1.9",
    "wordpress-plugin/woocommerce 7.0.1",
  ]);
  assert.ok(
    report?.components.some(
      ({ name, advisories }) => name === "ec-cube-plugin/Api" && advisories[0]?.id === "CVE-2024-41141",
    ),
  );
});

test("a folder that is not there is no empty answer", () => {
  assert.equal(
    lookAtVersions({
      path: "/nowhere/at/all",
      systemRoot: null,
      url: null,
      page: null,
      advisories: [],
      book: NO_UPDATES,
      nowMs: 0,
      gone: new AbortController().signal,
    }),
    null,
  );
});

test("a page tells server, language and platform, and nothing when it was not reached", () => {
  const page = {
    status: 200,
    headers: { server: "nginx/1.22.1", "x-powered-by": "PHP/8.1.2" },
    body: '<meta name="generator" content="WordPress 6.1.9"><meta name="eccube-csrf-token" content="x">',
  };
  assert.deepEqual(
    componentsOnPage(page, "http://a").map(({ name, version }) => `${name} ${version}`),
    ["http/nginx 1.22.1", "http/php 8.1.2", "http/wordpress 6.1.9", "http/ec-cube-4 null"],
  );
  assert.deepEqual(componentsOnPage({ status: 0, headers: {}, body: "" }, "http://a"), []);
});

const file = (path: string): string => `<script src="https://a.jp${path}"></script>`;
const one = (name: string, version: string | null) => ({ name, version, path: "" });
const putOff = (untilMs: number): UpdateBook => ({
  ...NO_UPDATES,
  postponed: [{ component: "os", why: "w", by: "b", atMs: 0, untilMs }],
});

test("addresses of scripts tell plugins: by most of their files, never by WordPress's own number or a library's", () => {
  const body = [
    file("/wp-includes/js/dist/hooks.min.js?ver=6.4.2"),
    file("/wp-includes/js/jquery/jquery.min.js?ver=3.7.1"),
    file("/wp-content/plugins/woocommerce/a.js?x=1&ver=8.2.1"),
    file("/wp-content/plugins/woocommerce/b.js?ver=8.2.1"),
    file("/wp-content/plugins/woocommerce/select2.js?ver=4.0.3"),
    file("/wp-content/plugins/akismet/a.js?ver=6.4.2"),
    file("/wp-content/plugins/mixed/a.js?ver=1.0"),
    file("/wp-content/plugins/mixed/b.js?ver=2.0"),
    file("/wp-content/plugins/silent/b.js"),
  ].join("");
  const found = componentsOnPage({ status: 200, headers: {}, body }, "https://a.jp");
  assert.deepEqual(
    found.map(({ name, version }) => `${name} ${version}`),
    [
      "http/wordpress 6.4.2",
      "http/wordpress-plugin/woocommerce 8.2.1",
      "http/wordpress-plugin/akismet null",
      "http/wordpress-plugin/mixed null",
      "http/wordpress-plugin/silent null",
    ],
  );
  const endless = file("/wp-content/plugins/x/a.js?ver=1").repeat(5_000);
  assert.equal(componentsOnPage({ status: 200, headers: {}, body: endless }, "https://a.jp").length, 1);
});

test("what a page says is dropped where the disk knows it, and kept where it contradicts the disk", () => {
  const disk = [
    one("ec-cube", "4.2.2"),
    one("magento", "2.4.6-p3"),
    one("debian/php8.2-fpm", "1:8.2.7-1"),
    one("wordpress", "6.1.9"),
  ];
  const pages = [
    one("http/ec-cube-4", null),
    one("http/magento", "2.4"),
    one("http/php", "8.2.7"),
    one("http/wordpress", "6.1.1"),
    one("http/nginx", "1.18.0"),
  ];
  const more = mergeComponents(disk, pages).slice(disk.length);
  assert.deepEqual(
    more.map(({ name, version }) => `${name} ${version}`),
    ["http/wordpress 6.1.1", "http/nginx 1.18.0"],
  );
  // A version is not the beginning of another number.
  assert.equal(mergeComponents([one("php", "8.1.29")], [one("http/php", "8.1.2")]).length, 2);
});

test("every advisory that comes along says what an attacker can do, and only vague ones say that it is unclear", () => {
  const vague = sayEffect("Weakness of the shop", "ja");
  for (const { id, summary } of ADVISORIES) {
    const isVague = /^Weakness |^Input is not/.test(summary);
    assert.equal(sayEffect(summary, "ja") === vague, isVague, `${id} ${summary}`);
  }
  assert.match(sayEffect("A forged request can write PHP", "en"), /programs on the server/);
});

test("the system is old when neither its record nor a person says otherwise, and nobody put it off", () => {
  const dayMs = 86_400_000;
  const nowMs = 100 * dayMs;
  const tick = { what: "os", by: "花子", atMs: 90 * dayMs };
  assert.equal(systemUpdatedMs(null, NO_UPDATES), null);
  assert.equal(isSystemOld(null, NO_UPDATES, 35, nowMs), false);
  assert.equal(isSystemOld(systemUpdatedMs(50 * dayMs, NO_UPDATES), NO_UPDATES, 35, nowMs), true);
  const ticked = { ...NO_UPDATES, updated: [tick] };
  assert.equal(isSystemOld(systemUpdatedMs(50 * dayMs, ticked), ticked, 35, nowMs), false);
  assert.equal(isSystemOld(0, putOff(nowMs + 1), 35, nowMs), false);
  assert.equal(isSystemOld(0, putOff(nowMs - 1), 35, nowMs), true);
});
