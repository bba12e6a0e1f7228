// The frame around every page: header, navigation (bottom bar on a phone), live state, language and colours.

import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useAlerts, useNow } from "./ground/asks.ts";
import { useSpeech } from "./ground/language.tsx";
import { useLive, type Live } from "./ground/live.ts";
import { Mark, Symbol } from "./ground/symbols.tsx";
import { BEHIND_MORE } from "./more-page.tsx";

export function Shell() {
  const { t } = useSpeech();
  const live = useLive();
  return (
    <div className="shell">
      <a href="#content" className="skip">
        {t("skip")}
      </a>
      <header className="top">
        <div className="top-in">
          <Link to="/" className="brand">
            <Mark />
            <span>
              店守 <small>Misemori</small>
            </span>
          </Link>
          <Navigation />
          <LiveDot live={live} />
          <Switches />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <NotLive live={live} />
        <Outlet />
      </main>
    </div>
  );
}

/** Pages that a phone reaches through "more". */
function isBehindMore(pathname: string): boolean {
  return BEHIND_MORE.some((page) => pathname === `/${page}`);
}

function Navigation() {
  const { t } = useSpeech();
  const { pathname } = useLocation();
  const now = useNow();
  const alerts = useAlerts();
  const holdsWaiting = now.data?.holdsWaiting ?? 0;
  const unowned = alerts.data?.filter((alert) => alert.state === "open").length ?? 0;
  return (
    <nav aria-label={t("nav.label")} className="nav">
      <Tab to="/" symbol="now" label={t("nav.now")} />
      <Tab
        to="/holds"
        symbol="holds"
        label={t("nav.holds")}
        short={t("nav.holds.short")}
        count={holdsWaiting}
      />
      <Tab to="/alerts" symbol="alerts" label={t("nav.alerts")} count={unowned} urgent />
      <Tab to="/incidents" symbol="incidents" label={t("nav.incidents")} inside />
      <Tab to="/watch" symbol="watch" label={t("nav.watch")} on="wide" inside />
      <Tab to="/journal" symbol="journal" label={t("nav.journal")} on="wide" />
      <Tab to="/settings" symbol="settings" label={t("nav.settings")} on="wide" />
      <Tab to="/more" symbol="more" label={t("nav.more")} on="phone" active={isBehindMore(pathname)} />
    </nav>
  );
}

function Tab(props: {
  to: "/" | "/holds" | "/alerts" | "/incidents" | "/watch" | "/journal" | "/settings" | "/more";
  symbol: "now" | "holds" | "alerts" | "incidents" | "watch" | "journal" | "settings" | "more";
  label: string;
  short?: string;
  count?: number;
  urgent?: boolean;
  /** Pages below it belong to it. */
  inside?: boolean;
  /** A phone's bar has room for five: the rest stands behind "more" there. */
  on?: "wide" | "phone";
  /** Although another address is open. */
  active?: boolean;
}) {
  const { t, count: tell } = useSpeech();
  const {
    to,
    symbol,
    label,
    short = label,
    count = 0,
    urgent = false,
    inside = false,
    on,
    active = false,
  } = props;
  const spoken = count === 0 ? label : `${label} ${t("nav.count", { count: tell(count) })}`;
  return (
    <Link
      to={to}
      className={on === undefined ? "tab" : `tab only-${on}`}
      activeOptions={{ exact: !inside }}
      aria-label={spoken}
      {...(active ? { "data-status": "active", "aria-current": "true" } : {})}
    >
      <Symbol name={symbol} />
      <span className="tab-long">{label}</span>
      <span className="tab-short">{short}</span>
      {count === 0 ? null : <span className={urgent ? "tab-count urgent" : "tab-count"}>{tell(count)}</span>}
    </Link>
  );
}

function LiveDot({ live }: { live: Live }) {
  const { t } = useSpeech();
  return live === "live" ? (
    <span className="live">
      <span className="live-dot" />
      <span className="live-text">{t("live.on")}</span>
    </span>
  ) : null;
}

/** Says plainly when the figures are old. Polite: it must not cut into what is being read. */
function NotLive({ live }: { live: Live }) {
  const { t, time } = useSpeech();
  const now = useNow();
  const text =
    live !== "lost"
      ? ""
      : now.data === undefined
        ? t("live.never")
        : t("live.off", { time: time(now.data.atMs) });
  return (
    <div role="status" aria-live="polite">
      {text === "" ? null : <p className="not-live">{text}</p>}
    </div>
  );
}

function Switches() {
  const { t, language, choose } = useSpeech();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const other = language === "ja" ? "en" : "ja";
  return (
    <div className="switches">
      <Button
        variant="subtle"
        size="compact-sm"
        lang={other}
        aria-label={t("language.switch")}
        onClick={() => choose(other)}
      >
        {t("language.other")}
      </Button>
      <ActionIcon
        variant="subtle"
        size="lg"
        aria-label={t(dark ? "scheme.light" : "scheme.dark")}
        onClick={() => setColorScheme(dark ? "light" : "dark")}
      >
        <Symbol name={dark ? "sun" : "moon"} />
      </ActionIcon>
    </div>
  );
}
