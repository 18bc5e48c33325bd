import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** BIZ UDGothic: Japanese glyphs, free (OFL), from npm. */
export const fontFile = (weight: 'regular' | 'bold'): string =>
  resolve(
    weight === 'regular'
      ? '@expo-google-fonts/biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf'
      : '@expo-google-fonts/biz-udgothic/700Bold/BIZUDGothic_700Bold.ttf',
  );
