// What the shop is made of: parts that are known to be weak first, then the server's own updates, then everything that was found.

import { Alert, Badge, Button, Group, Table } from "@mantine/core";
import { useChange } from "../../ground/asks.ts";
import { Empty, Panel, Trouble, Waiting } from "../../ground/pieces.tsx";
import { useVersions, useVersionsSpeech, VERSIONS, VERSIONS_PATH, type ShopVersions } from "./asks.ts";
import { Decide } from "./decide.tsx";
import { WeakParts } from "./weak-parts.tsx";

export function VersionsPage() {
  const { v } = useVersionsSpeech();
  const versions = useVersions();
  return (
    <>
      <p className="lead narrow">{v("versions.lead")}</p>
      {versions.data === undefined ? (
        versions.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={versions.error} again={() => void versions.refetch()} />
        )
      ) : (
        <div className="stack">
          <Look versions={versions.data} />
          <WeakParts versions={versions.data} />
          <PutOff versions={versions.data} />
          <System versions={versions.data} />
          <Parts versions={versions.data} />
        </div>
      )}
    </>
  );
}

function Look({ versions: { lookedAtMs, looking, unread, advisoryCount, advisoriesUntil } }: Shown) {
  const { v, time } = useVersionsSpeech();
  const look = useChange<unknown>(
    () => `${VERSIONS_PATH}/look`,
    () => ({}),
    [VERSIONS],
  );
  return (
    <div>
      <Group gap="sm">
        <Button size="sm" variant="default" loading={looking || look.isPending} onClick={() => look.mutate()}>
          {v("versions.look")}
        </Button>
        <span className="small quiet" role="status">
          {looking
            ? v("versions.looking")
            : lookedAtMs === null
              ? v("versions.unseen")
              : v("versions.looked", { time: time(lookedAtMs) })}
        </span>
      </Group>
      <p className="small quiet">{v("versions.list", { count: advisoryCount, until: advisoriesUntil })}</p>
      {look.error === null ? null : <Trouble error={look.error} />}
      {unread ? <Alert color="red">{v("versions.unread")}</Alert> : null}
    </div>
  );
}

interface Shown {
  readonly versions: ShopVersions;
}

/** What is put off and stands nowhere else on this page. */
function PutOff({ versions: { postponed, weak } }: Shown) {
  const { v, part, day, who } = useVersionsSpeech();
  const rest = postponed.filter(
    ({ component }) => component !== "os" && !weak.some(({ name }) => name === component),
  );
  if (rest.length === 0) return null;
  return (
    <Panel title={v("versions.put-off.title")}>
      <ul className="rows">
        {rest.map(({ component, untilMs, by, why, isOver }) => (
          <li key={component}>
            <div>
              <p className="row-title">{part(component)}</p>
              <p className={isOver ? "small lost" : "small"}>
                {v("versions.put-off", { until: day(untilMs), who: who(by), why })}
              </p>
              <Decide name={component} isPutOff />
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const DAY_MS = 86_400_000;

function System({ versions: { system, postponed, updated } }: Shown) {
  const { v, day, who, part, time } = useVersionsSpeech();
  const { lastUpdateMs, daysMax, isOld } = system;
  const putOff = postponed.find(({ component }) => component === "os");
  return (
    <Panel
      title={v("versions.system")}
      aside={
        lastUpdateMs === null ? null : (
          <Badge variant="light" color={isOld ? "red" : "teal"} size="lg" tt="none">
            {v(isOld ? "versions.system.old" : "versions.system.fine")}
          </Badge>
        )
      }
    >
      <p>
        {lastUpdateMs === null
          ? v("versions.system.unknown")
          : v("versions.system.age", {
              day: day(lastUpdateMs),
              days: Math.max(0, Math.floor((Date.now() - lastUpdateMs) / DAY_MS)),
              max: daysMax,
            })}
      </p>
      {putOff === undefined ? null : (
        <p className={putOff.isOver ? "small lost" : "small"}>
          {v("versions.put-off", { until: day(putOff.untilMs), who: who(putOff.by), why: putOff.why })}
        </p>
      )}
      <Decide name="os" isPutOff={putOff !== undefined} />
      {updated.length === 0 ? null : (
        <details>
          <summary className="small">{v("versions.ticked")}</summary>
          {updated.map(({ what, by, atMs }) => (
            <p key={`${what} ${atMs}`} className="small quiet">
              {v("versions.ticked.one", { what: part(what), who: who(by), time: time(atMs) })}
            </p>
          ))}
        </details>
      )}
    </Panel>
  );
}

function Parts({ versions: { parts, otherCount, lookedAtMs } }: Shown) {
  const { v, part, count } = useVersionsSpeech();
  if (lookedAtMs === null) return null;
  return (
    <Panel title={v("versions.parts")} className="watched">
      {parts.length === 0 ? (
        <Empty>{v("versions.parts.none")}</Empty>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{v("versions.parts.part")}</Table.Th>
              <Table.Th>{v("versions.parts.version")}</Table.Th>
              <Table.Th visibleFrom="sm">{v("versions.parts.where")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parts.map(({ name, version, path }) => (
              <Table.Tr key={`${name} ${path}`}>
                <Table.Td>{part(name)}</Table.Td>
                <Table.Td>{version ?? v("versions.unknown")}</Table.Td>
                <Table.Td visibleFrom="sm" className="address small">
                  {path}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {otherCount === 0 ? null : (
        <p className="small quiet">{v("versions.parts.other", { count: count(otherCount) })}</p>
      )}
    </Panel>
  );
}
