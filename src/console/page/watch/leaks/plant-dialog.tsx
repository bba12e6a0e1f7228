// Asks what is to be planted where, and hands the file to import to the browser; nothing of it stays on the page.

import { Alert, Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useNotice } from "../../ground/notice.tsx";
import { Trouble } from "../../ground/pieces.tsx";
import { usePlanting, type LeakOverview, type SetWish } from "./asks.ts";
import { DECOY } from "./telling.ts";
import { useLeakTelling } from "./use-telling.ts";

/** Names are the products' own; null: in the reader's words. */
const FORMATS = {
  generic: null,
  eccube2: "EC-CUBE 2",
  eccube4: "EC-CUBE 4",
  woocommerce: "WooCommerce",
  vendure: "Vendure",
} as const satisfies Readonly<Record<SetWish["format"], string | null>>;
const ENCODINGS = { "utf-8": "UTF-8", shift_jis: null } as const satisfies Readonly<
  Record<SetWish["encoding"], string | null>
>;
const COUNT = 3;
const COUNT_MAX = 50;
const NAME_MAX = 60;

/** `system` null: closed; "": a place of another name. */
export function PlantDialog(props: { overview: LeakOverview; system: string | null; close: () => void }) {
  const { t, w } = useLeakTelling();
  const { overview, system, close } = props;
  return (
    <Modal
      opened={system !== null}
      onClose={close}
      title={w("plant.title")}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {system === null ? null : overview.places.length === 0 ? (
        <Alert color="yellow">{w("plant.noplace")}</Alert>
      ) : (
        <PlantForm overview={overview} system={system} close={close} />
      )}
    </Modal>
  );
}

function PlantForm({
  overview,
  system,
  close,
}: {
  overview: LeakOverview;
  system: string;
  close: () => void;
}) {
  const { t, w } = useLeakTelling();
  const notice = useNotice();
  const [wish, setWish] = useState({
    system,
    period: overview.period,
    count: String(COUNT),
    place: overview.places[0] ?? "",
    format: overview.format,
    encoding: "utf-8",
    telephone: true,
  } as const satisfies Form as Form);
  const [tried, setTried] = useState(false);
  const plant = usePlanting((file, done) => {
    const name = `${done.system}-${done.period}.csv`.replaceAll(/[\s\\/:*?"<>|]+/g, "-");
    hand(file, name);
    notice(w("plant.done", { file: name, system: done.system }));
    close();
  });
  const troubles = troublesOf(wish);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(troubles).length === 0) plant.mutate(wishFrom(wish));
  };
  const set = (part: Partial<Form>): void => setWish((before) => ({ ...before, ...part }));
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Fields overview={overview} wish={wish} set={set} troubles={tried ? troubles : {}} />
        <p className="small">{w("plant.explain")}</p>
        <p className="quiet small">{w("plant.again")}</p>
        {plant.error === null ? null : <Trouble error={plant.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t("back")}
          </Button>
          <Button type="submit" loading={plant.isPending}>
            {w("plant.act")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface Form {
  readonly system: string;
  readonly period: string;
  readonly count: string;
  readonly place: string;
  readonly format: SetWish["format"];
  readonly encoding: SetWish["encoding"];
  readonly telephone: boolean;
}
type Troubles = { readonly [field in "system" | "period" | "count"]?: true };

function Fields(props: {
  overview: LeakOverview;
  wish: Form;
  set: (part: Partial<Form>) => void;
  troubles: Troubles;
}) {
  const { w, system: told } = useLeakTelling();
  const { overview, wish, set, troubles } = props;
  const known = overview.systems.map(({ system }) => system).filter((system) => system !== DECOY);
  return (
    <>
      <TextInput
        label={w("plant.system")}
        placeholder={w("plant.system.hint")}
        value={wish.system}
        maxLength={NAME_MAX}
        list="leak-places"
        error={troubles.system === true ? w("plant.system.missing") : undefined}
        onChange={(event) => set({ system: event.currentTarget.value })}
        data-autofocus={wish.system === "" ? true : undefined}
      />
      <datalist id="leak-places">
        {known.map((system) => (
          <option key={system} value={system}>
            {told(system)}
          </option>
        ))}
      </datalist>
      <Group grow align="flex-start">
        <TextInput
          label={w("plant.period")}
          value={wish.period}
          maxLength={NAME_MAX}
          error={troubles.period === true ? w("plant.period.missing") : undefined}
          onChange={(event) => set({ period: event.currentTarget.value })}
        />
        <TextInput
          label={w("plant.count")}
          value={wish.count}
          inputMode="numeric"
          maxLength={2}
          error={troubles.count === true ? w("plant.count.wrong") : undefined}
          onChange={(event) => set({ count: event.currentTarget.value })}
        />
      </Group>
      <FileFields wish={wish} set={set} />
      {overview.places.length < 2 ? null : (
        <NativeSelect
          label={w("plant.place")}
          value={wish.place}
          data={[...overview.places]}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
      )}
      <Checkbox
        label={w("plant.telephone")}
        checked={wish.telephone}
        onChange={(event) => set({ telephone: event.currentTarget.checked })}
      />
    </>
  );
}

function FileFields({ wish, set }: { wish: Form; set: (part: Partial<Form>) => void }) {
  const { w } = useLeakTelling();
  return (
    <Group grow align="flex-start">
      <NativeSelect
        label={w("plant.format")}
        value={wish.format}
        data={namesIn(FORMATS, w("plant.format.generic"))}
        onChange={({ currentTarget: { value } }) => set({ format: keyIn(FORMATS, value) ?? "generic" })}
      />
      <NativeSelect
        label={w("plant.encoding")}
        value={wish.encoding}
        data={namesIn(ENCODINGS, w("plant.encoding.shift_jis"))}
        onChange={({ currentTarget: { value } }) => set({ encoding: keyIn(ENCODINGS, value) ?? "utf-8" })}
      />
    </Group>
  );
}

function namesIn(
  choices: Readonly<Record<string, string | null>>,
  other: string,
): { value: string; label: string }[] {
  return Object.entries(choices).map(([value, label]) => ({ value, label: label ?? other }));
}

function keyIn<K extends string>(choices: Readonly<Record<K, string | null>>, value: string): K | undefined {
  return (Object.keys(choices) as K[]).find((key) => key === value);
}

function troublesOf({ system, period, count }: Form): Troubles {
  const isCount = /^\d{1,2}$/.test(count.normalize("NFKC").trim());
  const number = Number(count.normalize("NFKC"));
  return {
    ...(system.trim() === "" || system.trim() === DECOY ? { system: true } : {}),
    ...(period.trim() === "" ? { period: true } : {}),
    ...(isCount && number >= 1 && number <= COUNT_MAX ? {} : { count: true }),
  };
}

function wishFrom({ system, period, count, telephone, ...rest }: Form): SetWish {
  return {
    ...rest,
    system: system.trim(),
    period: period.trim(),
    count: Number(count.normalize("NFKC")),
    telephone: telephone ? "unassigned" : "none",
  };
}

function hand(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: the browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
