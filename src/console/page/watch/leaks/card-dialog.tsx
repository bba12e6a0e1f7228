// Makes a decoy card number: asks where it will lie, then shows the number this once. It lives in this dialogue alone.

import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../../ground/asks.ts";
import { Trouble } from "../../ground/pieces.tsx";
import { CARDS } from "./asks.ts";
import { useLeakTelling } from "./use-telling.ts";

interface Made {
  readonly id: string;
  readonly number: string;
  readonly place: string;
}

const PLACE_MAX = 60;

export function CardDialog({ close }: { close: () => void }) {
  const { t, w } = useLeakTelling();
  const make = useChange<Made, string>(
    () => "/v1/canary/cards",
    (place) => ({ place }),
    [CARDS],
  );
  const leave = (): void => {
    // Nothing of it stays in the page's memory.
    make.reset();
    close();
  };
  const made = make.data;
  return (
    <Modal
      opened
      onClose={leave}
      // A touch beside it must not lose a number that is never shown again.
      closeOnClickOutside={made === undefined}
      title={w(made === undefined ? "cards.make" : "cards.title")}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {made === undefined ? (
        <PlaceForm
          busy={make.isPending}
          error={make.error}
          make={(place) => make.mutate(place)}
          close={leave}
        />
      ) : (
        <MadeNumber made={made} close={leave} />
      )}
    </Modal>
  );
}

function PlaceForm(props: {
  busy: boolean;
  error: unknown;
  make: (place: string) => void;
  close: () => void;
}) {
  const { t, w } = useLeakTelling();
  const [place, setPlace] = useState("");
  const [tried, setTried] = useState(false);
  const isMissing = place.trim() === "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!isMissing) props.make(place.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label={w("cards.at")}
          placeholder={w("cards.at.hint")}
          value={place}
          maxLength={PLACE_MAX}
          onChange={(event) => setPlace(event.currentTarget.value)}
          error={tried && isMissing ? w("cards.at.missing") : undefined}
          data-autofocus
        />
        {props.error === null ? null : <Trouble error={props.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={props.close}>
            {t("back")}
          </Button>
          <Button type="submit" loading={props.busy}>
            {w("cards.make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function MadeNumber({ made, close }: { made: Made; close: () => void }) {
  const { w } = useLeakTelling();
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light">
        {w("cards.made", { place: made.place })}
      </Alert>
      <Text ta="center">
        <Code fz="lg">{made.number.replace(/(....)(?=.)/g, "$1 ")}</Code>
      </Text>
      <Group justify="flex-end" gap="sm">
        <CopyButton value={made.number}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {w(copied ? "cards.copied" : "cards.copy")}
            </Button>
          )}
        </CopyButton>
        <Button onClick={close}>{w("cards.done")}</Button>
      </Group>
    </Stack>
  );
}
