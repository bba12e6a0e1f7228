// The one-time link of the first start: naming the owner and setting the password.

import { Alert, Button, Stack, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { Trouble } from "../ground/pieces.tsx";
import type { VisitView } from "../ground/reach.ts";
import { Entry } from "./entry.tsx";
import { NewPassword, passwordErrors } from "./new-password.tsx";

export function FirstOwner() {
  const { t } = useSpeech();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [token] = useState(() => location.hash.slice(1));
  const [form, setForm] = useState({ name: "", password: "", repeat: "" });
  const [tried, setTried] = useState(false);
  const save = useChange<VisitView>(
    () => "/v1/first-owner",
    () => ({ token, name: form.name, password: form.password }),
    [],
  );
  const errors = {
    name: form.name.trim() === "" ? t("field.missing") : undefined,
    ...passwordErrors(form, t),
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.values(errors).some((error) => error !== undefined)) return;
    save.mutate(undefined, {
      onSuccess: (visit) => {
        client.setQueryData(keys.visit, visit);
        // Replaced, so that the used link is not in the history.
        void navigate({ to: "/", replace: true });
      },
    });
  };
  return (
    <Entry title={t("first.title")} lead={t("first.lead")}>
      {token === "" ? <Alert color="yellow">{t("first.no.key")}</Alert> : null}
      <form onSubmit={submit} noValidate>
        <FirstOwnerFields form={form} setForm={setForm} errors={tried ? errors : {}} />
        <Stack gap="md" mt="md">
          {save.error === null ? null : <Trouble error={save.error} />}
          <Button type="submit" loading={save.isPending} fullWidth>
            {t("first.go")}
          </Button>
        </Stack>
      </form>
    </Entry>
  );
}

interface OwnerForm {
  readonly name: string;
  readonly password: string;
  readonly repeat: string;
}

function FirstOwnerFields(props: {
  form: OwnerForm;
  setForm: (form: OwnerForm) => void;
  errors: { readonly [K in keyof OwnerForm]?: string | undefined };
}) {
  const { t } = useSpeech();
  const { form, setForm, errors } = props;
  return (
    <Stack gap="md">
      <TextInput
        label={t("signin.name")}
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        error={errors.name}
        autoComplete="username"
        maxLength={60}
      />
      <NewPassword form={form} setForm={setForm} errors={errors} />
    </Stack>
  );
}
