// The configuration that `misemori init` writes must be one that Misemori accepts, and the room's routes must fit its schema.

import { test } from "node:test";
import assert from "node:assert/strict";
import { parse } from "yaml";
import * as fc from "fast-check";
import { configSchema, routeSchema, type RouteConfig } from "../src/config/index.ts";
import {
  configTextFor,
  createRouteTable,
  PRESET_NAMES,
  presetNamed,
  type RouteRule,
} from "../src/gate/attempts/index.ts";

/** A route of the configuration is a route of the gate: this line fails to compile when the two shapes part. */
const asRule = (route: RouteConfig): RouteRule => route;

test("the first configuration of every platform is valid and says what was found", () => {
  for (const preset of PRESET_NAMES) {
    const text = configTextFor(
      { preset, confidence: 0.9, reasons: ["recognised.nothing"] },
      { shopName: "山田茶舗", shopUrl: "https://shop.example", upstream: "http://127.0.0.1:8000" },
    );
    const config = configSchema.parse(parse(text));
    assert.equal(config.platform.preset, preset);
    assert.equal(config.shop.name, "山田茶舗");
    createRouteTable({ preset, routes: config.platform.routes.map(asRule) });
  }
});

test("whatever the shop is called, its name arrives whole and changes nothing else", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }), (name) => {
      const shopName = `店${name}`;
      const text = configTextFor(
        { preset: "vendure", confidence: 1, reasons: [] },
        { shopName, shopUrl: "https://shop.example", upstream: "http://127.0.0.1:3000" },
      );
      const config = configSchema.parse(parse(text));
      assert.equal(config.shop.name, shopName.replace(/\p{Cc}/gu, " ").trim());
      assert.equal(config.gate.mode, "judge");
    }),
  );
});

test("every preset route could as well be written by an owner", () => {
  for (const preset of PRESET_NAMES) {
    for (const rule of presetNamed(preset).routes) {
      // Presets may list more names and sentences than an owner; each of them must be one an owner could write.
      const written: unknown = JSON.parse(JSON.stringify(rule), (_, value: unknown) =>
        Array.isArray(value) ? value.slice(-20) : value,
      );
      const checked = routeSchema.safeParse(written);
      assert.ok(checked.success, `${preset} ${rule.name}: ${checked.success ? "" : checked.error.message}`);
    }
  }
});
