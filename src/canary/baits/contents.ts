// What lies in the baits: settings, backups and a back office that look worth stealing, made of the canary's key. Nothing in them
// opens anything; the only door they name is a bait itself, and the only customers are planted ones. Pure.

import { strToU8, zipSync } from "fflate";
import { say, type Language } from "../../kernel/index.ts";
import { canaryWords } from "../words.ts";
import type { CanaryCustomer } from "../plant/plant.ts";
import { keyedChoices, type Choices } from "../plant/person.ts";
import { doorPage, insidePage } from "./pages.ts";

/** As the gate serves it; the gate's own word for the same shape. */
export interface BaitContent {
  readonly path: string;
  readonly kind: "file" | "door" | "inside";
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly password?: string;
  readonly leadsTo?: string;
}

export interface BaitWish {
  readonly shopName: string;
  /** Planted for this purpose alone; none while no canary address is configured. */
  readonly customers: readonly CanaryCustomer[];
  /** Decoy cards, one for each of the first customers; digits. */
  readonly cards: readonly string[];
  /** Paths the shop itself serves: no bait lies there. */
  readonly except: readonly string[];
}

/** Where the decoy cards of the baits lie, said to the owner. */
export function baitPlace(language: Language): string {
  return say(canaryWords, language, "baits.place");
}

const TEXT = "text/plain; charset=utf-8";
const HTML = "text/html; charset=utf-8";
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** The same key gives the same baits, so that words taken today still tell in a year. */
export function baitContents(key: Uint8Array, wish: BaitWish): readonly BaitContent[] {
  const word = (purpose: string, length: number): string => {
    const choices = keyedChoices(key, `bait\0${purpose}`);
    return Array.from({ length }, () => LETTERS[choices.below(LETTERS.length)]).join("");
  };
  const door = `/manage-${word("door", 8)}/`;
  const home = `${door}home`;
  const list = `${door}customers-${word("list", 6)}.csv`;
  const secrets = { door, password: word("password", 14), database: word("database", 16) };
  const env = settingsFile(secrets);
  const dump = dumpFile(secrets, wish, keyedChoices(key, "bait\0expiry"));
  const zip = zipSync(
    { "backup/.env": strToU8(env), "backup/dump.sql": strToU8(dump) },
    { mtime: "2025-04-03" },
  );
  const wpConfig = wpConfigFile(secrets);
  const all: readonly BaitContent[] = [
    ...["/.env", "/.env.bak", "/.env.old"].map((path) => file(path, env)),
    ...["/wp-config.php.bak", "/wp-config.php~", "/wp-config.php.old"].map((path) => file(path, wpConfig)),
    ...["/backup.sql", "/dump.sql", "/db.sql", "/database.sql"].map((path) => file(path, dump)),
    ...["/backup.zip", "/www.zip", "/html.zip"].map((path) => file(path, zip, "application/zip")),
    ...[door, door.slice(0, -1)].map((path): BaitContent => ({
      path,
      kind: "door",
      contentType: HTML,
      body: doorPage(wish.shopName),
      password: secrets.password,
      leadsTo: home,
    })),
    { path: home, kind: "inside", contentType: HTML, body: insidePage(wish.shopName, list) },
    { path: list, kind: "inside", contentType: "text/csv; charset=utf-8", body: listFile(wish.customers) },
  ];
  const kept = new Set(wish.except);
  return all.filter(({ path }) => !kept.has(path));
}

function file(path: string, body: string | Uint8Array, contentType = TEXT): BaitContent {
  return { path, kind: "file", contentType, body };
}

interface Secrets {
  readonly door: string;
  readonly password: string;
  readonly database: string;
}

function settingsFile({ door, password, database }: Secrets): string {
  return [
    "APP_ENV=prod",
    "APP_DEBUG=0",
    `DATABASE_URL=mysql://shop_user:${database}@127.0.0.1:3306/shop`,
    "DATABASE_SERVER_VERSION=5.7",
    "MAILER_DSN=smtp://127.0.0.1:25",
    `ADMIN_ROUTE=${door.replaceAll("/", "")}`,
    "ADMIN_LOGIN=admin",
    `ADMIN_PASSWORD=${password}`,
    "",
  ].join("\n");
}

function wpConfigFile({ door, password, database }: Secrets): string {
  return [
    "<?php",
    "define( 'DB_NAME', 'shop' );",
    "define( 'DB_USER', 'shop_user' );",
    `define( 'DB_PASSWORD', '${database}' );`,
    "define( 'DB_HOST', '127.0.0.1' );",
    `// old admin: ${door} admin / ${password}`,
    "$table_prefix = 'wp_';",
    "",
  ].join("\n");
}

function dumpFile(
  { door, password }: Secrets,
  { customers, cards }: Pick<BaitWish, "customers" | "cards">,
  choices: Choices,
): string {
  const rows = customers.map(({ canary, person }, at) => {
    const cells = [`${person.surname} ${person.given}`, canary.address, person.postcode, person.telephone];
    return `(${at + 1},${cells.map((cell) => `'${cell.replaceAll("'", "''")}'`).join(",")})`;
  });
  return [
    "-- MySQL dump 10.13  Distrib 5.7.42",
    `-- admin: ${door} admin / ${password}`,
    "CREATE TABLE `dtb_customer` (`customer_id` int, `name` text, `email` text, `zip` text, `tel` text);",
    ...(rows.length === 0 ? [] : [`INSERT INTO \`dtb_customer\` VALUES ${rows.join(",\n")};`]),
    ...cardTable(cards, choices),
    "",
  ].join("\n");
}

/** As a payment module that should never have kept them would. */
function cardTable(cards: readonly string[], choices: Choices): readonly string[] {
  if (cards.length === 0) return [];
  const rows = cards.map((digits, at) => {
    const month = String(1 + choices.below(12)).padStart(2, "0");
    return `(${at + 1},${at + 1},'${digits}','${month}/${29 + choices.below(4)}')`;
  });
  return [
    "CREATE TABLE `dtb_mdl_card` (`id` int, `customer_id` int, `card_no` varchar(16), `expire` varchar(5));",
    `INSERT INTO \`dtb_mdl_card\` VALUES ${rows.join(",\n")};`,
  ];
}

function listFile(customers: readonly CanaryCustomer[]): string {
  const rows = customers.map(({ canary, person }) =>
    [`${person.surname} ${person.given}`, canary.address, person.postcode, person.telephone].join(","),
  );
  return ["name,email,zip,tel", ...rows, ""].join("\r\n");
}
