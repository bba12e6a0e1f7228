// What must be done next and by whom: the first step large with its button, the others below it.

import { Button } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { Speech } from "../ground/speech.ts";
import type { IncidentWhole } from "./asks.ts";
import type { PartProps } from "./incident-page.tsx";
import { freshKey } from "./keys.ts";
import type { Wish } from "./questions.ts";
import { tellMoment } from "./moments.ts";
import { deskWord, tellLeft, tellStep } from "./told.ts";

type Step = IncidentWhole["next"][number];

/** So many of the later steps are shown at once: a list nobody finishes helps nobody. */
const LATER_SHOWN = 4;

export function NextPanel({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const { t } = speech;
  const [first, ...later] = view.next;
  return (
    <Panel title={t("next.title")} className="wide next-panel">
      {first === undefined ? (
        <Empty>{t("next.none")}</Empty>
      ) : (
        <FirstStep step={first} view={view} onAsk={onAsk} />
      )}
      {later.length === 0 ? null : (
        <ol className="later" start={2}>
          {later.slice(0, LATER_SHOWN).map((step) => (
            <li key={`${step.step} ${step.clock ?? ""}`}>
              <p>{tellStep(speech, step, view)}</p>
              <p className="quiet small">{lineOf(speech, step, view)}</p>
            </li>
          ))}
        </ol>
      )}
      {later.length <= LATER_SHOWN ? null : (
        <p className="quiet small">{t("next.more", { count: later.length - LATER_SHOWN })}</p>
      )}
    </Panel>
  );
}

function FirstStep({ step, view, onAsk }: PartProps & { step: Step }) {
  const speech = useSpeech();
  const way = wayOf(speech, step);
  return (
    <div className="first-step">
      <p className="first-step-text">{tellStep(speech, step, view)}</p>
      <p className="quiet small">{lineOf(speech, step, view)}</p>
      {step.step === "scope" ? <ScopeCommand id={view.id} /> : null}
      {way === null ? null : (
        <Button size="md" onClick={() => onAsk(way.wish)}>
          {way.label}
        </Button>
      )}
    </div>
  );
}

/** The machine reads orders and logs itself: what is big and personal does not go through a browser. */
export function ScopeCommand({ id }: { id: string }) {
  const { t } = useSpeech();
  return (
    <div className="command">
      <p className="quiet small">{t("scope.command")}</p>
      <code
        tabIndex={0}
      >{`misemori incident scope --incident ${id} --orders orders.csv --customers customers.csv`}</code>
    </div>
  );
}

function lineOf(speech: Speech, { owner, dueAtMs }: Step, view: IncidentWhole): string {
  const who = speech.t("owner.line", { who: speech.who(owner) });
  if (dueAtMs === null) return who;
  return `${who} · ${tellMoment(speech, dueAtMs, view.timeZone)} (${tellLeft(speech, dueAtMs, Date.now())})`;
}

/** The one tap that does the step, or writes down that it is done. */
function wayOf(speech: Speech, { step, act, clock }: Step): { label: string; wish: Wish } | null {
  const { t } = speech;
  if (act !== null)
    return { label: deskWord(speech, "act", act), wish: { ask: "act", act, key: freshKey() } };
  if (clock !== null) return { label: t("mark.button.done"), wish: { ask: "mark", clock, mark: "done" } };
  if (step === "say-known") return { label: t("facts.button"), wish: { ask: "facts", isKnownNow: true } };
  if (step === "ask-forensic") return { label: t("cost.button"), wish: { ask: "cost", what: "forensic" } };
  if (step === "close") return { label: t("close.button"), wish: { ask: "close" } };
  return null;
}
