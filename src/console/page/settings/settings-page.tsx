// Settings: the account, and the API tokens.

import { Title } from "@mantine/core";
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
      </div>
    </>
  );
}
