// Watched files through the API: how each tree stands, what differs and why that matters, approving, windows, quarantine and the way back.
// What it does is done and journalled behind FileDesk.

import type { FileDesk, FileFault, FileWish } from "../../watch/index.ts";
import { operation, type Operation } from "./operations.ts";
import { refused, type Refused, type RefusalCode } from "./refusals.ts";
import * as shapes from "./watch-file-shapes.ts";

/** Marks of 32 digits, as many as one approval may name. */
const APPROVAL_BYTES_MAX = 128 * 1024;

/** Without a desk there are none of these operations. */
export function watchFileOperations({ files }: { readonly files?: FileDesk }): readonly Operation[] {
  if (files === undefined) return [];
  return [...treeOperations(files), ...windowOperations(files), ...quarantineOperations(files)];
}

function treeOperations(files: FileDesk): readonly Operation[] {
  return [
    operation({
      id: "listWatchedTrees",
      method: "get",
      path: "/v1/watch/files",
      who: "watch:read",
      summary:
        "Watched trees of files: approved by whom, when looked at, what waits to be approved or dealt with",
      answer: shapes.trees,
      run: async () => ({ trees: await files.list() }),
    }),
    operation({
      id: "listFileDifferences",
      method: "get",
      path: "/v1/watch/files/{tree}/differences",
      who: "watch:read",
      summary:
        "What differs from what was approved, backdoors first, with reasons and texts; card data masked",
      query: shapes.differenceQuery,
      answer: shapes.differences,
      run: async ({ params, query: { from, limit, texts } }) =>
        (await files.differences(params["tree"] ?? "", { from, limit, explain: texts === "yes" })) ??
        refused(404, "files.unknown"),
    }),
    operation({
      id: "approveFiles",
      method: "post",
      path: "/v1/watch/files/{tree}/approve",
      who: "watch:write",
      summary: "Approve exactly the differences that were shown (their marks), or what was made in a window",
      body: shapes.fileApproval,
      bodyBytesMax: APPROVAL_BYTES_MAX,
      answer: shapes.fileWishDone,
      run: async ({ params, body, caller: { by } }) => {
        const wish = "seen" in body ? { marks: body.seen } : { window: body.window };
        return told(await files.approve(params["tree"] ?? "", wish, { by, why: body.why }));
      },
    }),
    operation({
      id: "approveTree",
      method: "post",
      path: "/v1/watch/files/{tree}/baseline",
      who: "watch:write",
      summary: "Approve a tree for the first time, as it stands; what looks like a backdoor is left out",
      body: shapes.fileBaseline,
      answer: shapes.fileWishDone,
      run: async ({ params, body: { why }, caller: { by } }) =>
        told(await files.baseline(params["tree"] ?? "", { by, why })),
    }),
    operation({
      id: "checkTree",
      method: "post",
      path: "/v1/watch/files/{tree}/check",
      who: "watch:write",
      summary: "Read every file again now; answers at once, the tree says how far it is",
      answer: shapes.fileWishDone,
      run: async ({ params, caller }) => told(files.check(params["tree"] ?? "", caller.by)),
    }),
  ];
}

function windowOperations(files: FileDesk): readonly Operation[] {
  return [
    operation({
      id: "listApprovalWindows",
      method: "get",
      path: "/v1/watch/files/windows",
      who: "watch:read",
      summary: "Times in which somebody may change the shop's files, newest last",
      answer: shapes.windows,
      run: async () => {
        const { list, refused: bad } = await files.windows();
        return { windows: list, refused: bad };
      },
    }),
    operation({
      id: "addApprovalWindow",
      method: "post",
      path: "/v1/watch/files/windows",
      who: "watch:write",
      summary: "Announce who changes the shop's files, when and why; backdoors alert all the same",
      body: shapes.windowWish,
      answer: shapes.windowMade,
      run: async ({ body, caller }) => {
        const made = await files.addWindow(body, caller.by);
        return typeof made === "string" ? refusedBy(made) : made;
      },
    }),
  ];
}

function quarantineOperations(files: FileDesk): readonly Operation[] {
  return [
    operation({
      id: "quarantineFile",
      method: "post",
      path: "/v1/watch/files/{tree}/quarantine",
      who: "watch:write",
      summary:
        "Take a file that differs out of the shop, kept with the way back; exactly the one that was shown",
      body: shapes.quarantineWish,
      answer: shapes.quarantineDone,
      run: async ({ params, body: { seen, why }, caller: { by } }) => {
        const done = await files.quarantine(params["tree"] ?? "", seen, { by, why });
        return typeof done === "string" ? refusedBy(done) : done;
      },
    }),
    operation({
      id: "listQuarantined",
      method: "get",
      path: "/v1/watch/files/quarantined",
      who: "watch:read",
      summary: "Files that were taken out of the shop, newest first",
      answer: shapes.quarantineList,
      run: async () => ({ quarantined: files.quarantined() }),
    }),
    operation({
      id: "restoreFile",
      method: "post",
      path: "/v1/watch/files/quarantined/{id}/restore",
      who: "watch:write",
      summary: "Put a quarantined file back where it was, with its rights and times; never over another one",
      answer: shapes.quarantineDone,
      run: async ({ params, caller }) => {
        const done = await files.restore(params["id"] ?? "", caller.by);
        return typeof done === "string" ? refusedBy(done) : done;
      },
    }),
  ];
}

function told(wish: FileWish): { readonly result: "done" | "running" } | Refused {
  return wish === "done" || wish === "running" ? { result: wish } : refusedBy(wish);
}

/** What is not here is a matter of the moment: 409. */
const STATUS: Readonly<Partial<Record<FileFault, number>>> = {
  unknown: 404,
  window: 422,
  failed: 500,
  "broken-off": 503,
  unrecorded: 500,
};

function refusedBy(fault: FileFault): Refused {
  const code: RefusalCode = fault === "unrecorded" ? "journal.failed" : `files.${fault}`;
  return refused(STATUS[fault] ?? 409, code);
}
