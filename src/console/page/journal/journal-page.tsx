// The journal to read: newest entries first, by kind and day, and how to take a copy that proves itself.

import { Button, NativeSelect, Paper, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Trouble, Waiting } from "../ground/pieces.tsx";
import { reach } from "../ground/reach.ts";
import { factsTold, GROUPS, incidentOf, kindTold, pathFor, type JournalLine } from "./lines.ts";

interface Page {
  readonly entries: readonly JournalLine[];
  readonly nextBeforeSeq: number | null;
}

export function JournalPage() {
  const { t } = useSpeech();
  const [kind, setKind] = useState("");
  const [day, setDay] = useState("");
  return (
    <div className="stack">
      <div>
        <Title order={1} className="page-title">
          {t("journal.title")}
        </Title>
        <p className="lead">{t("journal.intro")}</p>
      </div>
      <div className="filters">
        <NativeSelect
          label={t("journal.kind")}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: "", label: t("journal.all") },
            ...GROUPS.map((group) => ({ value: group, label: t(`journal.group.${group}`) })),
          ]}
        />
        <TextInput
          type="date"
          label={t("journal.day")}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
      </div>
      <Lines kind={kind} day={day} />
      <Paper withBorder className="panel">
        <p>{t("journal.export")}</p>
        <div className="command">
          <code tabIndex={0}>misemori journal verify</code>
          <code tabIndex={0}>misemori journal export --html journal.html</code>
          <code tabIndex={0}>misemori journal export &gt; journal.jsonl</code>
        </div>
      </Paper>
    </div>
  );
}

function Lines({ kind, day }: { kind: string; day: string }) {
  const { t } = useSpeech();
  const pages = useInfiniteQuery({
    queryKey: ["journal", kind, day],
    queryFn: ({ pageParam }) => reach<Page>(pathFor({ kind, day, beforeSeq: pageParam })),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBeforeSeq }) => nextBeforeSeq,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : 15_000),
  });
  const lines = pages.data?.pages.flatMap(({ entries }) => entries) ?? [];
  return (
    <Paper withBorder className="panel">
      {pages.data === undefined ? pages.error === null ? <Waiting /> : <Trouble error={pages.error} /> : null}
      {pages.data !== undefined && lines.length === 0 ? (
        <Empty>{t(pages.hasNextPage ? "journal.none.here" : "journal.none")}</Empty>
      ) : null}
      <ol className="timeline" aria-label={t("journal.title")}>
        {lines.map((line) => (
          <Line key={line.seq} line={line} />
        ))}
      </ol>
      {pages.hasNextPage ? (
        <Button
          variant="default"
          size="sm"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("journal.older")}
        </Button>
      ) : null}
    </Paper>
  );
}

function Line({ line }: { line: JournalLine }) {
  const speech = useSpeech();
  const facts = factsTold(speech, line);
  const incidentId = incidentOf(line);
  return (
    <li>
      <p className="quiet small">
        {speech.time(line.atMs)} · {speech.who(line.by)} · <span className="number">#{line.seq}</span>
      </p>
      <p className="row-title">{kindTold(speech, line.kind)}</p>
      {facts.length === 0 ? null : (
        <dl className="journal-facts small">
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {incidentId === null ? null : (
        <Link to="/incidents/$incidentId" params={{ incidentId }} className="text-link">
          {speech.t("journal.incident")}
        </Link>
      )}
    </li>
  );
}
