// Everything that was written into the incident, newest first; what people said is sealed and opened one by one.

import { Button } from "@mantine/core";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { tellMoment } from "./moments.ts";
import { Sealed } from "./sealed-words.tsx";
import { tellFact } from "./told.ts";

/** A first screen of it; a long incident has thousands. */
const SHOWN_FIRST = 15;
const SHOWN_MORE = 200;

export function TimelinePanel({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const { t, who } = speech;
  const [shown, setShown] = useState(SHOWN_FIRST);
  const newest = view.timeline.toReversed();
  return (
    <Panel
      title={t("timeline.title")}
      caption={t("timeline.caption")}
      aside={
        view.state === "open" ? (
          <Button size="sm" variant="default" onClick={() => onAsk({ ask: "hint" })}>
            {t("hint.button")}
          </Button>
        ) : undefined
      }
    >
      <ol className="timeline">
        {newest.slice(0, shown).map((entry) => (
          <li key={entry.seq}>
            <p className="quiet small">
              {tellMoment(speech, entry.atMs, view.timeZone)} · {who(entry.by)}
            </p>
            <p>{tellFact(speech, entry.fact, view)}</p>
            {entry.hasWords ? (
              <Sealed id={view.id} seq={entry.seq} destroyed={view.state === "key-destroyed"} />
            ) : null}
          </li>
        ))}
      </ol>
      {newest.length <= shown ? null : (
        <Button variant="default" size="sm" onClick={() => setShown((before) => before + SHOWN_MORE)}>
          {t("timeline.more", { count: newest.length - shown })}
        </Button>
      )}
    </Panel>
  );
}
