// The parts of the facts form that are no single field: kinds of data per class, what did not leak, measures.

import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useRef, type ReactNode } from "react";
import { ITEMS } from "../../../desk/scope/contract.ts";
import type { PartOfForm } from "./facts-form.tsx";
import { useTelling } from "./telling.ts";

/** More than this nobody reads; the desk takes a hundred. */
const ROWS_MAX = 30;

export function ItemChoices({ facts, onFacts, missed }: PartOfForm) {
  const { w, count } = useTelling();
  const { counts, items } = facts;
  return (
    <>
      <p className="quiet small">{w(counts === null ? "f.counts.none" : "f.counts")}</p>
      {counts === null ? null : (
        <p>
          {(["confirmed", "possible", "notAffected"] as const).map((one) => (
            <span key={one} className="count-pair">
              {w(`audience.short.${one}`)} <b>{w("audience.people", { count: count(counts[one]) })}</b>
            </span>
          ))}
        </p>
      )}
      {(["confirmed", "possible"] as const).map((one) => (
        <fieldset key={one} className="item-choices">
          <legend>{w(`f.items.${one}`)}</legend>
          <Missed text={missed(`items.${one}`)} />
          {ITEMS.map((item) => (
            <Checkbox
              key={item}
              label={w(`item.${item}`)}
              checked={items[one].includes(item)}
              onChange={({ currentTarget: { checked } }) => {
                const chosen = ITEMS.filter((other) =>
                  other === item ? checked : items[one].includes(other),
                );
                onFacts({ ...facts, items: { ...items, [one]: chosen } });
              }}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}

export function SafeList({ facts, onFacts, missed }: PartOfForm) {
  const { w } = useTelling();
  const rows = facts.safe;
  const set = (safe: typeof rows): void => onFacts({ ...facts, safe });
  return (
    <RowList
      explain={w("f.safe")}
      missed={missed("safe")}
      rows={rows}
      nameOf={({ what }) => what}
      onAdd={() => set([...rows, { what: "", how: "" }])}
      onRemove={(at) => set(rows.toSpliced(at, 1))}
    >
      {(row, at) => (
        <>
          <TextInput
            label={w("f.safe.what")}
            value={row.what}
            maxLength={1_000}
            onChange={(event) => set(rows.with(at, { ...row, what: event.currentTarget.value }))}
          />
          <TextInput
            label={w("f.safe.how")}
            value={row.how}
            maxLength={1_000}
            onChange={(event) => set(rows.with(at, { ...row, how: event.currentTarget.value }))}
          />
        </>
      )}
    </RowList>
  );
}

export function MeasureList({ facts, onFacts, missed }: PartOfForm) {
  const { w } = useTelling();
  const rows = facts.measures;
  const set = (measures: typeof rows): void => onFacts({ ...facts, measures });
  return (
    <RowList
      explain={w("f.measures")}
      missed={missed("measures")}
      rows={rows}
      nameOf={({ what }) => what}
      onAdd={() => set([...rows, { what: "", state: "done", day: null }])}
      onRemove={(at) => set(rows.toSpliced(at, 1))}
    >
      {(row, at) => (
        <>
          <TextInput
            label={w("f.measures.what")}
            value={row.what}
            maxLength={1_000}
            onChange={(event) => set(rows.with(at, { ...row, what: event.currentTarget.value }))}
          />
          <NativeSelect
            label={w("f.measures.state")}
            value={row.state}
            data={(["done", "planned"] as const).map((value) => ({ value, label: w(`f.measures.${value}`) }))}
            onChange={({ currentTarget: { value } }) =>
              set(rows.with(at, { ...row, state: value === "planned" ? "planned" : "done" }))
            }
          />
          <TextInput
            label={w("f.measures.day")}
            type="date"
            max="2999-12-31"
            value={row.day ?? ""}
            onChange={({ currentTarget: { value } }) =>
              set(rows.with(at, { ...row, day: value === "" ? null : value }))
            }
          />
        </>
      )}
    </RowList>
  );
}

function RowList<Row>(props: {
  explain: string;
  missed: string | undefined;
  rows: readonly Row[];
  nameOf: (row: Row) => string;
  onAdd: () => void;
  onRemove: (at: number) => void;
  children: (row: Row, at: number) => ReactNode;
}) {
  const { w } = useTelling();
  const { rows, onAdd, onRemove } = props;
  const add = useRef<HTMLButtonElement>(null);
  return (
    <div className="row-list">
      <p className="quiet small">{props.explain}</p>
      <Missed text={props.missed} />
      <ol>
        {rows.map((row, at) => (
          // Rows have no name of their own: what stands at a place is that place's row.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>
            <div className="row-fields">{props.children(row, at)}</div>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={w("form.remove.named", { n: at + 1, what: props.nameOf(row) })}
              onClick={() => {
                onRemove(at);
                add.current?.focus();
              }}
            >
              {w("form.remove")}
            </Button>
          </li>
        ))}
      </ol>
      <Button ref={add} size="sm" variant="default" disabled={rows.length >= ROWS_MAX} onClick={onAdd}>
        {w("form.add")}
      </Button>
    </div>
  );
}

function Missed({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p className="missed small">{text}</p>;
}
