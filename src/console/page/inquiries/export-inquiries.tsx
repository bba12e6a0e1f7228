// All inquiries with their words as a CSV for a spreadsheet, page by page from the API; asked first, as it opens every seal.

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { inquiriesCsv } from "../../../desk/inquiries/csv.ts";
import type { InquiryView } from "../../../desk/index.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useNotice } from "../ground/notice.tsx";
import { reach } from "../ground/reach.ts";
import { pathOf } from "../incidents/asks.ts";
import { useTelling } from "../notices/telling.ts";

const PAGE = 200;
/** As many as an incident can hold. */
const PAGES_MAX = 250;

export function ExportInquiries({ id }: { id: string }) {
  const { w, count } = useTelling();
  const notice = useNotice();
  const [isAsking, setAsking] = useState(false);
  const get = useMutation({
    mutationFn: () => allInquiries(id),
    onSuccess: (inquiries) => {
      hand(inquiriesCsv(inquiries), `inquiries-${id}.csv`);
      notice(w("inq.export.done", { count: count(inquiries.length) }));
      setAsking(false);
    },
  });
  return (
    <>
      <Button variant="default" size="sm" onClick={() => setAsking(true)}>
        {w("inq.export")}
      </Button>
      <Confirm
        opened={isAsking}
        title={w("inq.export.title")}
        explain={w("inq.export.explain")}
        act={w("inq.export.act")}
        busy={get.isPending}
        error={get.error}
        onAct={() => get.mutate()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

async function allInquiries(id: string): Promise<readonly InquiryView[]> {
  const all: InquiryView[] = [];
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ after: all.at(-1)?.inquiry ?? "", limit: String(PAGE) });
    const { inquiries } = await reach<{ inquiries: readonly InquiryView[] }>(
      `${pathOf(id)}/inquiries-export?${query}`,
    );
    all.push(...inquiries);
    if (inquiries.length < PAGE) break;
  }
  return all;
}

/** Hands a text to the browser as a file; nothing of it stays on the page. */
function hand(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
