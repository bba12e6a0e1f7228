// Addresses for the drill's people: real prefixes of carriers, home providers and hosting firms (as announced in 2026),
// so that country and network look-ups work. They are only written into X-Forwarded-For on loopback; nothing is sent there.

import type { Random } from "../../kernel/index.ts";

/** First two octets of a /16 that lies whole inside the named network. */
export type Prefix16 = `${number}.${number}`;

export const MOBILE_JP: readonly Prefix16[] = [
  "27.229", // NTT DOCOMO, AS9605
  "49.98",
  "106.132", // KDDI, AS2516
  "106.146",
  "126.54", // SoftBank, AS17676
  "126.67",
  "157.192", // Rakuten Mobile, AS138384
];
export const HOME_JP: readonly Prefix16[] = [
  "114.145", // NTT Communications (OCN), AS4713
  "153.130",
  "180.12",
  "60.36",
  "27.85", // KDDI
  "111.98",
  "60.70", // SoftBank
  "219.170",
  "182.169", // So-net, AS2527
  "42.146", // J:COM, AS9824
  "119.170",
  "133.202", // BIGLOBE, AS2518
  "125.193",
  "115.37", // Chubu Telecommunications, AS18126
  "183.76", // Asahi Net, AS4685
];
/** Home users of IPv6 in Japan: OCN, KDDI, So-net, BIGLOBE (first two groups). */
export const HOME_JP_V6: readonly string[] = ["2400:4051", "240f:7b", "240d:1a", "2404:7a82"];
export const HOME_ABROAD: readonly Prefix16[] = [
  "73.162", // Comcast, US
  "98.210",
  "121.6", // Singtel, SG
  "61.220", // Chunghwa, TW
  "14.65", // Korea Telecom, KR
  "93.200", // Deutsche Telekom, DE
  "1.130", // Telstra, AU
];
export const HOSTING: readonly Prefix16[] = [
  "68.183", // DigitalOcean
  "206.189",
  "45.76", // Vultr
  "149.28",
  "54.37", // OVH
  "95.216", // Hetzner
  "172.104", // Linode
  "139.162",
  "47.80", // Alibaba Cloud
  "43.130", // Tencent Cloud
  "3.100", // Amazon
  "18.140",
  "133.242", // SAKURA, JP
  "160.16",
];
/** Homes whose machines are rented out as proxies, over many countries. */
export const RENTED_HOMES: readonly Prefix16[] = [
  ...HOME_ABROAD,
  "115.210", // Chinanet, CN
  "223.150",
  "39.70", // China Unicom, CN
  "14.170", // VNPT, VN
  "171.230", // Viettel, VN
  "118.173", // TOT, TH
  "112.205", // PLDT, PH
  "157.40", // Jio, IN
  "182.75", // Airtel, IN
  "178.66", // Rostelecom, RU
  "95.53",
  "179.140", // Claro, BR
  "201.81",
  "32.70", // AT&T, US
  "71.100", // Verizon, US
];
/** The /16 out of which a shop was really attacked (apache-ultimate-bad-bot-blocker#238). */
export const ATTACKED_FROM: Prefix16 = "170.124";

export function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[Math.floor(random.unit() * list.length)];
  if (chosen === undefined) throw new RangeError("pick from an empty list");
  return chosen;
}

export function addressIn(prefix: Prefix16, random: Random): string {
  return `${prefix}.${Math.floor(random.unit() * 256)}.${1 + Math.floor(random.unit() * 254)}`;
}

/** One household's IPv6 address: own /64, random host part. */
export function homeV6(random: Random): string {
  const group = (): string => Math.floor(random.unit() * 65_536).toString(16);
  return `${pick(HOME_JP_V6, random)}:${group()}:${group()}:${group()}:${group()}:${group()}:${group()}`;
}
