// Settings: who is signed in, and the API tokens.

import { Button, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { keys, useChange, useVisit } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Panel, Trouble } from "../ground/pieces.tsx";
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

function AccountPanel() {
  const { t } = useSpeech();
  const client = useQueryClient();
  const visit = useVisit();
  const signOut = useChange<unknown>(
    () => "/v1/sign-out",
    () => ({}),
    [],
  );
  const leave = (): void =>
    signOut.mutate(undefined, {
      onSuccess: () => {
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.visit[0] });
        void client.invalidateQueries({ queryKey: keys.visit });
      },
    });
  return (
    <Panel title={t("settings.account")}>
      <p>{t("settings.signed.in", { name: visit.data?.name ?? "" })}</p>
      {signOut.error === null ? null : <Trouble error={signOut.error} />}
      <Button variant="default" onClick={leave} loading={signOut.isPending}>
        {t("settings.sign.out")}
      </Button>
    </Panel>
  );
}
