// Where attempts come from: the map, and a table of countries or networks.

import { SegmentedControl, Table } from "@mantine/core";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { NowView } from "../ground/reach.ts";
import { World } from "./world.tsx";

/** The table shows what fits beside the map; the rest is small. */
const ROWS_MAX = 8;

export function OriginsPanel({ now }: { now: NowView }) {
  const { t } = useSpeech();
  const [kind, setKind] = useState("countries");
  const rows = kind === "countries" ? now.countries : now.networks;
  return (
    <Panel
      title={t("origins.title")}
      caption={t("origins.caption")}
      className="wide"
      aside={
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={setKind}
          aria-label={t("origins.kind")}
          data={[
            { value: "countries", label: t("origins.countries") },
            { value: "networks", label: t("origins.networks") },
          ]}
        />
      }
    >
      {now.countries.length === 0 && now.networks.length === 0 ? (
        <Empty>{t("origins.none")}</Empty>
      ) : (
        <div className="origins">
          <World countries={now.countries} />
          <OriginTable rows={rows.slice(0, ROWS_MAX)} kind={kind} />
        </div>
      )}
      {/* The licence of the address tables asks for this where they are shown. */}
      <p className="quiet small">
        {t("origins.source")}{" "}
        <a className="quiet" href="https://db-ip.com" target="_blank" rel="noreferrer">
          IP Geolocation by DB-IP
        </a>
      </p>
    </Panel>
  );
}

function OriginTable({ rows, kind }: { rows: NowView["countries"]; kind: string }) {
  const { t, count, country } = useSpeech();
  return (
    <div className="table-scroll">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              {t(kind === "countries" ? "origins.countries" : "origins.networks")}
            </Table.Th>
            <Table.Th scope="col" className="number">
              {t("origins.attempts")}
            </Table.Th>
            <Table.Th scope="col" className="number">
              {t("origins.stopped")}
            </Table.Th>
            <Table.Th scope="col" className="number">
              {t("origins.passed")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Th scope="row">{kind === "countries" ? country(row.key) : row.label}</Table.Th>
              <Table.Td className="number">{count(row.attempts)}</Table.Td>
              <Table.Td className="number">{count(row.stopped)}</Table.Td>
              <Table.Td className="number">{count(row.reachedGateway)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
