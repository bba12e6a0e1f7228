// What a preset says of a route, an owner can say too: the room's routes fit the configuration's schema.

import assert from "node:assert/strict";
import { test } from "node:test";
import { routeSchema, type RouteConfig } from "../src/config/index.ts";
import { PRESET_NAMES, presetNamed, type RouteRule } from "../src/gate/attempts/index.ts";

/** A route of the configuration is a route of the gate: this line fails to compile when the two shapes part. */
export const asRule = (route: RouteConfig): RouteRule => route;

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
