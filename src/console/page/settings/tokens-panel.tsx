// API tokens: making one (its key is shown once), seeing all, ending one.

import { Alert, Badge, Button, Checkbox, Code, CopyButton, Group, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { keys, useChange, useTokens } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { Empty, Panel, Trouble } from "../ground/pieces.tsx";
import type { TokenView } from "../ground/reach.ts";
import type { PageWord } from "../words/index.ts";

const SCOPES = [
  "now:read",
  "holds:read",
  "holds:write",
  "outcomes:write",
  "alerts:write",
  "cards:write",
  "site:read",
  "site:write",
  "watch:read",
  "watch:write",
  "incidents:read",
  "incidents:write",
] as const;
/** What only the guard itself gives, to this machine's own command line. */
const OTHER_SCOPES = ["journal:read", "owner:link"] as const;

function scopeWord(scope: string): PageWord | undefined {
  const known = [...SCOPES, ...OTHER_SCOPES].find((name) => name === scope);
  return known === undefined ? undefined : `scope.${known}`;
}

export function TokensPanel() {
  const { t } = useSpeech();
  const tokens = useTokens();
  return (
    <Panel title={t("settings.tokens")} caption={t("settings.tokens.intro")}>
      {tokens.error === null ? null : <Trouble error={tokens.error} />}
      {tokens.data?.length === 0 ? <Empty>{t("settings.tokens.none")}</Empty> : null}
      <ul className="rows">
        {tokens.data?.map((token) => (
          <TokenRow key={`${token.name} ${token.createdAtMs}`} token={token} />
        ))}
      </ul>
      <TokenForm />
      <a href="/v1/openapi.json" className="text-link">
        {t("settings.api")}
      </a>
    </Panel>
  );
}

function TokenRow({ token }: { token: TokenView }) {
  const { t, time } = useSpeech();
  const [asking, setAsking] = useState(false);
  const { name } = token;
  const local = token.scopes.includes("owner:link");
  const revoke = useChange<unknown>(
    () => `/v1/tokens/${encodeURIComponent(name)}/revoke`,
    () => ({}),
    [keys.tokens],
  );
  const told = token.scopes.map((scope) => {
    const word = scopeWord(scope);
    return word === undefined ? scope : t(word);
  });
  return (
    <li>
      <div>
        <p className="row-title">{local ? t("settings.tokens.local") : name}</p>
        <p className="quiet small">
          {told.join(" · ")}
          <br />
          {t("settings.tokens.since", { time: time(token.createdAtMs) })}
        </p>
      </div>
      {local ? null : token.revokedAtMs === null ? (
        <Button
          size="sm"
          variant="default"
          aria-label={t("settings.tokens.revoke.named", { name })}
          onClick={() => setAsking(true)}
        >
          {t("settings.tokens.revoke")}
        </Button>
      ) : (
        <Badge variant="light" color="gray">
          {t("settings.tokens.revoked")}
        </Badge>
      )}
      <Confirm
        opened={asking}
        title={t("settings.tokens.revoke")}
        explain={t("settings.tokens.revoke.ask", { name })}
        act={t("settings.tokens.revoke")}
        busy={revoke.isPending}
        error={revoke.error}
        onClose={() => setAsking(false)}
        onAct={() => revoke.mutate(undefined, { onSuccess: () => setAsking(false) })}
      />
    </li>
  );
}

function TokenForm() {
  const { t } = useSpeech();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<string[]>(["now:read"]);
  const [tried, setTried] = useState(false);
  const make = useChange<{ key: string; token: TokenView }>(
    () => "/v1/tokens",
    () => ({ name, scopes }),
    [keys.tokens],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === "" || scopes.length === 0) return;
    make.mutate(undefined, {
      onSuccess: () => {
        setName("");
        setTried(false);
      },
    });
  };
  return (
    <form onSubmit={submit} className="token-form" noValidate>
      {make.data === undefined ? null : <MadeKey made={make.data} />}
      <TextInput
        label={t("settings.tokens.name")}
        placeholder={t("settings.tokens.name.hint")}
        value={name}
        maxLength={40}
        error={tried && name.trim() === "" ? t("field.missing") : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        error={tried && scopes.length === 0 ? t("settings.tokens.scopes.missing") : undefined}
        label={t("settings.tokens.scopes")}
        value={scopes}
        onChange={setScopes}
      >
        <Stack gap="xs" mt="xs">
          {SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`scope.${scope}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      {make.error === null ? null : <Trouble error={make.error} />}
      <Button type="submit" variant="light" loading={make.isPending}>
        {t("settings.tokens.make")}
      </Button>
    </form>
  );
}

function MadeKey({ made }: { made: { key: string; token: TokenView } }) {
  const { t } = useSpeech();
  return (
    <Alert color="ai" role="status" title={t("settings.tokens.made", { name: made.token.name })}>
      <Group gap="sm" wrap="wrap">
        <Code className="key">{made.key}</Code>
        <CopyButton value={made.key}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {t(copied ? "settings.tokens.copied" : "settings.tokens.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
