// What all pages of the watch share: the title and the way from one kind of watched thing to the next.

import { Title } from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import { useSpeech } from "../ground/language.tsx";
import "./watch.css";

const PARTS = [
  { to: "/watch", word: "watch.part.pages" },
  { to: "/watch/files", word: "watch.part.files" },
  { to: "/watch/versions", word: "watch.part.versions" },
  { to: "/watch/leaks", word: "watch.part.leaks" },
] as const;

export function WatchFrame() {
  const { t } = useSpeech();
  return (
    <>
      <Title order={1} className="page-title">
        {t("watch.title")}
      </Title>
      <nav aria-label={t("watch.parts")} className="parts">
        {PARTS.map(({ to, word }) => (
          <Link key={to} to={to} className="part" activeOptions={{ exact: true }}>
            {t(word)}
          </Link>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
