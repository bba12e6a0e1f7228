// A process for the kill test: prints a notice's letters from a real SQLite record into a folder, a few per batch, until it is
// done or killed. Says each file before it is laid down and each batch after it is recorded.

import { fine, systemClock } from "../../../kernel/index.ts";
import { openSqliteStore } from "../../../store/index.ts";
import { readNotice } from "../text.ts";
import { openGlyphs } from "../render/glyphs.ts";
import { openPrintShop } from "../render/print-shop.ts";
import { addressee } from "./addressee.fixture.ts";
import { printNotice } from "./print-notice.ts";
import { lettersInFolder } from "./sinks.ts";

const [records = "", folder = "", count = "0"] = process.argv.slice(2);
const ID = "incident_1:1:letter";
const store = await openSqliteStore({ folder: records });
await store.dispatches.put({ id: ID, createdAtMs: 1, by: "test", state: "running", scopeRunId: "r" });
const shop = openPrintShop({ language: "en" });
const laid = lettersInFolder(folder, "en");
const end = await printNotice(
  ID,
  {
    dispatches: store.dispatches,
    shop,
    glyphs: await openGlyphs("en"),
    sink: {
      warning: "",
      put: async (name, bytes) => {
        process.stdout.write(`file ${name}\n`);
        await laid.put(name, bytes);
      },
    },
    clock: systemClock(),
    language: "ja",
    sender: ["山田水産"],
    people: async function* () {
      for (let n = 0; n < Number(count); n++) yield addressee(n);
    },
    letterFor: ({ name }) => fine(readNotice(`件名: お知らせ\n\n${name} 様\n`)),
    everyone: true,
    lettersPerBatch: 3,
    onBatch: ({ name }) => void process.stdout.write(`batch ${name}\n`),
  },
  new AbortController().signal,
);
process.stdout.write(`${end}\n`);
await shop.close();
await store.close();
