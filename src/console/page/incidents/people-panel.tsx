// How many people are affected, by class: one bar that shows the shares, and the same as a table.

import { Table } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import { Panel } from "../ground/pieces.tsx";
import type { PartProps } from "./incident-page.tsx";
import { ScopeCommand } from "./next-panel.tsx";
import { tellMoment } from "./moments.ts";

const CLASSES = ["confirmed", "possible", "cannotTell", "notAffected"] as const;

export function PeoplePanel({ view }: PartProps) {
  const speech = useSpeech();
  const { t, count } = speech;
  const { scope } = view;
  if (scope === null)
    return (
      <Panel title={t("people.title")} caption={t("people.none")}>
        {view.state === "open" ? <ScopeCommand id={view.id} /> : null}
      </Panel>
    );
  const { classes, people } = scope;
  return (
    <Panel
      title={t("people.title")}
      caption={t("people.caption", {
        count: count(people),
        time: tellMoment(speech, scope.atMs, view.timeZone),
      })}
    >
      <div className="shares" aria-hidden="true">
        {CLASSES.filter((one) => classes[one] > 0).map((one) => (
          <span key={one} className={`share ${one}`} style={{ flexGrow: classes[one] }} />
        ))}
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("people.title")}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("people.class")}</Table.Th>
              <Table.Th scope="col" className="number">
                {t("people.count")}
              </Table.Th>
              <Table.Th scope="col" className="number">
                {t("people.share")}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {CLASSES.map((one) => (
              <Table.Tr key={one}>
                <Table.Th scope="row">
                  <span className={`swatch ${one}`} aria-hidden="true" />
                  {t(`class.${one}`)}
                </Table.Th>
                <Table.Td className="number">{count(classes[one])}</Table.Td>
                <Table.Td className="number">{shareText(classes[one], people)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {scope.vaultName === null ? null : (
        <div className="command">
          <p className="quiet small">{t("people.vault")}</p>
          <code tabIndex={0}>{`misemori incident people --incident ${view.id} --out people.csv`}</code>
        </div>
      )}
    </Panel>
  );
}

/** One place behind the point; a few are never "0.0 %". */
function shareText(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0%";
  const share = (part / whole) * 100;
  return share < 0.1 ? "<0.1%" : `${share.toFixed(1)}%`;
}
