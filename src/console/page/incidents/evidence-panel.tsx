// The packages of evidence that were kept, with the hash to be written on paper.

import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { tellBytes, tellMoment } from "./told.ts";

export function EvidencePanel({ view }: PartProps) {
  const speech = useSpeech();
  const { t } = speech;
  return (
    <Panel title={t("evidence.title")} caption={t("evidence.caption")}>
      {view.evidence.length === 0 ? <Empty>{t("evidence.none")}</Empty> : null}
      <ul className="rows">
        {view.evidence.map(({ bag, sha256, bytes, atMs }) => (
          <li key={`${bag} ${sha256}`}>
            <div>
              <p className="row-title key">{bag}</p>
              <p className="quiet small">
                {tellMoment(speech, atMs)} · {tellBytes(speech, bytes)}
              </p>
              <p className="small">
                SHA-256 <code className="key">{sha256}</code>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
