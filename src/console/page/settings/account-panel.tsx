// The owner's account: who is signed in, a new password, and signing out here or everywhere.

import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { NewPassword, passwordErrors } from "../access/new-password.tsx";
import { keys, useChange, useVisit } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Panel, Trouble } from "../ground/pieces.tsx";
import type { VisitView } from "../ground/reach.ts";

export function AccountPanel() {
  const { t } = useSpeech();
  const visit = useVisit();
  const [changing, setChanging] = useState(false);
  const [asking, setAsking] = useState(false);
  const leave = useLeaving();
  const signOut = useChange<unknown>(
    () => "/v1/sign-out",
    () => ({}),
    [],
  );
  const everywhere = useChange<unknown>(
    () => "/v1/sign-out-everywhere",
    () => ({}),
    [],
  );
  return (
    <Panel title={t("settings.account")}>
      <p>{t("settings.signed.in", { name: visit.data?.name ?? "" })}</p>
      {signOut.error === null ? null : <Trouble error={signOut.error} />}
      <Group gap="sm">
        <Button variant="default" aria-expanded={changing} onClick={() => setChanging(!changing)}>
          {t("settings.password")}
        </Button>
        <Button
          variant="default"
          onClick={() => signOut.mutate(undefined, { onSuccess: leave })}
          loading={signOut.isPending}
        >
          {t("settings.sign.out")}
        </Button>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("settings.everywhere")}
        </Button>
      </Group>
      {changing ? <PasswordChange onDone={() => setChanging(false)} /> : null}
      <Confirm
        opened={asking}
        title={t("settings.everywhere")}
        explain={t("settings.everywhere.ask")}
        act={t("settings.everywhere.go")}
        busy={everywhere.isPending}
        error={everywhere.error}
        onClose={() => setAsking(false)}
        onAct={() => everywhere.mutate(undefined, { onSuccess: leave })}
      />
    </Panel>
  );
}

/** Forgets what was shown and lets the page find out that nobody is signed in. */
function useLeaving(): () => void {
  const client = useQueryClient();
  return () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.visit[0] });
    void client.invalidateQueries({ queryKey: keys.visit });
  };
}

function PasswordChange({ onDone }: { onDone: () => void }) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const notice = useNotice();
  const [form, setForm] = useState({ old: "", password: "", repeat: "" });
  const [tried, setTried] = useState(false);
  const change = useChange<VisitView>(
    () => "/v1/password",
    () => ({ old: form.old, password: form.password }),
    [],
  );
  const errors = {
    ...passwordErrors(form, t),
    old: form.old === "" ? t("field.missing") : undefined,
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.values(errors).some((error) => error !== undefined)) return;
    change.mutate(undefined, {
      onSuccess: (visit) => {
        client.setQueryData(keys.visit, visit);
        notice(t("settings.password.done"));
        onDone();
      },
    });
  };
  return (
    <form onSubmit={submit} className="token-form" noValidate>
      <Stack gap="md">
        <PasswordInput
          label={t("settings.password.old")}
          value={form.old}
          onChange={(event) => setForm({ ...form, old: event.currentTarget.value })}
          error={tried ? errors.old : undefined}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": t("password.show") }}
        />
        <NewPassword
          form={form}
          setForm={setForm}
          errors={tried ? errors : {}}
          label={t("settings.password.new")}
        />
        {change.error === null ? null : <Trouble error={change.error} />}
        <Button type="submit" variant="light" loading={change.isPending}>
          {t("settings.password.go")}
        </Button>
      </Stack>
    </form>
  );
}
