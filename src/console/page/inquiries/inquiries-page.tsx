// The inquiry desk of an incident: how many wait for an answer, each without its words, one of them opened, and a copy of all.

import { Badge, Button, SegmentedControl } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Empty, Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { NoticeFrame, useIncidentId } from "../notices/frame.tsx";
import { useTelling } from "../notices/telling.ts";
import { useInquiries, type InquiryPage, type InquiryRow } from "./asks.ts";
import { ExportInquiries } from "./export-inquiries.tsx";
import { InquiryShown } from "./inquiry-shown.tsx";
import { NewInquiry } from "./new-inquiry.tsx";
import type { InquirySearch } from "./search.ts";
import "./inquiries.css";

const FILTERS = ["all", "open", "answered"] as const;

export function InquiriesPage() {
  const id = useIncidentId();
  const { w } = useTelling();
  const search = useSearch({ from: "/inside/incidents/$incidentId/inquiries" });
  return (
    <NoticeFrame title={w("inq.title")} intro={w("inq.intro")}>
      {search.inquiry === undefined ? (
        <InquiryList id={id} search={search} />
      ) : (
        <InquiryShown key={search.inquiry} id={id} inquiry={search.inquiry} />
      )}
    </NoticeFrame>
  );
}

function Counts({ counts }: { counts: InquiryPage["counts"] | undefined }) {
  const { w, count } = useTelling();
  return (
    <p className="inquiry-counts" role="status">
      {counts === undefined ? null : (
        <>
          <b>{w("inq.open", { count: count(counts.open) })}</b>{" "}
          <span className="quiet">{w("inq.answered", { count: count(counts.answered) })}</span>
        </>
      )}
    </p>
  );
}

function InquiryList({ id, search }: { id: string; search: InquirySearch }) {
  const { w } = useTelling();
  const [isNew, setNew] = useState(false);
  const navigate = useNavigate();
  const pages = useInquiries(id, search);
  const rows = pages.data?.pages.flatMap(({ inquiries }) => inquiries) ?? [];
  const choose = (value: string): void => {
    const state = value === "open" || value === "answered" ? ({ state: value } as const) : {};
    void navigate({
      to: "/incidents/$incidentId/inquiries",
      params: { incidentId: id },
      search: state,
      replace: true,
    });
  };
  return (
    <div className="stack">
      <div className="title-row">
        <Counts counts={pages.data?.pages[0]?.counts} />
        <Button onClick={() => setNew(true)}>{w("inq.new")}</Button>
      </div>
      <Panel
        title={w("inq.title")}
        aside={
          <SegmentedControl
            aria-label={w("inq.filter")}
            value={search.state ?? "all"}
            onChange={choose}
            data={FILTERS.map((value) => ({ value, label: w(`inq.filter.${value}`) }))}
          />
        }
      >
        {pages.data === undefined ? (
          pages.error === null ? (
            <Waiting />
          ) : (
            <Trouble error={pages.error} again={() => void pages.refetch()} />
          )
        ) : rows.length === 0 ? (
          <Empty>{w(search.state === undefined ? "inq.none" : "inq.none.here")}</Empty>
        ) : (
          <ul className="rows">
            {rows.map((row) => (
              <Row key={row.inquiry} id={id} row={row} search={search} />
            ))}
          </ul>
        )}
        {pages.hasNextPage ? (
          <Button
            size="sm"
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {w("inq.more")}
          </Button>
        ) : null}
      </Panel>
      <div>
        <ExportInquiries id={id} />
      </div>
      {isNew ? <NewInquiry id={id} onClose={() => setNew(false)} /> : null}
    </div>
  );
}

function Row({ id, row, search }: { id: string; row: InquiryRow; search: InquirySearch }) {
  const { w, time, who, count } = useTelling();
  const asked = time(row.askedAtMs);
  return (
    <li>
      <div>
        <p className="row-title">
          {w("inq.row", { channel: w(`inq.channel.${row.channel}`), time: asked })}{" "}
          <Badge variant="light" {...(row.state === "open" ? { className: "hand" } : { color: "ai" })}>
            {w(`inq.state.${row.state}`)}
          </Badge>
        </p>
        <p className="quiet small">
          {w("inq.row.entries", { count: count(row.entries), who: who(row.changedBy) })}
          {row.person === null ? null : ` · ${w("inq.person", { person: row.person })}`}
        </p>
      </div>
      <Link
        to="/incidents/$incidentId/inquiries"
        params={{ incidentId: id }}
        search={{ ...search, inquiry: row.inquiry }}
        className="row-act"
        aria-label={w("inq.read.named", { time: asked })}
      >
        {w("inq.read")}
      </Link>
    </li>
  );
}
