// A channel under way or done: how far it is, pause and go on, returned mail, those a person must decide on, printed letters.

import { Button, Progress, TextInput } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { pathOf } from "../incidents/asks.ts";
import { inquiryPlace } from "../inquiries/asks.ts";
import { noticePlace } from "./asks.ts";
import { Batches } from "./batches.tsx";
import { PeopleToDecide } from "./people-list.tsx";
import type { Sending } from "./papers.ts";
import { settledOf } from "./sending-order.ts";
import { useTelling, wordOr } from "./telling.ts";

const STATES = ["sent", "waiting", "claimed", "unknown", "refused", "bounced"] as const;

export function SendingPart({ id, sending }: { id: string; sending: Sending }) {
  const telling = useTelling();
  const { w, count, who, time } = telling;
  const { channel, counts, people, perSecond, trouble, isStale, state } = sending;
  const settled = settledOf(sending);
  const told = w("progress.label", { done: count(settled), people: count(people) });
  return (
    <>
      <p className="quiet small">
        {w("progress.by", { who: who(sending.by), time: time(sending.createdAtMs) })}
      </p>
      <Progress
        value={people === 0 ? 100 : (settled / people) * 100}
        size="lg"
        aria-label={told}
        transitionDuration={0}
      />
      <p className="progress-line">
        <b>{told}</b>
        {perSecond === null || state !== "running" ? null : (
          <span className="quiet">{w("progress.speed", { count: count(Math.round(perSecond)) })}</span>
        )}
      </p>
      <dl className="send-counts">
        {STATES.filter((one) => counts[one] > 0 || one === "sent").map((one) => (
          <div key={one} className={one === "unknown" && counts[one] > 0 ? "needed" : ""}>
            <dt>{w(one === "sent" && channel === "letter" ? "count.sent.letter" : `count.${one}`)}</dt>
            <dd>{count(counts[one])}</dd>
          </div>
        ))}
      </dl>
      {trouble === null || trouble === "stale" ? null : (
        <p className="need-note" role="status">
          {w("progress.trouble", { what: wordOr(telling, `trouble.${trouble}`, trouble) })}
        </p>
      )}
      {isStale && state !== "done" ? (
        <p className="need-note" role="status">
          {w("progress.stale", { next: sending.report + 1 })}
        </p>
      ) : null}
      <Acts id={id} sending={sending} />
      <PeopleToDecide id={id} sending={sending} />
      <Batches id={id} batches={sending.batches} />
    </>
  );
}

function Acts({ id, sending }: { id: string; sending: Sending }) {
  const { w } = useTelling();
  const { report, channel, state, isStale } = sending;
  const [why, setWhy] = useState<string | null>(null);
  const change = useChange<unknown, "pause" | "resume">(
    (act) => `${pathOf(id)}/sendings/${act}`,
    () => ({ report, channel, why: (why ?? "").trim() }),
    [noticePlace(id)],
    () => setWhy(null),
  );
  const isPausing = state === "running" && why !== null;
  return (
    <>
      <div className="form-acts">
        {state === "running" && why === null ? (
          <Button variant="default" onClick={() => setWhy("")}>
            {w("pause.act")}
          </Button>
        ) : null}
        {state === "paused" && !isStale ? (
          <Button loading={change.isPending} onClick={() => change.mutate("resume")}>
            {w("resume.act")}
          </Button>
        ) : null}
        {channel === "email" ? <Collect id={id} report={report} /> : null}
      </div>
      {isPausing ? (
        <form
          className="pause-form"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate("pause");
          }}
        >
          <p className="small">{w("pause.explain")}</p>
          <TextInput
            label={w("pause.why")}
            value={why}
            maxLength={1_000}
            autoFocus
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <Button type="submit" loading={change.isPending}>
            {w("pause.act")}
          </Button>
        </form>
      ) : null}
      {change.error === null ? null : <Trouble error={change.error} />}
    </>
  );
}

function Collect({ id, report }: { id: string; report: number }) {
  const { w, count } = useTelling();
  const notice = useNotice();
  const collect = useChange<{ mails: number; bounced: number; replies: number }>(
    () => `${pathOf(id)}/sendings/collect`,
    () => ({ report }),
    [noticePlace(id), inquiryPlace(id)],
  );
  const read = (): void =>
    collect.mutate(undefined, {
      onSuccess: ({ mails, bounced, replies }) =>
        notice(w("collect.done", { mails: count(mails), bounced: count(bounced), replies: count(replies) })),
    });
  return (
    <>
      <Button variant="default" loading={collect.isPending} onClick={read}>
        {w("collect.act")}
      </Button>
      {collect.error === null ? null : <Trouble error={collect.error} />}
    </>
  );
}
