// The honest world of the drill: about 1,135 buyers in an hour (or a day) with a sale-day burst, mistyped cards, families
// and phones behind shared addresses, proven buyers who come again. Seeded: the same seed gives the same people.

import { seededRandom, type Random } from "../../kernel/index.ts";
import type { DrillIssuer } from "../ports.ts";
import {
  DESKTOP_BROWSERS,
  FOREIGN_BROWSERS,
  IN_APP_BROWSERS,
  MOBILE_BROWSERS,
  SHOP_APP,
  type HeaderMaker,
} from "./browsers.ts";
import { buy, type Buyer, type BuyerKind, type Visit } from "./buyer.ts";
import { addressIn, HOME_ABROAD, HOME_JP, homeV6, MOBILE_JP, pick } from "./places.ts";
import type { Identity, Plan } from "./steps.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** One Japanese shop's sale hour. */
export const BUYERS_PER_HOUR = 1_135;

export interface HonestWorld {
  readonly buyers: readonly Buyer[];
  /** Earlier purchases of those who come again, within the day before `startMs`. */
  readonly warmUp: readonly Plan[];
  readonly plans: readonly Plan[];
}

export interface WorldOptions {
  readonly seed: number;
  readonly startMs: number;
  /** An hour with a ten-minute sale burst, or a day with its own rhythm. */
  readonly span: "hour" | "day";
  /** 1 = 1,135 buyers. */
  readonly scale: number;
  readonly origin: string;
  readonly issuer: DrillIssuer;
  /** Leaves out page views that decide nothing (for baselines, which look at tries only). */
  readonly lean: boolean;
}

export function createHonestWorld(options: WorldOptions): HonestWorld {
  const random = seededRandom(options.seed);
  const count = Math.max(10, Math.round(BUYERS_PER_HOUR * options.scale));
  const carriers = Array.from({ length: 12 }, () => addressIn(pick(MOBILE_JP, random), random));
  const homes: string[] = [];
  const buyers: Buyer[] = [];
  const plans: Plan[] = [];
  const warmUp: Plan[] = [];
  for (let index = 0; index < count; index++) {
    const own = seededRandom(Math.floor(random.unit() * 2 ** 31));
    const kind = kindOf(index, own);
    const identity = identityOf(kind, options.origin, own, { carriers, homes });
    const buyer: Buyer = {
      index,
      kind,
      identity,
      person: personOf(index, own),
      proven: index % 5 === 0 && (kind === "usual" || kind === "foreign"),
      paysBy: own.unit() < 0.78 || kind === "app" ? "card" : own.unit() < 0.65 ? "cod" : "bank",
      visits: [],
    };
    buyers.push(buyer);
    const atMs = options.startMs + (options.span === "hour" ? saleHourMs(own) : ordinaryDayMs(own));
    const purchases = kind === "collector" ? 5 : 1;
    for (let i = 0; i < purchases; i++) {
      const visit = visitOf(buyer, options, own);
      plans.push({ atMs: atMs + i * 7 * 60_000, begin: () => buy(visit) });
    }
    if (buyer.proven) {
      const before = visitOf({ ...buyer, paysBy: "card", visits: [] }, options, own);
      warmUp.push({
        atMs: options.startMs - DAY_MS + own.unit() * (DAY_MS - HOUR_MS),
        begin: () => buy({ ...before, slips: false }),
      });
    }
  }
  return { buyers, warmUp, plans };
}

function visitOf(buyer: Buyer, options: WorldOptions, own: Random): Visit {
  return {
    buyer,
    issuer: options.issuer,
    random: seededRandom(Math.floor(own.unit() * 2 ** 31)),
    lean: options.lean,
    slips: true,
  };
}

function kindOf(index: number, random: Random): BuyerKind {
  if (index === 3) return "collector";
  if (index === 7) return "no-script";
  const drawn = random.unit();
  if (drawn < 0.02) return "app";
  if (drawn < 0.05) return "in-app";
  return drawn < 0.1 ? "foreign" : "usual";
}

/** Ten minutes at ten times the rate: 50 + 10 × 10 shares; the burst runs from minute 25 to 35. */
function saleHourMs(random: Random): number {
  const share = random.unit() * 150;
  const minute = share < 25 ? share : share < 125 ? 25 + (share - 25) / 10 : share - 90;
  return minute * 60_000;
}

/** Quiet night, lunch, and a long evening (hours in Japan). */
const HOURLY_WEIGHTS = [
  3, 2, 1, 1, 1, 2, 4, 6, 7, 8, 9, 10, 12, 9, 8, 8, 8, 9, 10, 12, 15, 16, 13, 7,
] as const;

function ordinaryDayMs(random: Random): number {
  const total = HOURLY_WEIGHTS.reduce((sum: number, weight) => sum + weight, 0);
  let rest = random.unit() * total;
  for (const [hour, weight] of HOURLY_WEIGHTS.entries()) {
    if (rest < weight) return (hour + rest / weight) * HOUR_MS;
    rest -= weight;
  }
  return DAY_MS - 1;
}

function identityOf(
  kind: BuyerKind,
  origin: string,
  random: Random,
  places: { readonly carriers: readonly string[]; readonly homes: string[] },
): Identity {
  const mobile = random.unit() < 0.62;
  const make: HeaderMaker =
    kind === "app"
      ? SHOP_APP
      : kind === "in-app"
        ? pick(IN_APP_BROWSERS, random)
        : kind === "foreign"
          ? pick(FOREIGN_BROWSERS, random)
          : pick(mobile ? MOBILE_BROWSERS : DESKTOP_BROWSERS, random);
  const ip =
    kind === "foreign"
      ? addressIn(pick(HOME_ABROAD, random), random)
      : mobile && random.unit() < 0.55
        ? pick(places.carriers, random)
        : homeAddress(random, places.homes);
  return {
    ip,
    headers: make(origin),
    jar: new Map(),
    // A browser inside an app forgets everything but the running visit's session.
    keeps: kind === "in-app" ? (name) => name === "minato_session" : () => true,
    javascript: kind !== "no-script",
    triesPerSecond: 15_000,
  };
}

/** Every twelfth buyer sits in a household or office that is already known. */
function homeAddress(random: Random, homes: string[]): string {
  if (homes.length > 0 && random.unit() < 0.08) return pick(homes, random);
  const ip = random.unit() < 0.15 ? homeV6(random) : addressIn(pick(HOME_JP, random), random);
  homes.push(ip);
  return ip;
}

const FAMILY_NAMES = [
  "佐藤",
  "鈴木",
  "高橋",
  "田中",
  "伊藤",
  "渡辺",
  "山本",
  "中村",
  "小林",
  "加藤",
] as const;
const ROMAN = [
  "sato",
  "suzuki",
  "taka",
  "tanaka",
  "ito",
  "watanabe",
  "yama",
  "naka",
  "koba",
  "kato",
] as const;
const GIVEN = ["yui", "hana", "ken", "mei", "sora", "rin", "daichi", "aoi", "mio", "jun"] as const;
const MAIL_HOSTS = [
  "gmail.com",
  "yahoo.co.jp",
  "icloud.com",
  "docomo.ne.jp",
  "ezweb.ne.jp",
  "softbank.ne.jp",
  "outlook.jp",
] as const;

function personOf(index: number, random: Random): Buyer["person"] {
  const which = Math.floor(random.unit() * FAMILY_NAMES.length);
  const given = pick(GIVEN, random);
  const family = ROMAN[which] ?? "sato";
  const shape = random.unit();
  const digits = Math.floor(random.unit() * 10_000);
  const local =
    shape < 0.3
      ? `${given}.${family}`
      : shape < 0.6
        ? `${family}${digits}`
        : shape < 0.8
          ? `${given}-${family}-${digits % 100}`
          : `${given}${family}`;
  return {
    name: `${FAMILY_NAMES[which] ?? "佐藤"} ${given}`,
    email: `${local}+${index}@${pick(MAIL_HOSTS, random)}`,
    tel: `090${String(10_000_000 + Math.floor(random.unit() * 89_999_999))}`,
    address: `港町${1 + Math.floor(random.unit() * 9)}-${1 + Math.floor(random.unit() * 30)}`,
  };
}
