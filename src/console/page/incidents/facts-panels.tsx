// What is known of the intrusion's time, and who may read what is sealed.

import { Button } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { tellMoment } from "./moments.ts";

export function WindowPanel({ view, onAsk }: PartProps) {
  const speech = useSpeech();
  const { t } = speech;
  const { window, clockFacts } = view;
  const moment = (atMs: number | null): string =>
    atMs === null ? t("window.unknown") : tellMoment(speech, atMs, view.timeZone);
  return (
    <Panel title={t("window.title")}>
      {window === null ? <Empty>{t("window.none")}</Empty> : null}
      <dl className="meters">
        {window === null ? null : (
          <>
            <div>
              <dt>{t("field.windowFrom")}</dt>
              <dd>{moment(window.fromMs)}</dd>
            </div>
            <div>
              <dt>{t("field.windowTo")}</dt>
              <dd>{moment(window.toMs)}</dd>
            </div>
          </>
        )}
        <div>
          <dt>{t("field.known")}</dt>
          <dd>{moment(clockFacts.knownAtMs)}</dd>
        </div>
      </dl>
      {window === null || window.how === "" ? null : <p className="quiet small">{window.how}</p>}
      {view.state === "open" ? (
        <Button size="sm" variant="default" onClick={() => onAsk({ ask: "window" })}>
          {t("window.button")}
        </Button>
      ) : null}
    </Panel>
  );
}

export function NamedPanel({ view, onAsk }: PartProps) {
  const { t, who } = useSpeech();
  return (
    <Panel title={t("named.title")} caption={t("named.caption")}>
      <ul className="rows">
        {view.named.map((person) => (
          <li key={person}>
            <div>{who(person)}</div>
            {view.state === "open" && view.named.length > 1 ? (
              <Button
                size="xs"
                variant="default"
                aria-label={t("unname.named", { person: who(person) })}
                onClick={() => onAsk({ ask: "unname", person })}
              >
                {t("unname")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {view.state === "open" ? (
        <Button size="sm" variant="default" onClick={() => onAsk({ ask: "name" })}>
          {t("name.button")}
        </Button>
      ) : null}
    </Panel>
  );
}
