// The packages of evidence that were kept, with the hash to be written on paper, and the log of who received what.

import { Button } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { freshKey } from "./keys.ts";
import { tellMoment } from "./moments.ts";
import { Sealed } from "./sealed-words.tsx";
import { deskWord, tellBytes } from "./told.ts";

export function EvidencePanel({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const { t } = speech;
  const isKept = view.state !== "key-destroyed";
  return (
    <Panel title={t("evidence.title")} caption={t("evidence.caption")}>
      {view.evidence.length === 0 ? <Empty>{t("evidence.none")}</Empty> : null}
      <ul className="rows">
        {view.evidence.map(({ bag, sha256, bytes, atMs }) => (
          <li key={`${bag} ${sha256}`}>
            <div>
              <p className="row-title key">{bag}</p>
              <p className="quiet small">
                {tellMoment(speech, atMs, view.timeZone)} · {tellBytes(speech, bytes)}
              </p>
              <p className="small">
                SHA-256 <code className="key">{sha256}</code>
              </p>
            </div>
            {isKept ? (
              <Button
                size="xs"
                variant="default"
                aria-label={t("handed.button.named", { bag })}
                onClick={() => onAsk({ ask: "handed", bag: { bag, sha256 }, key: freshKey() })}
              >
                {t("handed.button")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <HandedLog view={view} />
      {isKept ? (
        <Button
          size="sm"
          variant="default"
          className="start"
          onClick={() => onAsk({ ask: "handed", key: freshKey() })}
        >
          {t("handed.paper")}
        </Button>
      ) : null}
    </Panel>
  );
}

function HandedLog({ view }: Pick<PartProps, "view">) {
  const speech = useSpeech();
  const { t, who } = speech;
  return (
    <section aria-label={t("handed.title")} className="handed">
      <h3>{t("handed.title")}</h3>
      {view.handed.length === 0 ? <p className="quiet small">{t("handed.none")}</p> : null}
      <ol className="timeline">
        {view.handed.toReversed().map((line) => (
          <li key={line.seq}>
            <p className="quiet small">{tellMoment(speech, line.handedAtMs, view.timeZone)}</p>
            <p>{t("handed.line", { what: line.what, to: line.to })}</p>
            <p className="quiet small">
              {t("handed.how", {
                through: deskWord(speech, "through", line.through),
                why: line.why,
                who: who(line.by),
              })}
            </p>
            {line.sha256 === null ? null : (
              <p className="small">
                SHA-256 <code className="key">{line.sha256}</code>
              </p>
            )}
            {line.hasWords ? (
              <Sealed
                id={view.id}
                seq={line.seq}
                destroyed={view.state === "key-destroyed"}
                button={{
                  label: t("handed.receiver"),
                  named: t("handed.receiver.named", { what: line.what, to: line.to }),
                }}
              />
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
