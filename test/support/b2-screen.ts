/** The lab's edit screen without a browser: what its page and its script would do. */
export interface Screen {
  readonly html: string;
  /** Row numbers that are ticked, i.e. printable. */
  printable(): string[];
  /** Row numbers that are framed red. */
  wrong(): string[];
  save(no: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** 発行開始: fetches the labels, then calls the notify address unless told not to; gives that address. */
  print(rows?: readonly string[], notify?: boolean): Promise<{ numbers: string[]; notify: string; pdf: Uint8Array }>;
  close(): Promise<void>;
}

export async function openScreen(address: string): Promise<Screen> {
  const answer = await fetch(address);
  const html = await answer.text();
  const screen = /data-screen="([^"]+)"/.exec(html)?.[1];
  if (!answer.ok || !screen) throw new Error(`the screen does not open: ${answer.status}`);
  const base = address.slice(0, address.indexOf('/b2/p/')) + '/b2/p/_screen';
  const post = async (path: string, value: object) => {
    const said = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ screen, ...value }),
    });
    const told = (await said.json()) as Record<string, never> & { message?: string };
    if (!said.ok) throw new Error(told.message ?? String(said.status));
    return told;
  };
  const rows = new Map([...html.matchAll(/<tr[^>]*data-no="(\d+)"[\s\S]*?<\/tr>/g)].map((one) => [one[1]!, one[0]]));
  const isTicked = (row: string) =>
    /<input[^>]*name="pick"[^>]*checked/.test(row) && !/name="pick"[^>]*disabled/.test(row);
  const ticked = () => [...rows].filter(([, row]) => isTicked(row)).map(([no]) => no);
  return {
    html,
    printable: ticked,
    wrong: () => [...rows].filter(([, row]) => !isTicked(row)).map(([no]) => no),
    async save(no, values) {
      const told = (await post('rows', { no, values })) as unknown as { rows: { no: string; html: string }[] };
      for (const row of told.rows) rows.set(row.no, row.html);
    },
    async print(chosen = ticked(), notify = true) {
      const told = (await post('issue', { rows: chosen, paper: 'm' })) as unknown as {
        waybills: { number: string }[];
        pdf: string;
        notify: string;
      };
      const pdf = await fetch(new URL(told.pdf, `${base}/x`));
      const bytes = new Uint8Array(await pdf.arrayBuffer());
      if (notify && told.notify !== '') await (await fetch(told.notify)).text();
      return { numbers: told.waybills.map((one) => one.number), notify: told.notify, pdf: bytes };
    },
    close: async () => void (await post('close', {})),
  };
}
