// Ends all sessions of the shop after saying what that means; there is no way back.

import { Button } from "@mantine/core";
import { useState } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Panel } from "../ground/pieces.tsx";
import type { SiteView } from "../ground/reach.ts";

export function SessionsPanel({ site }: { site: SiteView }) {
  const { t, time, who } = useSpeech();
  const notice = useNotice();
  const [asking, setAsking] = useState(false);
  const { sessions } = site;
  const end = useChange<unknown, string>(
    () => "/v1/site/sessions/end",
    (why) => ({ why }),
    [keys.site, keys.now],
    () => {
      notice(t("sessions.done"));
      setAsking(false);
    },
  );
  return (
    <Panel title={t("sessions.title")} caption={t("sessions.caption")}>
      <p className="quiet small">
        {sessions === null
          ? t("sessions.never")
          : t("sessions.last", { time: time(sessions.atMs), who: who(sessions.by) })}
        {sessions === null ? null : (
          <>
            <br />
            {t("site.why", { why: sessions.why })}
          </>
        )}
      </p>
      <p className="small">
        {t(`sessions.tokens.${site.tokens}`)}
        <br />
        <span className="quiet">{t("sessions.cookies", { cookies: site.sessionCookies.join(", ") })}</span>
      </p>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("sessions.end")}
      </Button>
      <Confirm
        opened={asking}
        title={t("sessions.ask")}
        explain={t("sessions.explain")}
        act={t("sessions.end")}
        field={{ label: t("site.why.label"), hint: t("sessions.hint"), missing: t("site.why.missing") }}
        busy={end.isPending}
        error={end.error}
        onClose={() => setAsking(false)}
        onAct={(why) => end.mutate(why)}
      />
    </Panel>
  );
}
