// What the bar of a phone has no room for, as a list of links.

import { Paper, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSpeech } from "./ground/language.tsx";
import { Symbol } from "./ground/symbols.tsx";

export const BEHIND_MORE = ["watch", "journal", "settings"] as const;

export function MorePage() {
  const { t } = useSpeech();
  return (
    <>
      <Title order={1} className="page-title">
        {t("nav.more")}
      </Title>
      <Paper withBorder className="panel narrow">
        <ul className="rows more">
          {BEHIND_MORE.map((page) => (
            <li key={page}>
              <Link to={`/${page}`} className="row-link">
                <Symbol name={page} /> {t(`nav.${page}`)}
              </Link>
            </li>
          ))}
        </ul>
      </Paper>
    </>
  );
}
