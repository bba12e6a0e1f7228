// A real mail server for tests: keeps what it takes, and answers as a test tells it to.

import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface TakenMail {
  readonly to: string;
  readonly messageId: string;
  readonly text: string;
}

export interface Sink {
  readonly port: number;
  readonly mails: readonly TakenMail[];
  readonly close: () => Promise<void>;
}

export interface SinkAnswers {
  /** A code and text refuses the recipient ("550 5.1.1 no such user"); null takes him. A promise keeps him waiting. */
  readonly recipient?: (address: string) => string | null | Promise<string | null>;
  /** Called when the text is in, before it is taken: an answer refuses it, "cut" cuts the line without a word. */
  readonly text?: (mail: TakenMail) => string | null;
}

export async function openSink(answers: SinkAnswers = {}, port = 0): Promise<Sink> {
  const mails: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: ({ address }, _session, done) => {
      const answer = async (): Promise<void> => {
        const refusal = (await answers.recipient?.(address)) ?? null;
        done(refusal === null ? null : refusalOf(refusal));
      };
      void answer();
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const text = Buffer.concat(pieces).toString();
        const messageId = /^Message-ID: *(<[^>]+>)/im.exec(text)?.[1] ?? "";
        const mail = { to: session.envelope.rcptTo[0]?.address ?? "", messageId, text };
        const refusal = answers.text?.(mail) ?? null;
        if (refusal === "cut") {
          mails.push(mail);
          for (const connection of server.connections) connection.close();
        } else if (refusal === null) {
          mails.push(mail);
          done(null, "2.0.0 taken");
        } else done(refusalOf(refusal));
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function refusalOf(answer: string): Error {
  return Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });
}
