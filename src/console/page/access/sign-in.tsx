// Signing in with name and password.

import { Alert, Button, Code, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Trouble } from "../ground/pieces.tsx";
import type { VisitView } from "../ground/reach.ts";
import { Entry } from "./entry.tsx";

export function SignIn({ ownerMissing }: { ownerMissing: boolean }) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const signIn = useChange<VisitView>(
    () => "/v1/sign-in",
    () => ({ name, password }),
    [],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || password === "") return;
    signIn.mutate(undefined, { onSuccess: (visit) => client.setQueryData(keys.visit, visit) });
  };
  const missing = (text: string): string | undefined =>
    tried && text.trim() === "" ? t("field.missing") : undefined;
  return (
    <Entry title={t("signin.title")} lead={t("signin.lead")}>
      {ownerMissing ? <Alert color="ai">{t("signin.owner.missing")}</Alert> : null}
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            label={t("signin.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={missing(name)}
            autoComplete="username"
            maxLength={60}
          />
          <PasswordInput
            label={t("signin.password")}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={missing(password)}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
          />
          {signIn.error === null ? null : <Trouble error={signIn.error} />}
          <Button type="submit" loading={signIn.isPending} fullWidth>
            {t("signin.go")}
          </Button>
        </Stack>
      </form>
      <details className="why">
        <summary>{t("signin.forgot")}</summary>
        <p className="small">{t("signin.forgot.how")}</p>
        <Code>misemori owner link</Code>
      </details>
    </Entry>
  );
}
