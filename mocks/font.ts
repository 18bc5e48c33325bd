import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** BIZ UDGothic: Japanese glyphs, free (OFL), from npm. */
export const fontFile = (weight: 'regular' | 'bold'): string =>
  resolve(
    weight === 'regular'
      ? '@expo-google-fonts/biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf'
      : '@expo-google-fonts/biz-udgothic/700Bold/BIZUDGothic_700Bold.ttf',
  );

let font: Buffer | undefined;

/** The regular font for pages: they must read well on a machine without Japanese fonts, and nothing comes from another host. */
export function pageFont() {
  font ??= readFileSync(fontFile('regular'));
  return { status: 200, headers: { 'content-type': 'font/ttf', 'cache-control': 'public, max-age=86400' }, body: font };
}
