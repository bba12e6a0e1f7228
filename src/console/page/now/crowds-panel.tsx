// Crowds under suspicion, each with its reason in words and what it costs in yen.

import { Button } from "@mantine/core";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { Crowd, NowView } from "../ground/reach.ts";
import { tellAttackers, tellCrowd, tellFate } from "./told.ts";

const SHOWN_FIRST = 5;

export function CrowdsPanel({ now }: { now: NowView }) {
  const { t } = useSpeech();
  const [all, setAll] = useState(false);
  const shown = all ? now.crowds : now.crowds.slice(0, SHOWN_FIRST);
  const more = now.crowds.length - shown.length;
  return (
    <Panel title={t("crowds.title")} caption={t("crowds.caption")} className="half">
      {shown.length === 0 ? <Empty>{t("crowds.none")}</Empty> : null}
      <ul className="rows">
        {shown.map((crowd) => (
          <CrowdRow key={`${crowd.kind} ${crowd.label}`} crowd={crowd} />
        ))}
      </ul>
      {more > 0 ? (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {t("crowds.more", { count: more })}
        </Button>
      ) : null}
    </Panel>
  );
}

function CrowdRow({ crowd }: { crowd: Crowd }) {
  const speech = useSpeech();
  const { t, yen, time } = speech;
  return (
    <li>
      <div>
        <p className="row-title">{tellCrowd(crowd, speech)}</p>
        <p>{tellFate(crowd, speech)}</p>
        <p className="quiet small">
          {tellAttackers(crowd.share, speech)} · {t("crowds.since", { since: time(crowd.sinceMs) })}
        </p>
      </div>
      <dl className="yen-pair">
        <div>
          <dt>{t("crowds.fees")}</dt>
          <dd>{yen(crowd.feesYen)}</dd>
        </div>
        <div>
          <dt>{t("crowds.saved")}</dt>
          <dd>{yen(crowd.savedYen)}</dd>
        </div>
      </dl>
    </li>
  );
}
