// The frame of an incident's notice pages: the way back, a title, and the three pages beside each other.

import { Title } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ShopClock } from "./shop-clock.tsx";
import { useTelling } from "./telling.ts";
import "./notices.css";

export function useIncidentId(): string {
  return useParams({ strict: false }).incidentId ?? "";
}

export function NoticeFrame(props: { title: string; intro: string; children: ReactNode }) {
  const incidentId = useIncidentId();
  const { w } = useTelling();
  const params = { incidentId };
  const exact = { activeOptions: { exact: true, includeSearch: false } } as const;
  return (
    <>
      <p className="small back">
        <Link to="/incidents/$incidentId" params={params} className="text-link">
          {w("notices.back")}
        </Link>
      </p>
      <Title order={1} className="page-title">
        {props.title}
      </Title>
      <p className="lead">{props.intro}</p>
      <nav className="notice-tabs" aria-label={w("notices.tabs")}>
        <Link to="/incidents/$incidentId/notices" params={params} {...exact}>
          {w("tab.papers")}
        </Link>
        <Link to="/incidents/$incidentId/notices/send" params={params} {...exact}>
          {w("tab.send")}
        </Link>
        <Link to="/incidents/$incidentId/inquiries" params={params} {...exact}>
          {w("tab.inquiries")}
        </Link>
      </nav>
      <ShopClock id={incidentId}>{props.children}</ShopClock>
    </>
  );
}
