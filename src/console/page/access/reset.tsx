// The one-time link of `misemori owner link`: choosing a new password.

import { Alert, Button, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import type { VisitView } from "../ground/reach.ts";
import { Entry } from "./entry.tsx";
import { NewPassword, passwordErrors } from "./new-password.tsx";

export function Reset() {
  const { t } = useSpeech();
  const client = useQueryClient();
  const navigate = useNavigate();
  const notice = useNotice();
  const [token] = useState(() => location.hash.slice(1));
  const [form, setForm] = useState({ password: "", repeat: "" });
  const [tried, setTried] = useState(false);
  const save = useChange<VisitView>(
    () => "/v1/reset",
    () => ({ token, password: form.password }),
    [],
  );
  const errors = passwordErrors(form, t);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.values(errors).some((error) => error !== undefined)) return;
    save.mutate(undefined, {
      onSuccess: (visit) => {
        client.setQueryData(keys.visit, visit);
        notice(t("reset.done", { name: visit.name ?? "" }));
        // Replaced, so that the used link is not in the history.
        void navigate({ to: "/", replace: true });
      },
    });
  };
  return (
    <Entry title={t("reset.title")} lead={t("reset.lead")}>
      {token === "" ? <Alert color="yellow">{t("first.no.key")}</Alert> : null}
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <NewPassword form={form} setForm={setForm} errors={tried ? errors : {}} />
          {save.error === null ? null : <Trouble error={save.error} />}
          <Button type="submit" loading={save.isPending} fullWidth>
            {t("reset.go")}
          </Button>
        </Stack>
      </form>
    </Entry>
  );
}
