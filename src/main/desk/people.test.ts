// What the desk is given of a configuration: who is called by what, and where a message may carry a person's own link.

import assert from "node:assert/strict";
import { test } from "node:test";
import { configSchema } from "../../config/index.ts";
import { addressesOfPeople, sheetOf } from "./people.ts";

const SHOP = { name: "a", url: "https://a.jp", upstream: "http://127.0.0.1:1" };
const EMAIL = { to: ["o@a.jp"], from: "m@a.jp", smtp: { host: "h" } };
const TOKEN = { env: "T" };

function configOf(more: object) {
  return configSchema.parse({ shop: SHOP, platform: { preset: "vendure" }, ...more });
}

test("without a sheet the owner alone is told by everything that is configured, as before", () => {
  const one = sheetOf(
    configOf({ alerts: { owner: "花子", email: EMAIL, webhook: { url: "https://h.jp", secret: TOKEN } } }),
  );
  assert.deepEqual(
    [one.moves, one.last, one.copies, one.people.map(({ name, channels, alone }) => [name, channels, alone])],
    [false, "花子", [], [["花子", ["email", "webhook"], ["email"]]]],
  );
  const two = sheetOf(configOf({ alerts: { email: { ...EMAIL, to: ["a@a.jp", "b@a.jp"] } } }));
  assert.deepEqual(
    two.people[0]?.alone,
    [],
    "a mailbox of several gets no link that acts in one person's name",
  );
});

test("channels follow the person's wish or a plain order, and only his own addresses may carry his link", () => {
  const config = configOf({
    alerts: {
      owner: "店主",
      email: EMAIL,
      webhook: { url: "https://h.jp", secret: TOKEN },
      line: { token: TOKEN },
      slack: { token: TOKEN, channel: "C0ALERTS" },
      chatwork: { token: TOKEN, room: "5" },
    },
    responsibility: {
      people: [
        {
          name: "花子",
          email: "h@a.jp",
          line: `U${"0a".repeat(16)}`,
          slack: "U0HANAKO",
          quiet: "22:30-07:00",
        },
        { name: "太郎", email: "t@a.jp", channels: ["chatwork", "email"] },
      ],
      areas: {
        server: {
          owner: "太郎",
          vendor: {
            name: "港",
            contact: "c",
            scope: "s",
            hours: "09:00-18:00",
            email: "v@v.jp",
            takesAlerts: true,
          },
        },
        shop: { owner: "花子", vendor: { name: "別", contact: "c", scope: "s" } },
      },
    },
  });
  const sheet = sheetOf(config);
  assert.deepEqual(
    sheet.people.map(({ name, channels, alone }) => [name, channels, alone]),
    [
      ["花子", ["line", "email", "slack", "chatwork"], ["line", "email", "slack"]],
      ["太郎", ["chatwork", "email"], ["email"]],
      ["港", ["email"], ["email"]],
      ["店主", ["email", "slack", "chatwork"], []],
    ],
  );
  assert.deepEqual(sheet.people[0]?.quiet, { fromMinute: 1_350, toMinute: 420 });
  assert.deepEqual(
    [sheet.areas.server?.vendor, sheet.areas.shop?.vendor, sheet.copies],
    ["港", null, ["webhook"]],
  );
  assert.deepEqual(addressesOfPeople(config)["港"], { email: "v@v.jp" });
});
