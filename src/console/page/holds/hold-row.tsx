// One held order: what it is, why it is held, and the two decisions, each asked once more before it is done.

import { Badge, Button, Group } from "@mantine/core";
import { useState } from "react";
import { keys, useChange, useHoldReasons } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import type { Speech } from "../ground/speech.ts";
import type { Hold } from "../ground/reach.ts";
import { tellCrowd, tellFailures, tellHold } from "../now/told.ts";

type Act = "name" | "release" | "cancel" | "no-order";

export function HoldRow({ hold }: { hold: Hold }) {
  const speech = useSpeech();
  const { t, yen, time, country } = speech;
  const [asking, setAsking] = useState(false);
  const [act, setAct] = useState<Act>("release");
  const ask = (wanted: Act): void => {
    setAct(wanted);
    setAsking(true);
  };
  const order = orderOf(hold, t);
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
          {actsOf(hold).map((wanted, at) => (
            <Button
              key={wanted}
              size="sm"
              variant={at === 0 ? "light" : "default"}
              onClick={() => ask(wanted)}
              aria-label={t(`holds.${wanted}.named`, { order })}
            >
              {t(`holds.${wanted}`)}
            </Button>
          ))}
        </Group>
      ) : (
        <HoldDecided hold={hold} />
      )}
      <HoldQuestion hold={hold} order={order} act={act} opened={asking} onClose={() => setAsking(false)} />
    </li>
  );
}

/** An unnamed hold cannot be cancelled before it is known which order that would be. */
function actsOf(hold: Hold): readonly Act[] {
  return hold.orderRef === null ? ["name", "release", "no-order"] : ["release", "cancel"];
}

function orderOf(hold: Hold, t: Speech["t"]): string {
  if (hold.orderRef !== null) return t("holds.order", { ref: hold.orderRef });
  return hold.claimedRef === null
    ? t("holds.order.none")
    : t("holds.order.claimed", { ref: hold.claimedRef });
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

function HoldQuestion(props: { hold: Hold; order: string; act: Act; opened: boolean; onClose: () => void }) {
  const { t } = useSpeech();
  const notice = useNotice();
  const { act, hold } = props;
  const path = `/v1/holds/${encodeURIComponent(hold.id)}/${act === "no-order" ? "cancel" : act}`;
  const change = useChange<unknown, string>(
    () => path,
    (text) =>
      act === "name" ? { orderRef: text } : { note: text, ...(act === "no-order" ? { noOrder: true } : {}) },
    [keys.holds, keys.now],
    () => {
      notice(t(`holds.${act}.done`));
      props.onClose();
    },
  );
  const close = (): void => {
    change.reset();
    props.onClose();
  };
  const note = { label: t("holds.note.label"), hint: t("holds.note.hint") };
  const name = {
    label: t("holds.name.label"),
    hint: t("holds.name.hint", { ref: hold.claimedRef ?? "A-1043" }),
    missing: t("holds.name.missing"),
  };
  return (
    <Confirm
      opened={props.opened}
      title={t(`holds.${act}.ask`)}
      explain={`${props.order}: ${t(`holds.${act}.note`)}`}
      act={t(`holds.${act}`)}
      field={act === "name" ? name : note}
      busy={change.isPending}
      error={change.error}
      onClose={close}
      onAct={(text) => change.mutate(text)}
    />
  );
}
