// An incident's notices and inquiries, each in one line with the way there.

import { Link } from "@tanstack/react-router";
import { useSpeech } from "../ground/language.tsx";
import { Panel } from "../ground/pieces.tsx";
import type { Speech } from "../ground/speech.ts";
import { useInquiryCounts } from "../inquiries/asks.ts";
import { useBoard } from "../notices/asks.ts";
import { toMend, type Board } from "../notices/papers.ts";
import type { PartProps } from "./incident-page.tsx";

export function PaperPanels({ view }: PartProps) {
  const speech = useSpeech();
  const { t, count } = speech;
  const board = useBoard(view.id);
  const inquiries = useInquiryCounts(view.id);
  const params = { incidentId: view.id };
  return (
    <>
      <Panel title={t("panel.notices")} caption={t("panel.notices.caption")}>
        {board.data === undefined ? null : <p>{boardLine(speech, board.data)}</p>}
        <Link to="/incidents/$incidentId/notices" params={params} className="text-link">
          {t("panel.notices.go")}
        </Link>
      </Panel>
      <Panel title={t("panel.inquiries")} caption={t("panel.inquiries.caption")}>
        {inquiries.data === undefined ? null : (
          <p>
            {t("panel.inquiries.count", {
              open: count(inquiries.data.open),
              answered: count(inquiries.data.answered),
            })}
          </p>
        )}
        <Link to="/incidents/$incidentId/inquiries" params={params} className="text-link">
          {t("panel.inquiries.go")}
        </Link>
      </Panel>
    </>
  );
}

/** Of the newest report in Japanese, which every shop here sends. */
function boardLine({ t, count }: Speech, board: Board): string {
  if (board.factsSha256 === null) return t("panel.notices.facts");
  if (board.isStale) return t("panel.notices.stale");
  const open = toMend(board, Math.max(1, ...board.reports), "ja").length;
  return open > 0 ? t("panel.notices.mend", { count: count(open) }) : t("panel.notices.ready");
}
