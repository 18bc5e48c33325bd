import bwip from 'bwip-js';

/** A symbol as black rectangles in a box of `width` × `height` modules: x, y, width, height. */
export interface Symbol2d {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (readonly [number, number, number, number])[];
}

interface RawBars {
  readonly sbs: readonly number[];
}

interface RawModules {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

/** Codabar with start and stop A, as Yamato's slips have it (trust B). Height 1. */
export function codabar(number: string): Symbol2d {
  const [raw] = bwip.raw({ bcid: 'rationalizedCodabar', text: `A${number}A` }) as unknown as [RawBars];
  const boxes: [number, number, number, number][] = [];
  let x = 0;
  raw.sbs.forEach((module, index) => {
    if (index % 2 === 0) boxes.push([x, 0, module, 1]);
    x += module;
  });
  return { width: x, height: 1, boxes };
}

/** QR code; runs of dark modules in a row are one rectangle. */
export function qr(text: string): Symbol2d {
  const [raw] = bwip.raw({ bcid: 'qrcode', text, eclevel: 'M', mask: 5 } as never) as unknown as [RawModules];
  const boxes: [number, number, number, number][] = [];
  for (let y = 0; y < raw.pixy; y += 1) {
    let x = 0;
    while (x < raw.pixx) {
      let end = x;
      while (end < raw.pixx && raw.pixs[y * raw.pixx + end] === 1) end += 1;
      if (end > x) boxes.push([x, y, end - x, 1]);
      x = end + 1;
    }
  }
  return { width: raw.pixx, height: raw.pixy, boxes };
}
