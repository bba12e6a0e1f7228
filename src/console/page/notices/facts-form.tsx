// The form of the facts: eight sections that fold, each saying how much of it is still missing. Keeping them is facts-panel.tsx.

import { Badge, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { NoticeFacts } from "../../../desk/index.ts";
import { DELAY_FIELDS, FIELDS, textAt, withText, type FieldKind, type FieldPath } from "./facts-fields.ts";
import { ItemChoices, MeasureList, SafeList } from "./facts-lists.tsx";
import { isLate, missingFacts, SECTIONS, type Missing, type Section } from "./missing.ts";
import { useTelling } from "./telling.ts";

export interface PartOfForm {
  readonly facts: NoticeFacts;
  readonly onFacts: (facts: NoticeFacts) => void;
  /** What the checks will say of a field; undefined when nothing. */
  readonly missed: (field: string) => string | undefined;
}

export function FactsForm({ facts, onFacts }: Omit<PartOfForm, "missed">) {
  const { w, count } = useTelling();
  const missing = missingFacts(facts);
  const missed = (field: string): string | undefined => {
    const found = missing.find((one) => one.field === field);
    return found === undefined ? undefined : w("form.missing.field", { rule: found.rule });
  };
  // Opened where work begins; from then on the reader opens and closes.
  const [first] = useState(missing[0]?.section ?? "shop");
  return (
    <div className="facts-form">
      <p role="status" aria-live="polite" className="small">
        {missing.length === 0 ? w("form.missing.none") : w("form.missing", { count: count(missing.length) })}
      </p>
      {SECTIONS.map((section) => (
        <details key={section} className="fold" {...(section === first ? { open: true } : {})}>
          <summary>
            <span>{w(`section.${section}`)}</span>
            <SectionState missing={missing.filter((one) => one.section === section)} />
          </summary>
          <div className="fold-in">
            <SectionFields section={section} facts={facts} onFacts={onFacts} missed={missed} />
          </div>
        </details>
      ))}
    </div>
  );
}

function SectionState({ missing }: { missing: readonly Missing[] }) {
  const { w, count } = useTelling();
  return missing.length === 0 ? (
    <Badge variant="light" color="ai">
      {w("form.missing.none")}
    </Badge>
  ) : (
    <Badge variant="light" className="hand">
      {w("form.missing", { count: count(missing.length) })}
    </Badge>
  );
}

function SectionFields({ section, ...part }: PartOfForm & { section: Section }) {
  const all: readonly (readonly [FieldPath, FieldKind])[] = FIELDS[section];
  // What is offered is only described once something is.
  const fields = all.filter(([path]) => path !== "offers.more" || offeredIn(part.facts) === "some");
  return (
    <>
      {section === "offers" ? (
        <>
          <Reissue {...part} />
          <Offered {...part} />
        </>
      ) : null}
      <div className="field-grid">
        {fields.map(([path, kind]) => (
          <OneField key={path} path={path} kind={kind} {...part} />
        ))}
        {section === "days" && (isLate(part.facts) || part.facts.delay !== null)
          ? DELAY_FIELDS.map(([path, kind]) => <OneField key={path} path={path} kind={kind} {...part} />)
          : null}
      </div>
      {section === "items" ? <ItemChoices {...part} /> : null}
      {section === "safe" ? <SafeList {...part} /> : null}
      {section === "measures" ? <MeasureList {...part} /> : null}
    </>
  );
}

function OneField({ path, kind, facts, onFacts, missed }: PartOfForm & { path: FieldPath; kind: FieldKind }) {
  const { w } = useTelling();
  const mark = missed(path);
  const common = {
    label: w(`f.${path}`),
    ...(mark === undefined ? {} : { description: <span className="missed">{mark}</span> }),
    value: textAt(facts, path),
    onChange: (event: { currentTarget: { value: string } }) =>
      onFacts(withText(facts, path, kind, event.currentTarget.value)),
  };
  if (kind === "long") return <Textarea {...common} rows={3} maxLength={4_000} className="field-wide" />;
  if (kind === "day") return <TextInput {...common} type="date" max="2999-12-31" />;
  return <TextInput {...common} maxLength={1_000} />;
}

/** "none" is said in a sentence of its own: nobody has to find words for nothing. */
const OFFERED = ["", "none", "some"] as const;

function offeredIn({ offers }: NoticeFacts): (typeof OFFERED)[number] {
  if (offers.more === null) return "";
  return offers.more === "none" ? "none" : "some";
}

function Offered({ facts, onFacts, missed }: PartOfForm) {
  const { w } = useTelling();
  const offered = offeredIn(facts);
  const mark = offered === "" ? missed("offers.more") : undefined;
  return (
    <NativeSelect
      label={w("f.offers.offered")}
      {...(mark === undefined ? {} : { description: <span className="missed">{mark}</span> })}
      value={offered}
      data={OFFERED.map((value) => ({
        value,
        label: w(value === "" ? "f.offers.offered.unknown" : `f.offers.offered.${value}`),
      }))}
      onChange={({ currentTarget: { value } }) => {
        const more = value === "some" ? "" : value === "none" ? "none" : null;
        onFacts({ ...facts, offers: { ...facts.offers, more } });
      }}
    />
  );
}

function Reissue({ facts, onFacts, missed }: PartOfForm) {
  const { w } = useTelling();
  const mark = missed("offers.reissue");
  const ways = ["shop", "card-company", "none"] as const;
  return (
    <NativeSelect
      label={w("f.offers.reissue")}
      {...(mark === undefined ? {} : { description: <span className="missed">{mark}</span> })}
      value={facts.offers.reissue ?? ""}
      data={[
        { value: "", label: w("f.offers.reissue.unknown") },
        ...ways.map((value) => ({ value, label: w(`f.offers.reissue.${value}`) })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        onFacts({
          ...facts,
          offers: { ...facts.offers, reissue: ways.find((way) => way === value) ?? null },
        })
      }
    />
  );
}
