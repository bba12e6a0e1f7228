// The page that sends: each channel with its readiness, trial, start and progress; then what a person must decide.

import { Badge } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Empty, Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { useBoard, useOutgoing } from "./asks.ts";
import { NoticeFrame, useIncidentId } from "./frame.tsx";
import type { Board, Outgoing } from "./papers.ts";
import { ReadyPart } from "./ready-part.tsx";
import { channelsOf, type ChannelState } from "./sending-order.ts";
import { SendingPart } from "./sending-part.tsx";
import { useTelling } from "./telling.ts";
import "./sending.css";

export function SendingPage() {
  const id = useIncidentId();
  const { w } = useTelling();
  const board = useBoard(id);
  const outgoing = useOutgoing(id);
  const error = board.error ?? outgoing.error;
  const again = (): void => void Promise.all([board.refetch(), outgoing.refetch()]);
  return (
    <NoticeFrame title={w("send.title")} intro={w("send.intro")}>
      {board.data === undefined || outgoing.data === undefined ? (
        error === null ? (
          <Waiting />
        ) : (
          <Trouble error={error} again={again} />
        )
      ) : (
        <Channels id={id} board={board.data} outgoing={outgoing.data} />
      )}
    </NoticeFrame>
  );
}

function Channels({ id, board, outgoing }: { id: string; board: Board; outgoing: Outgoing }) {
  const { w } = useTelling();
  const { now, earlier } = channelsOf(outgoing);
  return (
    <>
      {now.length === 0 ? (
        <Panel title={w("ready.title")}>
          <Empty>{w("send.none")}</Empty>
          <Link to="/incidents/$incidentId/notices" params={{ incidentId: id }} className="text-link">
            {w("tab.papers")}
          </Link>
        </Panel>
      ) : null}
      <div className="channels">
        {now.map((state) => (
          <Channel key={state.channel} id={id} board={board} state={state} />
        ))}
      </div>
      {earlier.length === 0 ? null : (
        <>
          <h2 className="earlier-title">{w("earlier.title")}</h2>
          <div className="channels">
            {earlier.map((sending) => (
              <Channel
                key={`${sending.report} ${sending.channel}`}
                id={id}
                board={board}
                state={{ ...sending, ready: undefined, sending }}
              />
            ))}
          </div>
        </>
      )}
    </>
  );
}

function Channel({ id, board, state }: { id: string; board: Board; state: ChannelState }) {
  const { w } = useTelling();
  const { report, channel, ready, sending } = state;
  return (
    <Panel
      title={w("channel.title", { report, channel: w(`channel.${channel}`) })}
      aside={
        sending === undefined ? undefined : (
          <Badge variant="light" {...(sending.state === "paused" ? { className: "hand" } : { color: "ai" })}>
            {w(
              channel === "letter" && sending.state === "running"
                ? "state.running.letter"
                : `state.${sending.state}`,
            )}
          </Badge>
        )
      }
    >
      {sending === undefined ? (
        ready === undefined ? null : (
          <ReadyPart id={id} board={board} ready={ready} />
        )
      ) : (
        <SendingPart id={id} sending={sending} />
      )}
    </Panel>
  );
}
