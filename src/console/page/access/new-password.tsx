// A new password, typed twice: the same two fields for the first owner, a reset and a change.

import { PasswordInput } from "@mantine/core";
import { useSpeech } from "../ground/language.tsx";
import type { Speech } from "../ground/speech.ts";

const LENGTH_MIN = 12;

export interface PasswordForm {
  readonly password: string;
  readonly repeat: string;
}

export function passwordErrors(
  form: PasswordForm,
  t: Speech["t"],
): { readonly [K in keyof PasswordForm]: string | undefined } {
  return {
    password: Array.from(form.password).length < LENGTH_MIN ? t("first.password.short") : undefined,
    repeat: form.repeat === form.password ? undefined : t("first.repeat.differs"),
  };
}

export function NewPassword<F extends PasswordForm>(props: {
  form: F;
  setForm: (form: F) => void;
  errors: { readonly [K in keyof PasswordForm]?: string | undefined };
  label?: string;
}) {
  const { t } = useSpeech();
  const { form, setForm, errors, label } = props;
  const toggle = { "aria-label": t("password.show") };
  return (
    <>
      <PasswordInput
        label={label ?? t("signin.password")}
        description={t("first.password.hint")}
        value={form.password}
        onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
        error={errors.password}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
      />
      <PasswordInput
        label={t("first.repeat")}
        value={form.repeat}
        onChange={(event) => setForm({ ...form, repeat: event.currentTarget.value })}
        error={errors.repeat}
        autoComplete="new-password"
        visibilityToggleButtonProps={toggle}
      />
    </>
  );
}
