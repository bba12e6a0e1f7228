// One watched page: is it as approved, since when, what changed and who gets to see it; looking now and approving.

import { Alert, Badge, Button, Group } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Panel, Trouble } from "../ground/pieces.tsx";
import { pathOf, WATCHED_PAGES, type WatchedPage } from "./asks.ts";
import { HeaderList } from "./header-list.tsx";
import { ScriptList } from "./script-list.tsx";
import { tellName } from "./tell.ts";

type State = "same" | "changed" | "small" | "unapproved" | "foreign" | "unseen";

function stateOf({ approval, changes, seenAtMs }: WatchedPage): State {
  if (approval === "foreign") return "foreign";
  if (seenAtMs === null) return "unseen";
  if (changes === null) return "unapproved";
  if (changes.length === 0) return "same";
  return changes.some(({ weight }) => weight === "alarm") ? "changed" : "small";
}

const COLOURS = {
  same: "teal",
  changed: "red",
  small: "gray",
  unapproved: "yellow",
  foreign: "red",
  unseen: "gray",
} as const;

export function PagePanel({ page }: { page: WatchedPage }) {
  const { t, time, who } = useSpeech();
  const state = stateOf(page);
  return (
    <Panel
      title={page.name}
      caption={page.url}
      className="watched"
      aside={
        <Badge variant="light" color={COLOURS[state]} size="lg" tt="none">
          {t(`watch.state.${state}`)}
        </Badge>
      }
    >
      {state === "foreign" ? <Alert color="red">{t("watch.foreign.text")}</Alert> : null}
      <Changes page={page} />
      <div className="quiet small">
        {page.approved === null ? null : (
          <p>
            {t("watch.approved", {
              time: time(page.approved.approvedAtMs),
              who: who(page.approved.approvedBy),
              why: page.approved.why,
            })}
          </p>
        )}
        {page.seenAtMs === null ? null : (
          <p>{t("watch.seen", { time: time(page.seenAtMs), next: time(page.nextAtMs) })}</p>
        )}
        <Troubles page={page} />
      </div>
      <Acts page={page} state={state} />
      {page.scripts.length === 0 ? null : <ScriptList page={page} />}
      <HeaderList page={page} />
    </Panel>
  );
}

function Changes({ page: { changes } }: { page: WatchedPage }) {
  const speech = useSpeech();
  const { t } = speech;
  if (changes === null || changes.length === 0) return null;
  return (
    <ul className="rows" aria-label={t("watch.changes")}>
      {changes.map(({ kind, weight, what, seenBy }) => (
        <li key={`${kind} ${what}`}>
          <div>
            <p className="row-title">
              <Badge variant="light" color={weight === "alarm" ? "red" : "gray"} tt="none">
                {t(weight === "alarm" ? "watch.alarm" : "watch.minor")}
              </Badge>{" "}
              {tellName(speech, "change", kind)}
            </p>
            {/* Asked for once more as a whole: there is no place to name. */}
            {kind === "headers-unknown" ? null : <p className="small address">{what}</p>}
            {seenBy === null ? null : (
              <p className="small lost">
                {t("watch.changes.only", {
                  guises: seenBy.map((guise) => tellName(speech, "guise", guise)).join("・"),
                })}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Troubles({ page: { trouble, triedAtMs, visits } }: { page: WatchedPage }) {
  const speech = useSpeech();
  const { t, time } = speech;
  const partly = visits.flatMap(({ guise, trouble: why }) => (why === null ? [] : [{ guise, why }]));
  return (
    <>
      {trouble === null || triedAtMs === null ? null : (
        <p className="lost">
          {t("watch.trouble", { time: time(triedAtMs), why: tellName(speech, "trouble", trouble) })}
        </p>
      )}
      {partly.map(({ guise, why }) => (
        <p key={guise}>{t("watch.trouble.guise", { guise: tellName(speech, "guise", guise), why })}</p>
      ))}
    </>
  );
}

function Acts({ page, state }: { page: WatchedPage; state: State }) {
  const { t } = useSpeech();
  const notice = useNotice();
  const [asking, setAsking] = useState(false);
  const { name } = page;
  const look = useChange<unknown>(
    () => pathOf(name, "look"),
    () => ({}),
    [WATCHED_PAGES],
    () => notice(t("watch.look.done")),
  );
  const approve = useChange<unknown, string>(
    () => pathOf(name, "approve"),
    (why) => ({ why, ...(page.seenAtMs === null ? {} : { seenAtMs: page.seenAtMs }) }),
    [WATCHED_PAGES],
    () => {
      notice(t("watch.approve.done"));
      setAsking(false);
    },
  );
  return (
    <>
      <Group gap="sm" mt="sm" mb="sm">
        {page.seenAtMs === null || state === "same" ? null : (
          <Button
            size="sm"
            variant={state === "unapproved" ? "filled" : "default"}
            onClick={() => setAsking(true)}
          >
            {t("watch.approve")}
          </Button>
        )}
        <Button
          size="sm"
          variant="default"
          loading={page.looking || look.isPending}
          onClick={() => look.mutate()}
        >
          {t("watch.look")}
        </Button>
        {page.seenAtMs === null ? null : (
          <a className="text-link small" href={pathOf(name, "report")} download={`page-${name}.html`}>
            {t("watch.report")}
          </a>
        )}
        {page.looking ? (
          <span className="quiet small" role="status">
            {t("watch.looking")}
          </span>
        ) : null}
      </Group>
      {look.error === null ? null : <Trouble error={look.error} />}
      <Confirm
        opened={asking}
        title={t("watch.approve.ask", { name })}
        explain={t("watch.approve.explain")}
        act={t("watch.approve")}
        field={{
          label: t("watch.approve.why"),
          hint: t("watch.approve.hint"),
          missing: t("watch.approve.missing"),
        }}
        busy={approve.isPending}
        error={approve.error}
        onClose={() => setAsking(false)}
        onAct={(why) => approve.mutate(why)}
      />
    </>
  );
}
