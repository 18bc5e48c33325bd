import { prefectures as names } from '../core/prefectures.ts';

const roman =
  'hokkaido aomori iwate miyagi akita yamagata fukushima ibaraki tochigi gunma saitama chiba tokyo kanagawa niigata toyama ishikawa fukui yamanashi nagano gifu shizuoka aichi mie shiga kyoto osaka hyogo nara wakayama tottori shimane okayama hiroshima yamaguchi tokushima kagawa ehime kochi fukuoka saga nagasaki kumamoto oita miyazaki kagoshima okinawa'.split(
    ' ',
  );

const spoken = new Map<string, string>();
names.forEach((name, i) => {
  if (i > 0) spoken.set(name.slice(0, -1), name);
  const latin = roman[i] as string;
  for (const end of ['', '-ken', '-to', '-fu', ' prefecture']) spoken.set(latin + end, name);
  spoken.set(`jp-${String(i + 1).padStart(2, '0')}`, name);
});

/** The prefecture that a cell of its own means in short or foreign form (`東京`, `Tokyo`, `JP-13`); '' = none. */
export function spokenPrefecture(cell: string): string {
  return spoken.get(cell.trim().toLowerCase()) ?? '';
}
