// The card switch: shows who set it, when and why; pausing and resuming asks for a reason that goes on record.

import { Badge, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { Panel } from "../ground/pieces.tsx";
import type { NowView } from "../ground/reach.ts";
import { useNotice } from "../ground/notice.tsx";

export function CardSwitchPanel({ now }: { now: NowView }) {
  const { t, time, who } = useSpeech();
  const [asking, setAsking] = useState(false);
  // Fixed when the button is pressed: the question must not turn round when the state changes behind it.
  const [to, setTo] = useState<"paused" | "open">("paused");
  const { cards } = now;
  const paused = cards.state === "paused";
  const ask = (): void => {
    setTo(paused ? "open" : "paused");
    setAsking(true);
  };
  return (
    <Panel
      title={t("cards.title")}
      aside={
        <Badge variant="light" className={paused ? "hand" : ""} size="lg">
          {t(paused ? "cards.paused" : "cards.open")}
        </Badge>
      }
    >
      {cards.why === "" ? null : (
        <p className="quiet small">
          {t("cards.since", { time: time(cards.atMs), who: who(cards.by) })}
          <br />
          {t("cards.why", { why: cards.why })}
        </p>
      )}
      <Button fullWidth variant={paused ? "filled" : "default"} onClick={ask}>
        {t(paused ? "cards.resume" : "cards.pause")}
      </Button>
      <p className="quiet small">{t("cards.note")}</p>
      <Link to="/site" className="text-link">
        {t("site.link")}
      </Link>
      <SwitchQuestion to={to} opened={asking} onClose={() => setAsking(false)} />
    </Panel>
  );
}

function SwitchQuestion({
  to,
  opened,
  onClose,
}: {
  to: "paused" | "open";
  opened: boolean;
  onClose: () => void;
}) {
  const { t } = useSpeech();
  const notice = useNotice();
  const change = useChange<unknown, string>(
    () => `/v1/cards/${to === "open" ? "resume" : "pause"}`,
    (why) => ({ why }),
    [keys.now],
    () => {
      notice(t(`cards.done.${to}`));
      onClose();
    },
  );
  const close = (): void => {
    change.reset();
    onClose();
  };
  return (
    <Confirm
      opened={opened}
      title={t(to === "open" ? "cards.resume.ask" : "cards.pause.ask")}
      explain={t(to === "open" ? "cards.resume.note" : "cards.note")}
      act={t(to === "open" ? "cards.resume" : "cards.pause")}
      field={{
        label: t("cards.why.label"),
        hint: t(to === "open" ? "cards.why.resume" : "cards.why.pause"),
        missing: t("cards.why.missing"),
      }}
      busy={change.isPending}
      error={change.error}
      onClose={close}
      onAct={(why) => change.mutate(why)}
    />
  );
}
