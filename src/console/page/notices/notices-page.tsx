// An incident's papers at one glance: what to do next, what is known, whom it concerns, and every paper with its state.

import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { flushSync } from "react-dom";
import { Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { useBoard, useOutgoing } from "./asks.ts";
import { FactsPanel } from "./facts-panel.tsx";
import { NoticeFrame, useIncidentId } from "./frame.tsx";
import { PaperGroups } from "./paper-groups.tsx";
import { stepsOf, type Board, type BoardSearch, type StepName } from "./papers.ts";
import { StepsPanel } from "./steps-panel.tsx";
import { useTelling } from "./telling.ts";

export function NoticesPage() {
  const id = useIncidentId();
  const board = useBoard(id);
  const { w } = useTelling();
  return (
    <NoticeFrame title={w("notices.title")} intro={w("notices.intro")}>
      {board.data === undefined ? (
        board.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={board.error} again={() => void board.refetch()} />
        )
      ) : (
        <BoardShown key={id} id={id} board={board.data} />
      )}
    </NoticeFrame>
  );
}

function BoardShown({ id, board }: { id: string; board: Board }) {
  const search = useSearch({ from: "/inside/incidents/$incidentId/notices" });
  const telling = useTelling();
  const outgoing = useOutgoing(id);
  const navigate = useNavigate();
  const [isWriting, setWriting] = useState(false);
  const newest = Math.max(1, ...board.reports);
  const report = search.report ?? newest;
  const language = search.language ?? "ja";
  const choose = (change: BoardSearch): void =>
    void navigate({
      to: "/incidents/$incidentId/notices",
      params: { incidentId: id },
      search: { report, language, ...change },
      replace: true,
    });
  const go = (step: StepName): void => {
    if (step === "facts") setWriting(true);
    else if (step === "papers") {
      // The papers give way to the form of facts while that is open.
      flushSync(() => setWriting(false));
      document.querySelector<HTMLElement>("#papers")?.scrollIntoView();
    } else void navigate({ to: "/incidents/$incidentId/notices/send", params: { incidentId: id } });
  };
  return (
    <div className="notice-board">
      <div className="notice-side">
        <StepsPanel steps={stepsOf(board, outgoing.data, report, language)} onGo={go} />
        <CountsPanel board={board} />
      </div>
      <div className="notice-main">
        <FactsPanel id={id} board={board} isWriting={isWriting} onWriting={setWriting} />
        {isWriting ? null : (
          <>
            <div className="filters" id="papers">
              <ReportChoice board={board} report={report} onReport={(chosen) => choose({ report: chosen })} />
              <div>
                <p className="choice-label">{telling.w("papers.language")}</p>
                <SegmentedControl
                  aria-label={telling.w("papers.language")}
                  value={language}
                  onChange={(chosen) => choose({ language: chosen === "en" ? "en" : "ja" })}
                  data={(["ja", "en"] as const).map((one) => ({
                    value: one,
                    label: telling.w(`language.${one}`),
                  }))}
                />
              </div>
            </div>
            <PaperGroups id={id} board={board} language={language} report={report} />
          </>
        )}
      </div>
    </div>
  );
}

function ReportChoice(props: { board: Board; report: number; onReport: (report: number) => void }) {
  const { w } = useTelling();
  const known = [...new Set([1, ...props.board.reports])].toSorted((a, b) => a - b);
  const next = Math.max(...known) + 1;
  const choices = known.map((one) => ({ value: String(one), label: w("report.number", { report: one }) }));
  // A second report is only begun once the first exists.
  const more =
    props.board.reports.length === 0
      ? []
      : [{ value: String(next), label: w("report.new", { report: next }) }];
  return (
    <NativeSelect
      label={w("report.label")}
      value={String(props.report)}
      data={[...choices, ...more]}
      onChange={(event) => props.onReport(Number(event.currentTarget.value))}
    />
  );
}

function CountsPanel({ board }: { board: Board }) {
  const { w, count } = useTelling();
  const { counts, addressees } = board;
  return (
    <Panel title={w("counts.title")}>
      {counts === null ? (
        <p className="quiet small">{w("counts.none")}</p>
      ) : (
        <dl className="people-counts">
          {(["confirmed", "possible", "notAffected"] as const).map((one) => (
            <div key={one}>
              <dt>
                <span className={`swatch ${one}`} aria-hidden="true" />
                {w(`audience.short.${one}`)}
              </dt>
              <dd>{w("audience.people", { count: count(counts[one]) })}</dd>
            </div>
          ))}
        </dl>
      )}
      {counts === null ? null : (
        <p className="quiet small">
          {addressees === null
            ? w("counts.addressees.none")
            : w("counts.addressees", {
                people: count(addressees.people),
                mail: count(addressees.withEmail),
                address: count(addressees.withAddress),
              })}
        </p>
      )}
    </Panel>
  );
}
