// The frame of the pages before signing in: the mark, a title, a lead, and the form.

import { Button, Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Mark } from "../ground/symbols.tsx";

export function Entry({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const { t, language, choose } = useSpeech();
  return (
    <main className="entry" id="content">
      <Paper withBorder className="entry-card">
        <p className="brand">
          <Mark size={36} />
          <span>
            店守 <small>Misemori</small>
          </span>
        </p>
        <Title order={1}>{title}</Title>
        <p className="lead">{lead}</p>
        {children}
      </Paper>
      <Button
        variant="subtle"
        size="sm"
        lang={language === "ja" ? "en" : "ja"}
        onClick={() => choose(language === "ja" ? "en" : "ja")}
      >
        {t("language.other")}
      </Button>
    </main>
  );
}
