import { width } from '../state/text.ts';
import type { Symbol2d } from './codes.ts';

/** A pdfkit document as far as labels need it. */
export type Document = PDFKit.PDFDocument;

const mm = 72 / 25.4;

export interface TextStyle {
  /** Points. */
  readonly size: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  /** Width at hand, mm: the text becomes smaller, or goes on in the next line, so that it fits. */
  readonly within?: number;
  /** Lines at hand, 1 when left out. */
  readonly lines?: number;
  readonly color?: string;
}

/** Draws in mm from the upper left corner of a box on the page. */
export interface Pen {
  /** `y` is the top of the text. Gives the bottom, mm. */
  text(text: string, x: number, y: number, style: TextStyle): number;
  line(x1: number, y1: number, x2: number, y2: number, weight?: number): void;
  box(x: number, y: number, width: number, height: number, weight?: number): void;
  fill(x: number, y: number, width: number, height: number, color: string): void;
  symbol(symbol: Symbol2d, x: number, y: number, width: number, height: number): void;
}

/** The font has one width for half-width and twice that for full-width characters: no measuring is needed. */
const widthOf = (text: string, size: number): number => (width(text) * size) / 2 / mm;

export function createPen(doc: Document, left: number, top: number): Pen {
  const at = (value: number, from: number) => (from + value) * mm;
  return {
    text(given, x, y, style) {
      const text = given.replace(/\s+/g, ' ').trim();
      if (text === '') return y;
      const { lines, size } = fitInto(text, style);
      const height = (size * 1.22) / mm;
      doc.font(style.bold ? 'bold' : 'regular').fontSize(size);
      doc.fillColor(style.color ?? 'black');
      lines.forEach((line, index) => {
        const free = (style.within ?? 0) - widthOf(line, size);
        const shift = style.align === 'right' ? free : style.align === 'center' ? free / 2 : 0;
        doc.text(line, at(x + shift, left), at(y + index * height, top), { lineBreak: false });
      });
      return y + lines.length * height;
    },
    line(x1, y1, x2, y2, weight = 0.2) {
      doc
        .lineWidth(weight * mm)
        .moveTo(at(x1, left), at(y1, top))
        .lineTo(at(x2, left), at(y2, top))
        .stroke('black');
    },
    box(x, y, w, h, weight = 0.2) {
      doc
        .lineWidth(weight * mm)
        .rect(at(x, left), at(y, top), w * mm, h * mm)
        .stroke('black');
    },
    fill(x, y, w, h, color) {
      doc.rect(at(x, left), at(y, top), w * mm, h * mm).fill(color);
    },
    symbol(symbol, x, y, w, h) {
      const [sx, sy] = [(w * mm) / symbol.width, (h * mm) / symbol.height];
      const [ox, oy] = [at(x, left), at(y, top)];
      const round = (value: number) => value.toFixed(3);
      const boxes = symbol.boxes.map(
        ([bx, by, bw, bh]) => `${round(ox + bx * sx)} ${round(oy + by * sy)} ${round(bw * sx)} ${round(bh * sy)} re`,
      );
      // One write for all boxes: pdfkit keeps a buffer per drawing command.
      (doc as unknown as { addContent(text: string): void }).addContent(boxes.join(' '));
      doc.fill('black');
    },
  };
}

const smallest = 5;

/** Never cuts: smaller until it fits into the lines, at the end smaller than anybody can read. */
function fitInto(text: string, style: TextStyle): { readonly lines: readonly string[]; readonly size: number } {
  const { within } = style;
  if (within === undefined) return { lines: [text], size: style.size };
  const most = style.lines ?? 1;
  for (let size = style.size; size > 1; size -= size > smallest ? 0.5 : 0.25) {
    const lines = wrap(text, size, within);
    if (lines.length <= most) return { lines, size };
  }
  return { lines: [text], size: 1 };
}

function wrap(text: string, size: number, within: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const one of text) {
    if (line !== '' && widthOf(line + one, size) > within) {
      lines.push(line.trimEnd());
      line = one === ' ' ? '' : one;
    } else line += one;
  }
  return [...lines, line];
}
