// The paper itself: what it is about, what was due, day by day who did what, what was kept and who received it. Prints plainly.

import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useSpeech } from "../ground/language.tsx";
import type { IncidentWhole, SealedWords } from "./asks.ts";
import { momentsIn, tellMoment, zoneName } from "./moments.ts";
import { Said } from "./sealed-words.tsx";
import { deskWord, tellClock, tellFact } from "./told.ts";

type Entry = IncidentWhole["timeline"][number];
interface PaperProps {
  readonly view: IncidentWhole;
  /** Opened words by the entry's number. */
  readonly words: ReadonlyMap<number, SealedWords>;
}

export function ReportPaper({ view, words }: PaperProps) {
  const { t } = useSpeech();
  return (
    <article className="report">
      <Head view={view} />
      <Dates view={view} />
      <section>
        <h2>{t("report.days")}</h2>
        <Days view={view} words={words} />
      </section>
      <Papers view={view} />
      <p className="quiet small">{t("report.proof")}</p>
    </article>
  );
}

function Head({ view }: { view: IncidentWhole }) {
  const speech = useSpeech();
  const { t, count, who, yen } = speech;
  const { scope, timeZone, window } = view;
  const nowMs = Date.now();
  const time = (atMs: number | null): string =>
    atMs === null ? t("window.unknown") : tellMoment(speech, atMs, timeZone);
  return (
    <header>
      <p className="quiet small">{t("report.title")}</p>
      <Title order={1}>{view.title}</Title>
      <p className="quiet small">
        {t("report.made", { time: time(nowMs), zone: zoneName(speech, nowMs, timeZone), id: view.id })}
      </p>
      <dl className="report-facts">
        <Fact name={t("report.type")}>
          {deskWord(speech, "type", view.type)} ({deskWord(speech, "state", view.state)})
        </Fact>
        <Fact name={t("report.hint")}>
          {t("head.since", {
            time: time(view.clockFacts.hintAtMs),
            source: deskWord(speech, "source", view.source),
            channel: deskWord(speech, "channel", view.channel),
          })}
        </Fact>
        <Fact name={t("field.known")}>{time(view.clockFacts.knownAtMs)}</Fact>
        {window === null ? null : (
          <Fact name={t("window.title")}>
            {time(window.fromMs)} – {time(window.toMs)} {window.how}
          </Fact>
        )}
        <Fact name={t("people.title")}>
          {scope === null
            ? t("people.none")
            : t("report.people", {
                confirmed: count(scope.classes.confirmed),
                possible: count(scope.classes.possible),
                cannotTell: count(scope.classes.cannotTell),
                notAffected: count(scope.classes.notAffected),
              })}
        </Fact>
        <Fact name={t("money.title")}>
          {t("report.money", { spent: yen(view.money.spentYen), agreed: yen(view.money.agreedYen) })}
        </Fact>
        <Fact name={t("named.title")}>{view.named.map(who).join(", ")}</Fact>
      </dl>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Dates({ view }: { view: IncidentWhole }) {
  const speech = useSpeech();
  const { t, who } = speech;
  if (view.clocks.length === 0) return null;
  const time = (atMs: number): string => tellMoment(speech, atMs, view.timeZone);
  return (
    <section>
      <h2>{t("clocks.title")}</h2>
      <table className="report-dates">
        <tbody>
          {view.clocks.map((clock) => (
            <tr key={clock.id}>
              <th scope="row">{tellClock(speech, clock, view).what}</th>
              <td>
                {clock.dueAtMs === null
                  ? t("clocks.waiting")
                  : t("clocks.until", { time: time(clock.dueAtMs) })}
              </td>
              <td>
                {clock.mark === null
                  ? t(clock.state === "overdue" ? "report.overdue" : "report.open")
                  : t("clocks.marked", {
                      mark: t(`mark.${clock.mark.mark}`),
                      who: who(clock.mark.by),
                      time: time(clock.mark.atMs),
                      why: clock.mark.why,
                    })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Days({ view, words }: PaperProps) {
  const speech = useSpeech();
  const { t, who } = speech;
  const { day, time } = momentsIn(speech, view.timeZone);
  const days = Map.groupBy(view.timeline, ({ atMs }) => day(atMs));
  return [...days].map(([name, entries]) => (
    <section key={name} aria-label={name}>
      <h3>{name}</h3>
      <table className="report-day">
        <thead>
          <tr>
            <th scope="col">{t("report.when")}</th>
            <th scope="col">{t("report.who")}</th>
            <th scope="col">{t("report.what")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td>
                {time(entry.atMs)} <span className="quiet small">#{entry.seq}</span>
              </td>
              <td>{who(entry.by)}</td>
              <td>
                {tellFact(speech, entry.fact, view)}
                <Words entry={entry} words={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ));
}

function Words({ entry, words }: { entry: Entry; words: PaperProps["words"] }) {
  const { t } = useSpeech();
  const opened = words.get(entry.seq);
  if (opened !== undefined) return <Said words={opened} />;
  return entry.hasWords ? <p className="quiet small">{t("report.sealed")}</p> : null;
}

function Papers({ view }: { view: IncidentWhole }) {
  const speech = useSpeech();
  const { t, who } = speech;
  const time = (atMs: number): string => tellMoment(speech, atMs, view.timeZone);
  return (
    <>
      <section>
        <h2>{t("evidence.title")}</h2>
        {view.evidence.length === 0 ? <p>{t("evidence.none")}</p> : null}
        <ul className="report-list">
          {view.evidence.map(({ bag, sha256, atMs }) => (
            <li key={`${bag} ${sha256}`}>
              {time(atMs)} <b className="key">{bag}</b>
              <br />
              <span className="small">
                SHA-256 <code className="key">{sha256}</code>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t("handed.title")}</h2>
        {view.handed.length === 0 ? <p>{t("handed.none")}</p> : null}
        <ul className="report-list">
          {view.handed.map((line) => (
            <li key={line.seq}>
              {time(line.handedAtMs)} <b>{t("handed.line", { what: line.what, to: line.to })}</b>{" "}
              <span className="quiet small">#{line.seq}</span>
              <br />
              {t("handed.how", {
                through: deskWord(speech, "through", line.through),
                why: line.why,
                who: who(line.by),
              })}
              {line.sha256 === null ? null : (
                <>
                  <br />
                  <span className="small">
                    SHA-256 <code className="key">{line.sha256}</code>
                  </span>
                </>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
