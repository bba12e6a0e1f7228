// The copies of the list with what lies in each: when the next set is due, planting it, and the sets planted so far.

import { Badge, Button, Group } from "@mantine/core";
import { useState } from "react";
import { Panel } from "../../ground/pieces.tsx";
import type { LeakOverview, PlantedSet } from "./asks.ts";
import { markOf } from "./chart-rows.ts";
import { PlantDialog } from "./plant-dialog.tsx";
import { RetireSet, SetDialog } from "./set-dialogs.tsx";
import { DECOY } from "./telling.ts";
import { useLeakTelling } from "./use-telling.ts";

/** A place's newest sets; the others at a touch. */
const SHOWN = 6;

type Place = LeakOverview["systems"][number];

export function SetsPanel({ overview }: { overview: LeakOverview }) {
  const { w, count } = useLeakTelling();
  /** Null: no form; "": a place of another name. */
  const [planting, setPlanting] = useState<string | null>(null);
  const { systems, sets, setsLeftOut } = overview;
  const places = systems.toSorted((a, b) => Number(a.system === DECOY) - Number(b.system === DECOY));
  return (
    <Panel
      title={w("sets.title")}
      caption={w("sets.caption")}
      aside={
        <Button
          size="sm"
          variant={places.some(({ system }) => system !== DECOY) ? "default" : "filled"}
          onClick={() => setPlanting("")}
        >
          {w("sets.plant.new")}
        </Button>
      }
    >
      {places.length === 0 ? null : (
        <ul className="rows">
          {places.map((place) => (
            <PlaceRow
              key={place.system}
              place={place}
              sets={sets.filter(({ system }) => system === place.system)}
              plant={() => setPlanting(place.system)}
            />
          ))}
        </ul>
      )}
      {setsLeftOut === 0 ? null : (
        <p className="quiet small">{w("sets.leftout", { count: count(setsLeftOut) })}</p>
      )}
      <PlantDialog overview={overview} system={planting} close={() => setPlanting(null)} />
    </Panel>
  );
}

function PlaceRow(props: { place: Place; sets: readonly PlantedSet[]; plant: () => void }) {
  const { place, sets, plant } = props;
  const { w, day, count, system } = useLeakTelling();
  const { plantedAtMs, dueAtMs, senders } = place;
  const isDue = dueAtMs !== null && dueAtMs <= Date.now();
  return (
    <li className="place">
      <div>
        <p className="row-title">
          {system(place.system)}{" "}
          {isDue ? (
            <Badge variant="light" color="yellow" tt="none">
              {w("sets.due")}
            </Badge>
          ) : null}
        </p>
        <p className="quiet small">
          {plantedAtMs === null
            ? w(sets.length === 0 ? "sets.never" : "sets.stopped")
            : w("sets.row", { count: count(place.watched), day: day(plantedAtMs) })}
          {dueAtMs === null || isDue ? "" : ` ${w("sets.due.on", { day: day(dueAtMs) })}`}
        </p>
        {place.system === DECOY ? <p className="quiet small">{w("sets.decoy")}</p> : null}
        {senders.length === 0 ? null : (
          <p className="quiet small anywhere">{w("sets.senders", { senders: senders.join(", ") })}</p>
        )}
        {sets.length === 0 ? null : <SetList sets={sets} />}
      </div>
      {place.system === DECOY ? null : (
        <Button
          size="sm"
          variant={isDue ? "filled" : "default"}
          aria-label={w("sets.plant.named", { system: place.system })}
          onClick={plant}
        >
          {w("sets.plant")}
        </Button>
      )}
    </li>
  );
}

function SetList({ sets }: { sets: readonly PlantedSet[] }) {
  const { w, count } = useLeakTelling();
  const [isAll, setAll] = useState(false);
  const [shown, setShown] = useState<PlantedSet | null>(null);
  const [retiring, setRetiring] = useState<PlantedSet | null>(null);
  return (
    <details className="why">
      <summary>{w("sets.list", { count: count(sets.length) })}</summary>
      <ul className="rows sets">
        {(isAll ? sets : sets.slice(0, SHOWN)).map((set) => (
          <SetRow key={set.period} set={set} open={() => setShown(set)} retire={() => setRetiring(set)} />
        ))}
      </ul>
      {isAll || sets.length <= SHOWN ? null : (
        <Button size="xs" variant="default" onClick={() => setAll(true)}>
          {w("sets.all")}
        </Button>
      )}
      <SetDialog set={shown} close={() => setShown(null)} />
      <RetireSet set={retiring} close={() => setRetiring(null)} />
    </details>
  );
}

function SetRow(props: { set: PlantedSet; open: () => void; retire: () => void }) {
  const { w, day, moment, count, system } = useLeakTelling();
  const { set } = props;
  const mark = markOf(set);
  const named = { system: system(set.system), period: set.period };
  return (
    <li>
      <div>
        <p>
          <span className="row-title">{set.period}</span>{" "}
          <Badge variant="light" color={mark === "hit" ? "red" : "gray"} tt="none">
            {w(`set.state.${mark}`, { hit: count(set.hit), count: count(set.count) })}
          </Badge>
        </p>
        <p className="quiet">
          {w("set.row", { day: day(set.plantedAtMs), count: count(set.count) })}
          {set.hitAtMs === null ? "" : ` · ${w("set.row.hit", { time: moment(set.hitAtMs) })}`}
        </p>
      </div>
      <Group gap="xs">
        <Button size="xs" variant="default" aria-label={w("set.open.named", named)} onClick={props.open}>
          {w("set.open")}
        </Button>
        {mark === "retired" ? null : (
          <Button
            size="xs"
            variant="default"
            aria-label={w("set.retire.named", named)}
            onClick={props.retire}
          >
            {w("set.retire")}
          </Button>
        )}
      </Group>
    </li>
  );
}
