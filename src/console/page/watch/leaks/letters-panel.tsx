// Mail that came to canaries: what hints at a leak, and what was set aside with the reason; a sender known to be rightful can be named.

import { Badge, Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { Empty, Panel, Trouble, Waiting } from "../../ground/pieces.tsx";
import { useLetters, type Letter, type Which } from "./asks.ts";
import { groupLetters, type LetterGroup } from "./letter-groups.ts";
import { useLeakTelling } from "./use-telling.ts";

export function LettersPanel() {
  const { w, language } = useLeakTelling();
  const [which, setWhich] = useState<Which>("hits");
  const letters = useLetters(which, language);
  const all = letters.data?.pages.flatMap((page) => page.letters) ?? [];
  return (
    <Panel
      title={w("mails.title")}
      caption={w("mails.caption")}
      aside={
        <SegmentedControl
          size="xs"
          value={which}
          onChange={(value) => setWhich(value === "aside" ? "aside" : "hits")}
          aria-label={w("mails.which")}
          data={[
            { value: "hits", label: w("mails.hits") },
            { value: "aside", label: w("mails.aside") },
          ]}
        />
      }
    >
      {letters.data === undefined ? (
        letters.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={letters.error} again={() => void letters.refetch()} />
        )
      ) : all.length === 0 ? (
        <Empty>{w(`mails.${which}.none`)}</Empty>
      ) : (
        <ul className="rows">
          {groupLetters(all).map((group) => (
            <GroupRow key={group.letter.key} group={group} />
          ))}
        </ul>
      )}
      {letters.hasNextPage ? (
        <Button
          size="xs"
          variant="default"
          loading={letters.isFetchingNextPage}
          onClick={() => void letters.fetchNextPage()}
        >
          {w("mails.more")}
        </Button>
      ) : null}
    </Panel>
  );
}

function GroupRow({ group }: { group: LetterGroup }) {
  const { w, moment, count, system } = useLeakTelling();
  const { letter, canaries, times, firstAtMs, lastAtMs, periods } = group;
  const [first, last] = [moment(firstAtMs), moment(lastAtMs)];
  const time = first === last ? last : w("mails.span", { first, last });
  return (
    <li>
      <div>
        <p className="row-title anywhere">
          {letter.said}{" "}
          {times === 1 ? null : (
            <Badge variant="light" color="gray" tt="none">
              {w("mails.times", { count: count(times) })}
            </Badge>
          )}
        </p>
        <p className="quiet small">
          {letter.canary === ""
            ? w("mails.row.nobody", { time })
            : w("mails.row", { time, system: system(letter.system), canaries: count(canaries) })}
        </p>
        {periods.length === 0 ? null : (
          <p className="quiet small">
            {w("mails.periods", {
              periods: periods.length === 1 ? (periods[0] ?? "") : `${periods[0]} – ${periods.at(-1)}`,
            })}
          </p>
        )}
        {letter.why === "" ? null : <p className="small">{w("mails.why", { why: letter.why })}</p>}
        {letter.facts === null ? null : <LetterFacts letter={letter} facts={letter.facts} />}
      </div>
    </li>
  );
}

function LetterFacts({ letter, facts }: { letter: Letter; facts: NonNullable<Letter["facts"]> }) {
  const { w, system } = useLeakTelling();
  const { remoteAddress, helo, spf, dkim, dmarc, hosts, attachments, proven } = facts;
  const files = attachments.map(({ name, type }) => (name === "" ? type : name));
  const [sender] = proven;
  return (
    <details className="why">
      <summary>{w("mails.more.facts")}</summary>
      <p className="anywhere">{w("mails.from", { address: remoteAddress || "–", helo: helo || "–" })}</p>
      <p>{w("mails.proof", { verdicts: `SPF ${spf} · DKIM ${dkim} · DMARC ${dmarc}` })}</p>
      {hosts.length === 0 ? null : (
        <p className="anywhere">{w("mails.hosts", { hosts: hosts.join(", ") })}</p>
      )}
      {files.length === 0 ? null : (
        <p className="anywhere">{w("mails.files", { files: files.join(", ") })}</p>
      )}
      {letter.outcome !== "hit" ? null : sender === undefined ? (
        <p className="quiet">{w("mails.own.unproven")}</p>
      ) : (
        <>
          <p>{w("mails.own", { system: system(letter.system) })}</p>
          <pre className="snippet" tabIndex={0}>
            {`canary:\n  systems:\n    - { name: ${JSON.stringify(letter.system)}, senders: [${sender}] }`}
          </pre>
        </>
      )}
    </details>
  );
}
