// Everything that was written into the incident, newest first; what people said is sealed and opened one by one.

import { Button } from "@mantine/core";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Panel, Trouble, Waiting } from "../ground/pieces.tsx";
import { useSealedWords } from "./asks.ts";
import type { PartProps } from "./incident-page.tsx";
import { tellFact, tellMoment } from "./told.ts";

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
              {tellMoment(speech, entry.atMs)} · {who(entry.by)}
            </p>
            <p>{tellFact(speech, entry.fact, view)}</p>
            {entry.hasWords ? (
              <SealedWords id={view.id} seq={entry.seq} destroyed={view.state === "key-destroyed"} />
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

function SealedWords({ id, seq, destroyed }: { id: string; seq: number; destroyed: boolean }) {
  const { t } = useSpeech();
  const [wanted, setWanted] = useState(false);
  const sealed = useSealedWords(id, seq, wanted);
  if (destroyed) return <p className="quiet small">{t("words.destroyed")}</p>;
  if (!wanted)
    return (
      <Button
        size="xs"
        variant="default"
        onClick={() => setWanted(true)}
        aria-label={t("words.open.named", { seq })}
      >
        {t("words.open")}
      </Button>
    );
  if (sealed.error !== null) return <Trouble error={sealed.error} />;
  if (sealed.data === undefined) return <Waiting />;
  const { caller, contact, words } = sealed.data;
  return (
    <figure className="said">
      {words === "" ? null : <blockquote>{words}</blockquote>}
      {caller === "" && contact === "" ? null : (
        <figcaption className="quiet small">
          {[caller, contact].filter((part) => part !== "").join(" · ")}
        </figcaption>
      )}
    </figure>
  );
}
