/** Sheets that the screens offer: print type and printer type. */
export const papers: Readonly<Record<string, readonly [string, string]>> = {
  m: ['m', '1'],
  m5: ['m5', '1'],
  label: ['label', '3'],
};

export const paperOptions =
  '<option value="m">A4</option><option value="m5">A5</option><option value="label">ラベルプリンタ</option>';
