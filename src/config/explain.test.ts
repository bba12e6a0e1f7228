// What a configuration does, said in sentences.

import assert from "node:assert/strict";
import { test } from "node:test";
import { configSchema, explainConfig } from "./index.ts";

const config = configSchema.parse({
  shop: {
    name: "丸井",
    url: "https://shop.example.jp",
    upstream: "http://127.0.0.1:3000",
    otherPayments: ["代金引換"],
  },
  platform: { preset: "woocommerce" },
  console: { listen: "0.0.0.0:8090" },
  outcomes: { stripe: { secret: { env: "STRIPE_KEY_NAME" } } },
  alerts: { webhook: { url: "https://hooks.example.jp/secret-path-xyz", secret: { file: "key-file" } } },
});

test("the sentences carry the owner's own numbers in both languages", () => {
  const ja = explainConfig(config, "ja").join("\n");
  assert.match(ja, /1 時間に 1,000円、1 日に 5,000円/);
  assert.match(ja, /代金引換 は使える/);
  const en = explainConfig(config, "en").join("\n");
  assert.match(en, /more than ¥1,000 an hour and ¥5,000 a day/);
  assert.match(en, /put it behind an https proxy/);
  assert.doesNotMatch(en, /\{[a-z]+\}/);
});

test("neither secrets' places nor a webhook's path are told", () => {
  const all = [...explainConfig(config, "ja"), ...explainConfig(config, "en")].join("\n");
  assert.doesNotMatch(all, /STRIPE_KEY_NAME|key-file|secret-path-xyz/);
});

test("a watching gate and a shop without alerts say so", () => {
  const quiet = configSchema.parse({
    shop: { name: "a", url: "https://a.jp", upstream: "http://b" },
    platform: { preset: "vendure" },
    gate: { mode: "watch" },
  });
  const lines = explainConfig(quiet, "ja").join("\n");
  assert.match(lines, /いまは見るだけです/);
  assert.match(lines, /だれにも知らせません/);
});

test("what a stopped shop lets through and which cookies are sessions is told when it is set, and only then", () => {
  const set = configSchema.parse({
    shop: { name: "a", url: "https://a.jp", upstream: "http://b" },
    platform: { preset: "eccube4", sessionCookies: ["eccube", "shop_*"] },
    gate: { stopped: { letThrough: ["192.0.2.0/24"], paths: ["/notify/*"] } },
  });
  for (const language of ["ja", "en"] as const) {
    const lines = explainConfig(set, language).join("\n");
    for (const value of ["192.0.2.0/24", "/notify/*", "eccube", "shop_*"])
      assert.ok(lines.includes(value), `${language} ${value}`);
    assert.doesNotMatch(
      explainConfig(config, language).join("\n"),
      /お店を止めている間|shop is stopped|クッキー|cookies/,
    );
  }
});
