// The card switch: shows who set it, when and why; pausing and resuming asks for a reason that goes on record.

import { Badge, Button } from "@mantine/core";
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
  const { cards } = now;
  const paused = cards.state === "paused";
  return (
    <Panel
      title={t("cards.title")}
      aside={
        <Badge variant="light" color={paused ? "yellow" : "ai"} size="lg">
          {t(paused ? "cards.paused" : "cards.open")}
        </Badge>
      }
    >
      {cards.by === "" ? null : (
        <p className="quiet small">
          {t("cards.since", { time: time(cards.atMs), who: who(cards.by) })}
          {cards.why === "" ? null : (
            <>
              <br />
              {t("cards.why", { why: cards.why })}
            </>
          )}
        </p>
      )}
      <Button fullWidth variant={paused ? "filled" : "default"} onClick={() => setAsking(true)}>
        {t(paused ? "cards.resume" : "cards.pause")}
      </Button>
      <p className="quiet small">{t("cards.note")}</p>
      <SwitchQuestion paused={paused} opened={asking} onClose={() => setAsking(false)} />
    </Panel>
  );
}

function SwitchQuestion({
  paused,
  opened,
  onClose,
}: {
  paused: boolean;
  opened: boolean;
  onClose: () => void;
}) {
  const { t } = useSpeech();
  const notice = useNotice();
  const change = useChange<unknown, string>(
    () => `/v1/cards/${paused ? "resume" : "pause"}`,
    (why) => ({ why }),
    [keys.now],
  );
  const close = (): void => {
    change.reset();
    onClose();
  };
  return (
    <Confirm
      opened={opened}
      title={t(paused ? "cards.resume.ask" : "cards.pause.ask")}
      explain={t("cards.note")}
      act={t(paused ? "cards.resume" : "cards.pause")}
      field={{
        label: t("cards.why.label"),
        hint: t(paused ? "cards.why.resume" : "cards.why.pause"),
        missing: t("cards.why.missing"),
      }}
      busy={change.isPending}
      error={change.error}
      onClose={close}
      onAct={(why) =>
        change.mutate(why, {
          onSuccess: () => {
            notice(t(paused ? "cards.done.open" : "cards.done.paused"));
            close();
          },
        })
      }
    />
  );
}
