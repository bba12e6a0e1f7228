// The facts as the board shows them: whether they are kept, and the form when it is asked for. An unfinished form comes back after
// a reload, and somebody else's facts never vanish under it.

import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { NoticeFacts } from "../../../desk/index.ts";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { pathOf } from "../incidents/asks.ts";
import { factsPlace, noticePlace, useFacts, type KeptFacts } from "./asks.ts";
import { differing, textAt } from "./facts-fields.ts";
import { FactsForm } from "./facts-form.tsx";
import { dropEdit, keepEdit, keptEdit, standingOf } from "./kept-edit.ts";
import type { Board } from "./papers.ts";
import { useTelling } from "./telling.ts";

interface Props {
  readonly id: string;
  readonly board: Board;
  readonly isWriting: boolean;
  readonly onWriting: (isWriting: boolean) => void;
}

export function FactsPanel({ id, board, isWriting, onWriting }: Props) {
  const { w } = useTelling();
  const place = useRef<HTMLDivElement>(null);
  const { factsSha256, isStale } = board;
  useEffect(() => {
    // Where the form begins is where the eye and the screen reader go.
    if (isWriting) place.current?.focus();
  }, [isWriting]);
  return (
    <div ref={place} tabIndex={-1} className="facts-place">
      <Panel
        title={w(isWriting ? "form.title" : "facts.title")}
        caption={w(isWriting ? "form.intro" : factsSha256 === null ? "facts.none" : "facts.kept")}
      >
        {isStale ? <p className="hand-note">{w("facts.stale")}</p> : null}
        {isWriting ? (
          <FactsLoaded id={id} onDone={() => onWriting(false)} />
        ) : (
          <Button variant={factsSha256 === null ? "filled" : "default"} onClick={() => onWriting(true)}>
            {w(factsSha256 === null ? "facts.open" : "facts.change")}
          </Button>
        )}
      </Panel>
    </div>
  );
}

function FactsLoaded({ id, onDone }: { id: string; onDone: () => void }) {
  const loaded = useFacts(id);
  if (loaded.data === undefined) {
    return loaded.error === null ? (
      <Waiting />
    ) : (
      <Trouble error={loaded.error} again={() => void loaded.refetch()} />
    );
  }
  return <FactsEdited id={id} loaded={loaded.data} onDone={onDone} />;
}

interface Begun {
  readonly facts: NoticeFacts;
  /** What stood there when it was begun. */
  readonly made: NoticeFacts;
  readonly before: string | null;
  readonly isRestored: boolean;
}

function FactsEdited({ id, loaded, onDone }: { id: string; loaded: KeptFacts; onDone: () => void }) {
  const { w } = useTelling();
  const name = `facts.${id}`;
  const notice = useNotice();
  const client = useQueryClient();
  const [begun, setBegun] = useState<Begun>(() => begin(name, loaded));
  // Nothing was written here: what others kept is taken over as it comes.
  if (begun.before !== loaded.sha256 && sameFacts(begun.facts, begun.made)) setBegun(fresh(loaded));
  const isConflict = begun.before !== loaded.sha256 && !sameFacts(begun.facts, loaded.facts);
  const keep = useChange<unknown, string | null>(
    () => `${pathOf(id)}/notices/facts`,
    (before) => ({ facts: begun.facts, before }),
    [noticePlace(id)],
    () => {
      dropEdit(sessionStorage, name);
      notice(w("form.kept"));
      onDone();
    },
  );
  const change = (facts: NoticeFacts): void => {
    setBegun({ ...begun, facts, isRestored: false });
    keepEdit(sessionStorage, name, { text: JSON.stringify(facts), before: begun.before ?? "" });
  };
  const takeTheirs = (): void => {
    dropEdit(sessionStorage, name);
    setBegun(fresh(loaded));
  };
  return (
    <>
      {begun.isRestored ? <p className="hand-note">{w("form.restored")}</p> : null}
      <FactsForm facts={begun.facts} onFacts={change} />
      {isConflict ? (
        <Conflict
          mine={begun.facts}
          theirs={loaded.facts}
          onMine={() => setBegun({ ...begun, before: loaded.sha256 })}
          onTheirs={takeTheirs}
        />
      ) : keep.error === null ? null : (
        <Trouble error={keep.error} />
      )}
      <div className="form-acts">
        <Button
          loading={keep.isPending}
          disabled={isConflict}
          onClick={() =>
            keep.mutate(begun.before, {
              // Refused because of another's facts: they are fetched, and both are offered.
              onError: () => void client.invalidateQueries({ queryKey: factsPlace(id) }),
            })
          }
        >
          {w("form.keep")}
        </Button>
        <Button variant="default" onClick={onDone}>
          {w("form.close")}
        </Button>
      </div>
    </>
  );
}

function Conflict(props: {
  mine: NoticeFacts;
  theirs: NoticeFacts;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const { w } = useTelling();
  const paths = differing(props.mine, props.theirs);
  return (
    <div className="hand-note" role="alert">
      <p>{w("form.conflict")}</p>
      {paths.length === 0 ? null : (
        <ul>
          {paths.map((path) => (
            <li key={path}>
              <b>{w(`f.${path}`)}</b>
              <br />
              {w("form.conflict.both", {
                theirs: textAt(props.theirs, path) || "–",
                mine: textAt(props.mine, path) || "–",
              })}
            </li>
          ))}
        </ul>
      )}
      <div className="note-acts">
        <Button size="xs" onClick={props.onMine}>
          {w("form.conflict.mine")}
        </Button>
        <Button size="xs" variant="default" onClick={props.onTheirs}>
          {w("form.conflict.theirs")}
        </Button>
      </div>
    </div>
  );
}

/** What was begun on this device, when it is something else than what is kept. */
function begin(name: string, loaded: KeptFacts): Begun {
  const kept = keptEdit(sessionStorage, name);
  const saved = { text: JSON.stringify(loaded.facts), before: loaded.sha256 ?? "" };
  if (kept === null || standingOf(kept, saved) === "same") return fresh(loaded);
  const facts = JSON.parse(kept.text) as NoticeFacts;
  return { facts, made: loaded.facts, before: kept.before === "" ? null : kept.before, isRestored: true };
}

function fresh({ facts, sha256 }: KeptFacts): Begun {
  return { facts, made: facts, before: sha256, isRestored: false };
}

function sameFacts(one: NoticeFacts, other: NoticeFacts): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
