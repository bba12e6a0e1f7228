// A list of fields as a form shows it, large enough for a thumb; which there are is questions.ts.

import { Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Field, Given } from "./field-kinds.ts";

export interface Filled {
  readonly given: Given;
  readonly tried: boolean;
  readonly set: (name: string, value: string) => void;
  /** True when nothing that is needed is missing; from then on missing things are marked. */
  readonly check: () => boolean;
}

export function useFields(fields: readonly Field[]): Filled {
  const [given, setGiven] = useState<Given>(() =>
    Object.fromEntries(fields.map(({ name, value }) => [name, value])),
  );
  const [tried, setTried] = useState(false);
  return {
    given,
    tried,
    set: (name, value) => setGiven((before) => ({ ...before, [name]: value })),
    check: () => {
      setTried(true);
      return fields.every((field) => faultOf(field, given) === undefined);
    },
  };
}

/** What a field lets through, trimmed as the API takes it. */
export function trimmed(given: Given): Given {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.trim()]));
}

export function Fields({ fields, filled }: { fields: readonly Field[]; filled: Filled }) {
  return fields.map((field, at) => (
    <OneField
      key={field.name}
      field={field}
      value={filled.given[field.name] ?? ""}
      error={filled.tried ? faultOf(field, filled.given) : undefined}
      isFirst={at === 0}
      onValue={(value) => filled.set(field.name, value)}
    />
  ));
}

function faultOf(field: Field, given: Given): string | undefined {
  return (given[field.name] ?? "").trim() === "" ? field.missing : undefined;
}

interface OneFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly error: string | undefined;
  readonly isFirst: boolean;
  readonly onValue: (value: string) => void;
}

function OneField({ field, value, error, isFirst, onValue }: OneFieldProps) {
  const common = {
    label: field.label,
    description: field.hint,
    error,
    value,
    required: field.missing !== undefined,
    withAsterisk: false,
    ...(isFirst ? { "data-autofocus": true } : {}),
    onChange: (event: { currentTarget: { value: string } }) => onValue(event.currentTarget.value),
  };
  switch (field.kind) {
    case "choice":
      return <NativeSelect {...common} data={[...(field.choices ?? [])]} />;
    case "long":
      return <Textarea {...common} rows={5} maxLength={field.charsMax ?? 20_000} />;
    case "moment":
      return <TextInput {...common} type="datetime-local" max="2999-12-31T23:59" />;
    case "number":
      return <TextInput {...common} type="number" inputMode="numeric" min={0} step={1} />;
    case "tick":
      return (
        <Checkbox
          label={field.label}
          checked={value === "yes"}
          onChange={(event) => onValue(event.currentTarget.checked ? "yes" : "")}
        />
      );
    case "text":
      return <TextInput {...common} maxLength={field.charsMax ?? 1_000} />;
  }
}
