// The map of origins: land as dots, one circle per country, sized by attempts. The table beside it says the same.

import { useMemo } from "react";
import { useSpeech } from "../ground/language.tsx";
import type { NowView } from "../ground/reach.ts";
import { LAND_NORTH, LAND_ROWS, LAND_STEP_DEGREES, LAND_WEST } from "./land.ts";
import { PLACES } from "./places.ts";

const UNIT = 5;
const WIDTH = (360 / LAND_STEP_DEGREES) * UNIT;
const HEIGHT = LAND_ROWS.length * UNIT;

/** Every dot as a stroke of no length with round ends: one path, a few kilobytes. */
function landPath(): string {
  const dots: string[] = [];
  LAND_ROWS.forEach((row, y) => {
    for (const run of row === "" ? [] : row.split(" ")) {
      const [from = 0, length = 0] = run.split("+").map(Number);
      for (let x = from; x < from + length; x++) dots.push(`M${x * UNIT + 2.5} ${y * UNIT + 2.5}h0`);
    }
  });
  return dots.join("");
}

function placeOf(code: string): { x: number; y: number } | undefined {
  const place = PLACES[code];
  if (place === undefined) return undefined;
  const [longitude, latitude] = place;
  return {
    x: ((longitude - LAND_WEST) / LAND_STEP_DEGREES) * UNIT + 2.5,
    y: ((LAND_NORTH - latitude) / LAND_STEP_DEGREES) * UNIT + 2.5,
  };
}

export function World({ countries }: { countries: NowView["countries"] }) {
  const { t, country, count } = useSpeech();
  const land = useMemo(landPath, []);
  const most = Math.max(1, ...countries.map((c) => c.attempts));
  return (
    <figure className="world">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("origins.map")}>
        <path className="land" d={land} />
        {countries.map((origin) => {
          const place = placeOf(origin.key);
          if (place === undefined) return null;
          const mostlyStopped = origin.stopped * 2 > origin.attempts;
          return (
            <circle
              key={origin.key}
              className={mostlyStopped ? "origin stopped" : "origin passed"}
              cx={place.x}
              cy={place.y}
              r={7 + 24 * Math.sqrt(origin.attempts / most)}
            >
              <title>{`${country(origin.key)} ${count(origin.attempts)}`}</title>
            </circle>
          );
        })}
      </svg>
      <figcaption className="chart-key">
        <span className="key-stopped">{t("origins.map.legend.stopped")}</span>
        <span className="key-passed">{t("origins.map.legend.passed")}</span>
      </figcaption>
    </figure>
  );
}
