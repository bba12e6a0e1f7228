// One held order: what it is, why it is held, and the two decisions, each asked once more before it is done.

import { Badge, Button, Group } from "@mantine/core";
import { useState } from "react";
import { keys, useChange, useHoldReasons } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import type { Hold } from "../ground/reach.ts";
import { tellCrowd, tellFailures, tellHold } from "../now/told.ts";

type Decision = "release" | "cancel";

export function HoldRow({ hold }: { hold: Hold }) {
  const speech = useSpeech();
  const { t, yen, time, country } = speech;
  const [asking, setAsking] = useState(false);
  const [decision, setDecision] = useState<Decision>("release");
  const ask = (wanted: Decision): void => {
    setDecision(wanted);
    setAsking(true);
  };
  const order = hold.orderRef === null ? t("holds.order.none") : t("holds.order", { ref: hold.orderRef });
  return (
    <li className="hold">
      <div>
        <p className="row-title">
          {order}{" "}
          <span className="amount">
            {hold.amountYen === null ? t("holds.amount.none") : yen(hold.amountYen)}
          </span>
        </p>
        <p>{tellHold(hold.probability, speech)}</p>
        <p className="quiet small">
          {time(hold.createdAtMs)} · {t("holds.from", { country: country(hold.country) })}
        </p>
        <HoldReasons hold={hold} />
      </div>
      {hold.state === "held" ? (
        <Group gap="xs" className="hold-acts">
          <Button
            size="sm"
            variant="light"
            onClick={() => ask("release")}
            aria-label={t("holds.release.named", { order })}
          >
            {t("holds.release")}
          </Button>
          <Button
            size="sm"
            variant="default"
            onClick={() => ask("cancel")}
            aria-label={t("holds.cancel.named", { order })}
          >
            {t("holds.cancel")}
          </Button>
        </Group>
      ) : (
        <HoldDecided hold={hold} />
      )}
      <HoldQuestion
        hold={hold}
        order={order}
        decision={decision}
        opened={asking}
        onClose={() => setAsking(false)}
      />
    </li>
  );
}

function HoldDecided({ hold }: { hold: Hold }) {
  const { t, time, who } = useSpeech();
  if (hold.state === "held") return null;
  return (
    <div className="hold-decided">
      <Badge variant="light" color={hold.state === "released" ? "ai" : "gray"}>
        {t(`holds.state.${hold.state}`)}
      </Badge>
      <p className="quiet small">
        {t("holds.by", {
          who: who(hold.decidedBy ?? ""),
          time: time(hold.decidedAtMs ?? hold.createdAtMs),
        })}
        {hold.note === null || hold.note === "" ? null : (
          <>
            <br />
            {hold.note}
          </>
        )}
      </p>
    </div>
  );
}

function HoldReasons({ hold }: { hold: Hold }) {
  const speech = useSpeech();
  const { t } = speech;
  const [opened, setOpened] = useState(false);
  const reasons = useHoldReasons(hold.id, opened);
  return (
    <details className="why" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary>{t("holds.why")}</summary>
      {reasons.data?.length === 0 ? <p className="small">{t("holds.why.none")}</p> : null}
      <ul>
        {reasons.data?.map((reason) => (
          <li key={`${reason.crowd} ${reason.label}`}>
            {tellCrowd({ kind: reason.crowd, label: reason.label }, speech, reason.weight)}
            {reason.declines === 0 ? null : `: ${tellFailures(reason.tries, reason.declines, speech)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function HoldQuestion(props: {
  hold: Hold;
  order: string;
  decision: Decision;
  opened: boolean;
  onClose: () => void;
}) {
  const { t } = useSpeech();
  const notice = useNotice();
  const { decision } = props;
  const change = useChange<unknown, string>(
    () => `/v1/holds/${encodeURIComponent(props.hold.id)}/${decision}`,
    (note) => ({ note }),
    [keys.holds, keys.now],
    () => {
      notice(t(decision === "release" ? "holds.done.released" : "holds.done.cancelled"));
      props.onClose();
    },
  );
  const close = (): void => {
    change.reset();
    props.onClose();
  };
  return (
    <Confirm
      opened={props.opened}
      title={t(`holds.${decision}.ask`)}
      explain={`${props.order}: ${t(`holds.${decision}.note`)}`}
      act={t(`holds.${decision}`)}
      field={{ label: t("holds.note.label"), hint: t("holds.note.hint") }}
      busy={change.isPending}
      error={change.error}
      onClose={close}
      onAct={(note) => change.mutate(note)}
    />
  );
}
