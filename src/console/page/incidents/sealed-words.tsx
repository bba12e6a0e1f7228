// What people said, sealed with one entry: opened by whoever is named, one by one, and each opening is journalled.

import { Button } from "@mantine/core";
import { useState } from "react";
import { useSpeech } from "../ground/language.tsx";
import { Trouble, Waiting } from "../ground/pieces.tsx";
import { useSealedWords, type SealedWords } from "./asks.ts";

/** `button`: what it says, and its full name for a reader of the screen, which tells which entry it opens. */
export function Sealed(props: {
  readonly id: string;
  readonly seq: number;
  readonly destroyed: boolean;
  readonly button?: { readonly label: string; readonly named: string };
}) {
  const { t } = useSpeech();
  const { id, seq, destroyed } = props;
  const button = props.button ?? { label: t("words.open"), named: t("words.open.named", { seq }) };
  const [wanted, setWanted] = useState(false);
  const sealed = useSealedWords(id, seq, wanted);
  if (destroyed) return <p className="quiet small">{t("words.destroyed")}</p>;
  if (!wanted)
    return (
      <Button size="xs" variant="default" onClick={() => setWanted(true)} aria-label={button.named}>
        {button.label}
      </Button>
    );
  if (sealed.error !== null) return <Trouble error={sealed.error} />;
  if (sealed.data === undefined) return <Waiting />;
  return <Said words={sealed.data} />;
}

export function Said({ words: { caller, contact, words } }: { words: SealedWords }) {
  return (
    <figure className="said">
      {words === "" ? null : <blockquote>{words}</blockquote>}
      {caller === "" && contact === "" ? null : (
        <figcaption className="quiet small">
          {[caller, contact].filter((part) => part !== "").join(" · ")}
        </figcaption>
      )}
    </figure>
  );
}
