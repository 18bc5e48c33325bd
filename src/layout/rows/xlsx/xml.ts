import { SaxesParser } from 'saxes';
import { Unreadable } from '../row.ts';
import { refuse, ZipDamage, type ZipMember } from '../zip.ts';

export interface XmlHandlers {
  /** Only elements of the root's own namespace; names come without their prefix (`x:row` → `row`, but no `x15:workbookPr`). */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string) => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/**
 * Walks one XML part of a workbook piece by piece. Not well-formed, cut, not UTF-8/16, or damaged in the zip: throws
 * `Unreadable` naming the part. `until` ends the walk early (between pieces).
 */
export async function walkXml(
  part: ZipMember,
  handlers: XmlHandlers,
  until: () => boolean = () => false,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  const own = ownNames();
  parser.on('opentag', (tag) => {
    if (own.opens(tag.name, tag.attributes)) handlers.open(local(tag.name), tag.attributes);
  });
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  parser.on('closetag', (tag) => {
    if (own.closes(tag.name)) handlers.close?.(local(tag.name));
  });
  let decoder: TextDecoder | undefined;
  try {
    for await (const piece of part.stream()) {
      // `stream: true` keeps a character whose bytes are cut by the end of a piece; without it names get U+FFFD.
      decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
      parser.write(decoder.decode(piece, { stream: true }));
      if (until()) return;
    }
    parser.write(decoder?.decode() ?? '');
    parser.close();
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const ours = error instanceof XmlError || error instanceof ZipDamage;
    const notText = error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    if (ours || notText) throw refuse('workbook-broken', { part: part.name });
    throw error;
  }
}

/**
 * Tells the elements of the root's namespace from those of extensions (`x15:…`, `mc:…`), whose local names may be the same. Cheaper than
 * resolving every name: prefixes are declared at the root, and an element that declares another meaning of one is foreign with all it holds.
 */
function ownNames(): {
  opens(name: string, attributes: Readonly<Record<string, string>>): boolean;
  closes(name: string): boolean;
} {
  let uri: string | undefined;
  const prefixes = new Map<string, string | undefined>();
  /** Depth inside a foreign element that redeclares a prefix; 0 = outside. */
  let foreign = 0;
  const prefixOf = (name: string) => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '');
  const isOwn = (name: string) => prefixes.get(prefixOf(name)) === uri && prefixes.has(prefixOf(name));
  return {
    opens(name, attributes) {
      if (foreign > 0) {
        foreign++;
        return false;
      }
      if (prefixes.size === 0) {
        uri = attributes[prefixOf(name) === '' ? 'xmlns' : `xmlns:${prefixOf(name)}`];
        prefixes.set(prefixOf(name), uri);
        for (const [key, value] of Object.entries(attributes))
          if (key.startsWith('xmlns:')) prefixes.set(key.slice(6), value);
        if (attributes.xmlns !== undefined) prefixes.set('', attributes.xmlns);
        return true;
      }
      const declared = attributes[prefixOf(name) === '' ? 'xmlns' : `xmlns:${prefixOf(name)}`];
      if (declared !== undefined && declared !== prefixes.get(prefixOf(name))) {
        foreign = 1;
        return false;
      }
      return isOwn(name);
    },
    closes(name) {
      if (foreign > 0) {
        foreign--;
        return false;
      }
      return isOwn(name);
    },
  };
}

class XmlError extends Error {}

/** XML without a byte order mark is UTF-8 (all writers seen), or UTF-16 where every second byte of its first mark is 0. */
function encodingOf(piece: Uint8Array): string {
  if ((piece[0] === 0xff && piece[1] === 0xfe) || (piece[0] === 0x3c && piece[1] === 0)) return 'utf-16le';
  if ((piece[0] === 0xfe && piece[1] === 0xff) || (piece[0] === 0 && piece[1] === 0x3c)) return 'utf-16be';
  return 'utf-8';
}

/** `_x000D_` stands for a character that XML cannot hold; `_x005F_` for an underscore that is one (ECMA-376 22.9.2.19, A). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** An xsd:boolean attribute. */
export const isTrue = (value: string | undefined) => value === '1' || value === 'true';
