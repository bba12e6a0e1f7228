// Who may know whom: the import table of the design, its doors, and which room may use which package.

import { posix } from "node:path";
import { UNSEEN, type Import, type Source } from "./source.ts";
import type { House, Violation } from "./tree.ts";

/** Other rooms each room may import, through their doors. Rooms that are not named here have no place in the house. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  config: ["kernel"],
  scrub: ["kernel"],
  journal: ["kernel"],
  gate: ["kernel", "scrub", "journal"],
  watch: ["kernel", "scrub", "journal"],
  canary: ["kernel", "scrub", "journal"],
  desk: ["kernel", "scrub", "journal"],
  ready: ["kernel", "scrub", "journal"],
  store: ["kernel"],
  console: ["kernel", "config", "scrub", "journal", "gate", "watch", "canary", "desk", "ready"],
  cli: ["kernel", "config", "scrub", "journal", "gate", "watch", "canary", "desk", "ready"],
};

/** Which rooms may use a package ("main" is src/main.ts and src/main/). Tests may use all that package.json names. */
const PACKAGES: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  { name: /^node:sqlite$/, rooms: ["store"] },
  { name: /^node:/, rooms: [...Object.keys(MAY_IMPORT), "main"] },
  { name: /^(?:altcha|mmdb-lib|@ip-location-db\/.+)$/, rooms: ["gate"] },
  {
    name: /^(?:hono|@hono\/.+|react|react-dom|@mantine\/.+|@tanstack\/.+|echarts)$/,
    rooms: ["console"],
  },
  { name: /^diff$/, rooms: ["console", "watch"] },
  { name: /^playwright-core$/, rooms: ["watch"] },
  { name: /^fflate$/, rooms: ["canary"] },
  {
    name: /^(?:nodemailer|htmlparser2|@myriaddreamin\/typst-ts-node-compiler|@expo-google-fonts\/noto-sans-jp|@duckdb\/node-api|@holiday-jp\/holiday_jp)$/,
    rooms: ["desk"],
  },
  { name: /^unpdf$/, rooms: ["scrub"] },
  { name: /^postal-mime$/, rooms: ["desk", "canary"] },
  { name: /^(?:pkijs|asn1js)$/, rooms: ["journal", "canary"] },
  { name: /^(?:smtp-server|mailauth|imapflow)$/, rooms: ["canary"] },
  { name: /^(?:pg|mysql2|kysely|iovalkey)$/, rooms: ["store"] },
  { name: /^yaml$/, rooms: ["config"] },
  { name: /^zod$/, rooms: ["config", "console"] },
  { name: /^commander$/, rooms: ["cli"] },
  { name: /^(?:pino|prom-client)$/, rooms: ["console", "main"] },
];

/** Tests, and what only tests run. They come in by the doors too, but may visit every room. */
export const FOR_TESTS = /\.(?:test|fixture)\.tsx?$|^src\/store\/contract\//;
const MAIN = "src/main.ts";
/** What the page may take one by one, free of Node's own modules and of databases, which the rooms' doors would bring along. */
const FOR_BROWSERS =
  /^src\/(?:kernel\/(?:crowds|errors|money|words)|desk\/(?:incidents\/(?:contract|words)|clocks\/words|inquiries\/(?:contract|csv)|notices\/contract|scope\/contract)|canary\/desk|journal\/words)\.ts$/;

export function brokenWalls(house: House): Violation[] {
  return house.sources.flatMap((source) => {
    const room = roomOf(source.path);
    if (room === undefined) return [];
    if (room !== "main" && MAY_IMPORT[room] === undefined) {
      return [{ rule: "room", path: source.path, what: `"${room}" is no room of the house` }];
    }
    return source.imports.flatMap((one) => {
      const broken = one.target.startsWith(".")
        ? faultOfDoor(source, room, one)
        : faultOfPackage(source, room, one);
      return broken === undefined ? [] : [{ ...broken, path: `${source.path}:${one.line}` }];
    });
  });
}

/** The room a file belongs to, "main" for the wiring (src/main.ts and src/main/), undefined for what lies outside of src. */
function roomOf(path: string): string | undefined {
  if (path === MAIN) return "main";
  return path.startsWith("src/") ? path.split("/")[1] : undefined;
}

type Fault = Pick<Violation, "rule" | "what"> | undefined;

function faultOfDoor(source: Source, room: string, one: Import): Fault {
  const target = posix.normalize(posix.join(posix.dirname(source.path), one.target)).replace(/\?.*$/, "");
  const other = roomOf(target);
  if (target === "package.json" || other === room) return undefined;
  const forTests = FOR_TESTS.test(source.path);
  if (source.path.startsWith("src/console/page/") && FOR_BROWSERS.test(target)) return undefined;
  if (other === undefined) {
    // Shipped code must not lean on what is not shipped; it may point at what was built, and the wiring at the examples.
    const isBuilt = target.startsWith("dist/");
    const isExample = room === "main" && target.startsWith("examples/");
    return forTests || (one.how === "url" && (isBuilt || isExample))
      ? undefined
      : { rule: "outside", what: `${target} lies outside of src` };
  }
  if (other === "main") return { rule: "wiring", what: "nothing imports the wiring" };
  if (room === "main" && one.how === "url" && other === "gate") return undefined;
  const isDoor = target === `src/${other}/index.ts`;
  const isContract = target === `src/${other}/ports.ts` || target === "src/gate/facts.ts";
  if (forTests) return isDoor || isContract ? undefined : notTheDoor(target, other);
  if (room === "store" && isContract && one.how === "type") return undefined;
  if (room !== "main" && !(MAY_IMPORT[room] ?? []).includes(other)) {
    return { rule: "sideways", what: `${room} may not know ${other} (${target})` };
  }
  return isDoor ? undefined : notTheDoor(target, other);
}

function notTheDoor(target: string, other: string): Fault {
  return { rule: "door", what: `${target} is not the door; import src/${other}/index.ts` };
}

function faultOfPackage(source: Source, room: string, one: Import): Fault {
  // The wiring may load anything, so nothing can hide there.
  if (one.target === UNSEEN && room === "main") return undefined;
  if (one.target === UNSEEN) return { rule: "unseen", what: "an import whose target cannot be read" };
  const bare = packageOf(one.target);
  if (FOR_TESTS.test(source.path)) return undefined;
  const rule = PACKAGES.find((entry) => entry.name.test(bare));
  if (rule === undefined)
    return { rule: "package", what: `"${bare}" has no room yet: name one in test/house/walls.ts` };
  return rule.rooms.includes(room) ? undefined : { rule: "package", what: `"${bare}" is not for ${room}` };
}

/** "@scope/name/file" and "name/file" without the file. */
export function packageOf(target: string): string {
  const [scope = "", name = ""] = target.split("/");
  return target.startsWith("@") ? `${scope}/${name}` : scope;
}
