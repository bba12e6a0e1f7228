// Small pieces every page is built from: a card with a heading, empty and waiting states, a trouble box.

import { Alert, Button, Loader, Paper, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { useSpeech } from "./language.tsx";
import { ReachError } from "./reach.ts";

export function Panel(props: {
  title: string;
  caption?: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Paper component="section" withBorder className={`panel ${props.className ?? ""}`} aria-labelledby={id}>
      <div className="panel-head">
        <div>
          <Title order={2} id={id}>
            {props.title}
          </Title>
          {props.caption === undefined ? null : <p className="quiet small">{props.caption}</p>}
        </div>
        {props.aside}
      </div>
      {props.children}
    </Paper>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

export function Waiting() {
  const { t } = useSpeech();
  return (
    <p className="empty" role="status">
      <Loader size="xs" aria-hidden="true" /> {t("loading")}
    </p>
  );
}

export function Trouble({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useSpeech();
  const known = error instanceof ReachError && error.message !== "" ? error : undefined;
  return (
    <Alert color="red" variant="light" role="alert" title={known?.message ?? t("trouble.reach")}>
      {known?.hint}
      {again === undefined ? null : (
        <Button size="xs" variant="default" mt="xs" onClick={again}>
          {t("again")}
        </Button>
      )}
    </Alert>
  );
}
