import iconv from 'iconv-lite';

/** Synthetic tracking number with a right check digit. */
export function trackingNumber(stem: number): string {
  const head = String(40000000000 + stem);
  return `${head}${Number(head) % 7}`;
}

/** What B2 Cloud gives back for a B2 file: 95 columns with 伝票番号 filled, no header, CP932; no slip type unless `service` says one. */
export function issuedData(
  rows: readonly {
    readonly customerNo: string;
    readonly number: string;
    readonly service?: string;
    readonly day?: string;
  }[],
): Buffer {
  const lines = rows.map(({ customerNo, number, service = '', day = '2026/11/21' }) => {
    const cells = Array.from({ length: 95 }, () => '');
    [cells[0], cells[1], cells[3], cells[4]] = [customerNo, service, number, day];
    cells[82] = 'ユーザーID';
    return cells.map((cell) => `"${cell}"`).join(',');
  });
  return iconv.encode(`${lines.join('\r\n')}\r\n`, 'cp932');
}

/** Rows of a written B2 file, header left out. Good enough for our own output: no line breaks in cells. */
export function b2Rows(bytes: Uint8Array): string[][] {
  const text = iconv.decode(Buffer.from(bytes), 'cp932');
  return text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .slice(0, 95)
        .map((cell) => cell[1]!.replace(/^"|"$/g, '').replaceAll('""', '"')),
    );
}
