// Until when whom must be told: each date with how much of its time has gone, what happens when it is missed, and its mark.

import { Badge, Button, Group, Progress } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { tellMoment } from "./moments.ts";
import { tellClock, tellLeft, toneOf } from "./told.ts";

type Clock = PartProps["view"]["clocks"][number];

const COLOURS = { need: "var(--need)", hand: "var(--hand-line)", calm: "ai", done: "gray" } as const;

export function ClocksPanel({ view, onAsk }: PartProps) {
  const { t } = useSpeech();
  const isOpen = view.state === "open";
  const settled = view.clocks.filter((clock) => toneOf(clock) === "done");
  const live = view.clocks.filter((clock) => toneOf(clock) !== "done");
  return (
    <Panel
      title={t("clocks.title")}
      caption={t("clocks.caption")}
      aside={
        isOpen ? (
          <Button size="sm" variant="default" onClick={() => onAsk({ ask: "demand" })}>
            {t("demand.button")}
          </Button>
        ) : undefined
      }
    >
      {view.clocks.length === 0 ? <Empty>{t("clocks.none")}</Empty> : null}
      <ul className="rows clocks">
        {live.map((clock) => (
          <ClockRow key={clock.id} clock={clock} view={view} onAsk={onAsk} />
        ))}
      </ul>
      {settled.length === 0 ? null : (
        <details className="why" open={live.length === 0}>
          <summary>{t("clocks.settled", { count: settled.length })}</summary>
          <ul className="rows clocks">
            {settled.map((clock) => (
              <ClockRow key={clock.id} clock={clock} view={view} onAsk={onAsk} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

function ClockRow({ clock, view, onAsk }: PartProps & { clock: Clock }) {
  const speech = useSpeech();
  const { t } = speech;
  const { what, missed } = tellClock(speech, clock, view);
  const tone = toneOf(clock);
  const canMark = view.state === "open" && tone !== "done";
  return (
    <li className="clock">
      <div>
        <p className="row-title">{what}</p>
        <p className="small">
          <Badge variant="light" color="gray">
            {t(`force.${clock.force}`)}
          </Badge>{" "}
          <DueText clock={clock} view={view} />
        </p>
        {clock.gone === null || tone === "done" ? null : (
          <Progress
            value={clock.gone * 100}
            color={COLOURS[tone]}
            size="sm"
            aria-label={t("clocks.gone", { share: Math.floor(clock.gone * 100) })}
          />
        )}
        {clock.mark === null ? (
          missed === "" ? null : (
            <p className="quiet small">{t("clocks.missed", { what: missed })}</p>
          )
        ) : (
          <p className="quiet small">
            {t("clocks.marked", {
              mark: t(`mark.${clock.mark.mark}`),
              who: speech.who(clock.mark.by),
              time: tellMoment(speech, clock.mark.atMs, view.timeZone),
              why: clock.mark.why,
            })}
          </p>
        )}
      </div>
      {canMark ? (
        <Group gap="xs" className="hold-acts">
          {(["done", "not-applicable"] as const).map((mark) => (
            <Button
              key={mark}
              size="sm"
              variant={mark === "done" ? "light" : "default"}
              aria-label={t("mark.named", { mark: t(`mark.button.${mark}`), what })}
              onClick={() => onAsk({ ask: "mark", clock: clock.id, mark })}
            >
              {t(`mark.button.${mark}`)}
            </Button>
          ))}
        </Group>
      ) : null}
    </li>
  );
}

function DueText({ clock, view }: Pick<PartProps, "view"> & { clock: Clock }) {
  const speech = useSpeech();
  const { t } = speech;
  const { dueAtMs, state } = clock;
  if (state === "waiting") return <span className="quiet">{t("clocks.waiting")}</span>;
  if (dueAtMs === null) return null;
  const text = t("clocks.until", { time: tellMoment(speech, dueAtMs, view.timeZone) });
  if (state !== "running" && state !== "overdue")
    return (
      <>
        {text} · {t(`clock.state.${state}`)}
      </>
    );
  return (
    <>
      {text}{" "}
      <b className={toneOf(clock) === "need" ? "needed" : ""}>{tellLeft(speech, dueAtMs, Date.now())}</b>
    </>
  );
}
