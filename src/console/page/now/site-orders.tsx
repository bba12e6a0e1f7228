// What is ordered for the whole shop right now, one line each: since when, by whom, why, and the way back.

import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSite } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import type { NowView } from "../ground/reach.ts";
import { Ordered, tellOrigin } from "../site/ordered.tsx";

/** Everybody has signed in again by then; afterwards it is history. */
const SESSIONS_SHOWN_MS = 24 * 3_600_000;

export function SiteOrders({ now: { site, atMs } }: { now: NowView }) {
  const { t, count } = useSpeech();
  const stopped = site.shop.state === "stopped";
  const ended =
    site.sessions !== null && atMs - site.sessions.atMs < SESSIONS_SHOWN_MS ? site.sessions : null;
  if (site.readable && !stopped && site.originsBlocked === 0 && ended === null) return null;
  return (
    <section className="orders" aria-label={t("site.now.label")}>
      {site.readable ? null : <p className="lost">{t("site.unreadable")}</p>}
      <ul className="rows">
        {stopped ? (
          <Line title={t("site.now.stopped")} go={t("site.now.stopped.go")}>
            <Ordered order={site.shop} />
          </Line>
        ) : null}
        {site.originsBlocked > 0 ? (
          <Line
            title={t("site.now.blocked", { count: count(site.originsBlocked) })}
            go={t("site.now.blocked.go")}
          >
            <NewestBlock />
          </Line>
        ) : null}
        {ended === null ? null : (
          <Line title={t("site.now.sessions")} go={t("site.now.sessions.go")}>
            <Ordered order={ended} />
            <br />
            {t("site.now.sessions.next")}
          </Line>
        )}
      </ul>
    </section>
  );
}

function Line({ title, go, children }: { title: string; go: string; children: ReactNode }) {
  return (
    <li>
      <div>
        <p className="row-title">{title}</p>
        <p className="quiet small">{children}</p>
      </div>
      <Link to="/site" className="text-link">
        {go}
      </Link>
    </li>
  );
}

function NewestBlock() {
  const speech = useSpeech();
  const block = useSite().data?.blocks.at(-1);
  if (block === undefined) return null;
  return (
    <>
      {speech.t("site.now.blocked.one", { origin: tellOrigin(block, speech) })}
      <br />
      <Ordered order={block} />
    </>
  );
}
