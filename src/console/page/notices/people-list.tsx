// Persons a sending could not settle by itself. Of those nobody knows about, a person says what happened; the others get letters.

import { Button, Group } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type * as shapes from "../../api/sending-shapes.ts";
import { useChange } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { reach } from "../ground/reach.ts";
import { pathOf } from "../incidents/asks.ts";
import { noticePlace } from "./asks.ts";
import { classOf, type Sending } from "./papers.ts";
import { useTelling } from "./telling.ts";

type Person = z.infer<typeof shapes.peopleAnswer>["people"][number];
type Settled = "unknown" | "refused" | "bounced";
const PAGE = 50;
const CHOICES = ["sent", "waiting", "bounced"] as const;
type Choice = (typeof CHOICES)[number];

export function PeopleToDecide({ id, sending }: { id: string; sending: Sending }) {
  const { w, count } = useTelling();
  const states: readonly Settled[] = ["unknown", "refused", "bounced"];
  return states
    .filter((state) => sending.counts[state] > 0)
    .map((state) => (
      <details key={state} className="fold" {...(state === "unknown" ? { open: true } : {})}>
        <summary>
          <span>{w(`people.${state}`)}</span>
          <span className="quiet small">{w("audience.people", { count: count(sending.counts[state]) })}</span>
        </summary>
        <div className="fold-in">
          <p className="small">{w(state === "unknown" ? "people.unknown.explain" : "people.letters")}</p>
          <People id={id} sending={sending} state={state} />
        </div>
      </details>
    ));
}

function People({ id, sending, state }: { id: string; sending: Sending; state: Settled }) {
  const { w } = useTelling();
  const { report, channel } = sending;
  const [asked, setAsked] = useState<{ readonly person: Person; readonly choice: Choice } | null>(null);
  const pages = useInfiniteQuery({
    queryKey: [...noticePlace(id), "people", report, channel, state, sending.counts[state]],
    queryFn: ({ pageParam }) =>
      reach<{ people: readonly Person[] }>(
        `${pathOf(id)}/sendings/people?${new URLSearchParams({
          report: String(report),
          channel,
          state,
          after: pageParam,
          limit: String(PAGE),
        })}`,
      ),
    initialPageParam: "",
    getNextPageParam: ({ people }) => (people.length < PAGE ? null : (people.at(-1)?.personId ?? null)),
  });
  const people = pages.data?.pages.flatMap((page) => page.people) ?? [];
  if (pages.data === undefined) return pages.error === null ? <Waiting /> : <Trouble error={pages.error} />;
  return (
    <>
      <ul className="rows">
        {people.map((person) => (
          <PersonRow
            key={person.personId}
            person={person}
            onChoice={state === "unknown" ? (choice) => setAsked({ person, choice }) : undefined}
          />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button
          size="sm"
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {w("people.more")}
        </Button>
      ) : null}
      {asked === null ? null : <Decide id={id} sending={sending} {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function PersonRow({
  person,
  onChoice,
}: {
  person: Person;
  onChoice: ((choice: Choice) => void) | undefined;
}) {
  const { w, time } = useTelling();
  const of = classOf(person.class);
  return (
    <li>
      <div>
        <p className="row-title key">{person.personId}</p>
        <p className="quiet small">
          {of === null ? "" : `${w(`audience.short.${of}`)} · `}
          {w("people.tries", { count: person.tries })}
          {person.settledAtMs === null ? "" : ` · ${time(person.settledAtMs)}`}
        </p>
        {person.note === "" ? null : <p className="small">{person.note}</p>}
      </div>
      {onChoice === undefined ? null : (
        <Group gap="xs">
          {CHOICES.map((choice) => (
            <Button
              key={choice}
              size="xs"
              variant="default"
              aria-label={w("decide.named", { choice: w(`decide.${choice}`), person: person.personId })}
              onClick={() => onChoice(choice)}
            >
              {w(`decide.${choice}`)}
            </Button>
          ))}
        </Group>
      )}
    </li>
  );
}

function Decide(props: {
  id: string;
  sending: Sending;
  person: Person;
  choice: Choice;
  onClose: () => void;
}) {
  const { id, sending, person, choice, onClose } = props;
  const { w } = useTelling();
  const { report, channel } = sending;
  const decide = useChange<unknown, string>(
    () => `${pathOf(id)}/sendings/decide`,
    (why) => ({ report, channel, personId: person.personId, from: person.state, to: choice, why }),
    [noticePlace(id)],
    onClose,
  );
  return (
    <Confirm
      opened
      title={w("decide.named", { choice: w(`decide.${choice}`), person: person.personId })}
      explain={w(`decide.${choice}.explain`)}
      act={w(`decide.${choice}`)}
      field={{
        label: w("decide.why"),
        hint: w("decide.why.hint"),
        missing: w("start.reason.missing"),
      }}
      busy={decide.isPending}
      error={decide.error}
      onAct={(why) => decide.mutate(why)}
      onClose={onClose}
    />
  );
}
