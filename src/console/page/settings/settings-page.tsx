// Settings: the account, the API tokens, and the way to the orders for the whole shop.

import { Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSpeech } from "../ground/language.tsx";
import { AccountPanel } from "./account-panel.tsx";
import { TokensPanel } from "./tokens-panel.tsx";

export function SettingsPage() {
  const { t } = useSpeech();
  return (
    <>
      <Title order={1} className="page-title">
        {t("settings.title")}
      </Title>
      <div className="stack">
        <AccountPanel />
        <TokensPanel />
        <Link to="/site" className="text-link">
          {t("site.link")}
        </Link>
      </div>
    </>
  );
}
