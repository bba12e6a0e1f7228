// An attack in many shapes at once for tests: browsers and programs, one address and hundreds, form and API, cookies kept
// or thrown away. Every card in it is dead, so each call of the gateway that declines is the attacker's.

import type { Random } from "../../src/kernel/index.ts";
import * as street from "./street.ts";
import type { Street } from "./street.ts";

export interface Wave {
  readonly tries: number;
  readonly rng: Random;
  /** Makes this wave's addresses differ from another's. */
  readonly wave: number;
}

export type Endings = Partial<Record<street.Ending | "gone", number>>;

/** Sends all tries at once; ends when all are answered or broken off. Never rejects. */
export async function attack(on: Street, { tries, rng, wave }: Wave): Promise<Endings> {
  const endings: Endings = {};
  await Promise.all(
    Array.from({ length: tries }, async (_, i) => {
      const ending = await one(on, i, wave, rng);
      endings[ending] = (endings[ending] ?? 0) + 1;
    }),
  );
  return endings;
}

async function one(on: Street, i: number, wave: number, rng: Random): Promise<street.Ending | "gone"> {
  // Four manners: rotating abroad by program, rotating at home by browser, one address, a device that keeps its cookies.
  const manner = i % 4;
  const ip =
    manner === 0
      ? `45.${(wave * 16 + i) % 250}.${i % 250}.9`
      : manner === 1
        ? `133.${32 + wave}.${i % 250}.${1 + (i % 200)}`
        : manner === 2
          ? "203.0.113.9"
          : `126.${wave}.${i % 250}.5`;
  const as = street.identity({
    ip,
    headers: manner === 0 ? street.PYTHON : street.desktop(i),
    cookies: manner === 2 ? "shop" : "all",
  });
  const who = street.person(`t${wave}x${i}${"abcdefgh".at(i % 8) ?? ""}`);
  const card = street.deadCard(rng, ["400022", "453910", "541180", "354012"][i % 4]);
  try {
    if (manner === 3) await on.play(street.stroll(as));
    const actor = manner === 0 ? street.tryByApi(as, who, card) : street.tryByForm(as, who, "card", card);
    return (await on.play(actor)).ending;
  } catch {
    return "gone";
  }
}
