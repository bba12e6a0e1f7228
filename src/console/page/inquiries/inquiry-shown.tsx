// One inquiry: sealed at first, with a word about the journal; then what was said, the published answer that may fit, and the form
// for what was answered.

import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { Empty, Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { useTelling } from "../notices/telling.ts";
import { AnswerForm, type AnswerFormHandle } from "./answer-form.tsx";
import { useInquiry, type InquiryOpened } from "./asks.ts";

export function InquiryShown({ id, inquiry }: { id: string; inquiry: string }) {
  const { w } = useTelling();
  const [isWanted, setWanted] = useState(false);
  const opened = useInquiry(id, inquiry, isWanted);
  return (
    <div className="stack">
      <p className="small">
        <Link to="/incidents/$incidentId/inquiries" params={{ incidentId: id }} className="text-link">
          {w("inq.back")}
        </Link>
      </p>
      {isWanted ? (
        opened.data === undefined ? (
          opened.error === null ? (
            <Waiting />
          ) : (
            <Trouble error={opened.error} />
          )
        ) : (
          <Opened id={id} opened={opened.data} onAnswered={() => void opened.refetch()} />
        )
      ) : (
        <Panel title={w("inq.read")}>
          <p>{w("inq.sealed")}</p>
          <Button onClick={() => setWanted(true)}>{w("inq.seal.open")}</Button>
        </Panel>
      )}
    </div>
  );
}

function Opened({ id, opened, onAnswered }: { id: string; opened: InquiryOpened; onAnswered: () => void }) {
  const { w, time } = useTelling();
  const form = useRef<AnswerFormHandle>(null);
  const { inquiry, channel, askedAtMs, said, suggestion } = opened;
  return (
    <>
      <Panel title={w("inq.one", { channel: w(`inq.channel.${channel}`), time: time(askedAtMs) })}>
        <ol className="talk">
          {said.map((one) => (
            <Said key={one.seq} one={one} />
          ))}
        </ol>
      </Panel>
      {suggestion === null ? (
        <Empty>{w("inq.suggest.none")}</Empty>
      ) : (
        <Panel title={w("inq.suggest.title")} className="suggestion">
          <p className="row-title">{suggestion.question}</p>
          <p className="pre">{suggestion.answer}</p>
          <p className="quiet small">{w("inq.suggest.why", { shared: suggestion.shared.join("、") })}</p>
          <Button variant="default" onClick={() => form.current?.take(suggestion.answer)}>
            {w("inq.suggest.use")}
          </Button>
        </Panel>
      )}
      <AnswerForm ref={form} id={id} inquiry={inquiry} channel={channel} onDone={onAnswered} />
    </>
  );
}

function Said({ one }: { one: InquiryOpened["said"][number] }) {
  const { w, who, time } = useTelling();
  const none = w("inq.said.nameless");
  return (
    <li className={one.kind}>
      <p className="quiet small">
        {w("inq.said.line", {
          side: w(`inq.said.${one.kind}`),
          channel: w(`inq.channel.${one.channel}`),
          time: time(one.atMs),
          who: who(one.by),
        })}
      </p>
      {one.name === "" && one.contact === "" ? null : (
        <p className="small">
          {w("inq.said.name", { name: one.name || none, contact: one.contact || none })}
        </p>
      )}
      <blockquote className="pre">{one.words}</blockquote>
      {one.done === "" ? null : <p className="small">{w("inq.said.done", { done: one.done })}</p>}
    </li>
  );
}
