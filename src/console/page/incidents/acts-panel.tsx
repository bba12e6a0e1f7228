// What can be done at once, as large buttons, and what was done: who, when, how it ended, and the way back.

import { Badge, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { UNDOABLE } from "../../../desk/incidents/contract.ts";
import { useSpeech } from "../ground/language.tsx";
import { Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { freshKey } from "./keys.ts";
import { tellMoment } from "./moments.ts";
import { deskWord } from "./told.ts";

type Act = PartProps["view"]["acts"][number];

export function ActsPanel({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const { t } = speech;
  const isOpen = view.state === "open";
  return (
    <Panel title={t("acts.title")} className="acts-panel" {...(isOpen ? { caption: t("acts.caption") } : {})}>
      {isOpen ? (
        <div className="big-acts">
          {view.available.map((act) => (
            <Button
              key={act}
              fullWidth
              size="md"
              variant={inForce(view.acts, act) ? "default" : "light"}
              onClick={() => onAsk({ ask: "act", act, key: freshKey() })}
            >
              {deskWord(speech, "act", act)}
            </Button>
          ))}
        </div>
      ) : null}
      {view.acts.length === 0 ? null : (
        <ul className="rows" aria-label={t("acts.done")}>
          {view.acts.toReversed().map((act) => (
            <ActRow key={act.key} act={act} view={view} onAsk={onAsk} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function inForce(acts: readonly Act[], name: Act["act"]): boolean {
  return acts.some(({ act, state }) => act === name && (state === "begun" || state === "done"));
}

function ActRow({ act, view, onAsk }: PartProps & { act: Act }) {
  const speech = useSpeech();
  const { t } = speech;
  const canUndo = view.state === "open" && act.state === "done" && UNDOABLE.includes(act.act);
  return (
    <li>
      <div>
        <p className="row-title">
          {deskWord(speech, "act", act.act)} {act.target}
        </p>
        <p>
          <Badge variant="light" color={act.state === "done" ? "ai" : "gray"} className={badgeOf(act)}>
            {deskWord(speech, "act.state", act.state)}
          </Badge>
        </p>
        {act.outcome === "" ? null : <p className="small">{deskWord(speech, "outcome", act.outcome)}</p>}
        {act.keptFor === undefined ? null : (
          <p className="small">
            <Link to="/incidents/$incidentId" params={{ incidentId: act.keptFor }} className="text-link">
              {t("acts.keptFor")}
            </Link>
          </p>
        )}
        <p className="quiet small">
          {t("acts.by", {
            who: speech.who(act.by),
            time: tellMoment(speech, act.atMs, view.timeZone),
            why: act.why,
          })}
        </p>
      </div>
      {canUndo ? (
        <Button
          size="xs"
          variant="default"
          onClick={() => onAsk({ ask: "undo", act: act.act, key: act.key })}
        >
          {deskWord(speech, "undo", act.act)}
        </Button>
      ) : null}
    </li>
  );
}

function badgeOf({ state }: Act): string {
  if (state === "failed") return "need";
  return state === "begun" || state === "undoing" ? "hand" : "";
}
