// Which address shows which page. Without a session every address shows the sign-in, but for the one-time links.

import { Title } from "@mantine/core";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Outlet,
  useLocation,
} from "@tanstack/react-router";
import { FirstOwner } from "./access/first-owner.tsx";
import { Reset } from "./access/reset.tsx";
import { SignIn } from "./access/sign-in.tsx";
import { AlertsPage } from "./alerts/alerts-page.tsx";
import { useVisit } from "./ground/asks.ts";
import { useSpeech } from "./ground/language.tsx";
import { Trouble, Waiting } from "./ground/pieces.tsx";
import { HoldsPage } from "./holds/holds-page.tsx";
import { IncidentPage } from "./incidents/incident-page.tsx";
import { IncidentsPage } from "./incidents/incidents-page.tsx";
import { ReportPage } from "./incidents/report-page.tsx";
import { OpenPage } from "./incidents/open-page.tsx";
import { inquirySearch } from "./inquiries/search.ts";
import { JournalPage } from "./journal/journal-page.tsx";
import { MorePage } from "./more-page.tsx";
import { boardSearch, paperSearch } from "./notices/papers.ts";
import { NowPage } from "./now/now-page.tsx";
import { SettingsPage } from "./settings/settings-page.tsx";
import { Shell } from "./shell.tsx";
import { SitePage } from "./site/site-page.tsx";
import { WatchFrame } from "./watch/watch-frame.tsx";
import { WatchPage } from "./watch/watch-page.tsx";

const root = createRootRoute({ component: Door, notFoundComponent: NoSuchPage });
const first = createRoute({ getParentRoute: () => root, path: "/first", component: FirstOwner });
const reset = createRoute({ getParentRoute: () => root, path: "/reset", component: Reset });
const inside = createRoute({ getParentRoute: () => root, id: "inside", component: Shell });
const pages = [
  createRoute({ getParentRoute: () => inside, path: "/", component: NowPage }),
  createRoute({ getParentRoute: () => inside, path: "/holds", component: HoldsPage }),
  createRoute({ getParentRoute: () => inside, path: "/alerts", component: AlertsPage }),
  // Where a mail's link leads: the same list, with the alert in question marked.
  createRoute({ getParentRoute: () => inside, path: "/alerts/$alertId", component: AlertsPage }),
  createRoute({ getParentRoute: () => inside, path: "/incidents", component: IncidentsPage }),
  createRoute({ getParentRoute: () => inside, path: "/incidents/new", component: OpenPage }),
  createRoute({ getParentRoute: () => inside, path: "/incidents/$incidentId", component: IncidentPage }),
  createRoute({
    getParentRoute: () => inside,
    path: "/incidents/$incidentId/report",
    component: ReportPage,
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/incidents/$incidentId/notices",
    validateSearch: boardSearch,
    component: lazyRouteComponent(() => import("./notices/notices-page.tsx"), "NoticesPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/incidents/$incidentId/notices/edit",
    validateSearch: paperSearch,
    component: lazyRouteComponent(() => import("./notices/editor-page.tsx"), "EditorPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/incidents/$incidentId/notices/send",
    component: lazyRouteComponent(() => import("./notices/sending-page.tsx"), "SendingPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/incidents/$incidentId/inquiries",
    validateSearch: inquirySearch,
    component: lazyRouteComponent(() => import("./inquiries/inquiries-page.tsx"), "InquiriesPage"),
  }),
  createRoute({ getParentRoute: () => inside, path: "/journal", component: JournalPage }),
  createRoute({ getParentRoute: () => inside, path: "/more", component: MorePage }),
  createRoute({ getParentRoute: () => inside, path: "/settings", component: SettingsPage }),
  createRoute({ getParentRoute: () => inside, path: "/site", component: SitePage }),
] as const;
const watch = createRoute({ getParentRoute: () => inside, path: "/watch", component: WatchFrame });
const watched = [
  createRoute({ getParentRoute: () => watch, path: "/", component: WatchPage }),
  createRoute({
    getParentRoute: () => watch,
    path: "/files",
    component: lazyRouteComponent(() => import("./watch/files/files-page.tsx"), "FilesPage"),
  }),
  createRoute({
    getParentRoute: () => watch,
    path: "/leaks",
    component: lazyRouteComponent(() => import("./watch/leaks/leaks-page.tsx"), "LeaksPage"),
  }),
  createRoute({
    getParentRoute: () => watch,
    path: "/versions",
    component: lazyRouteComponent(() => import("./watch/versions/versions-page.tsx"), "VersionsPage"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([first, reset, inside.addChildren([...pages, watch.addChildren(watched)])]),
  defaultPreload: false,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

function Door() {
  const visit = useVisit();
  const { pathname } = useLocation();
  if (pathname === "/first" || pathname === "/reset") return <Outlet />;
  if (visit.data === undefined) {
    return (
      <main className="entry">
        {visit.error === null ? (
          <Waiting />
        ) : (
          <Trouble error={visit.error} again={() => void visit.refetch()} />
        )}
      </main>
    );
  }
  return visit.data.signedIn ? <Outlet /> : <SignIn ownerMissing={visit.data.ownerMissing} />;
}

function NoSuchPage() {
  const { t } = useSpeech();
  return (
    <main className="entry">
      <Title order={1}>{t("page.none")}</Title>
      <Link to="/" className="text-link">
        {t("page.none.go")}
      </Link>
    </main>
  );
}
