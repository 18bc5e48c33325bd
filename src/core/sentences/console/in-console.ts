import { commandWord, fileWays, onlyCommands, optionWays, type Way, ways } from './ways.ts';

/** Text, or a place of the console to go to. */
export type Piece = string | Way;

const names = [...Object.keys(ways), ...onlyCommands];
const heads = [...new Set(names.map((one) => one.replace(/ --.*$/, '')))].sort((a, b) => b.length - a.length);
const escaped = (one: string): string => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A word that is no command without `b2-bridge` before it or corner brackets around it. */
const isShort = (head: string): boolean => !head.includes(' ');
const any = heads.map(escaped).join('|');
const long = heads
  .filter((one) => !isShort(one))
  .map(escaped)
  .join('|');
/** `「b2-bridge orders edit 受注番号 --set …」`, `b2-bridge orders edit`, `orders edit --reset`, `issue --undo`, `次の issue で`. */
const commands = new RegExp(
  [
    `「(?:b2-bridge )?(?<quoted>(?:${any})(?: [^」]*)?)」`,
    '「b2-bridge (?<other>[a-z][^」]*)」',
    `b2-bridge (?<whole>(?:${any})(?![\\w-])(?: -[!-~]+| [\\w{}…:-]+(?![\\w-]))*)`,
    `(?<![\\w-])(?<plain>(?:${long})(?![\\w-])(?: [!-~]+)*|issue(?= --)(?: [!-~]+)*|issue(?= ?[をで]))`,
  ].join('|'),
  'g',
);
/** A space between Japanese and a command. */
const besideBefore = /(?<=[^ -~]) $/;
const files = new RegExp(Object.keys(fileWays).map(escaped).join('|'), 'g');

/** The entry of the list that fits a command best; undefined: only the command line can do it. */
function wayOf(command: string): Way | undefined {
  const words = command.split(' ');
  const fits = (name: string) => {
    const [head = '', ...options] = name.split(/ (?=--)/);
    const isHead = command === head || command.startsWith(`${head} `);
    return isHead && options.every((one) => command.includes(one) || words.includes(one));
  };
  const best = names.filter(fits).sort((a, b) => b.length - a.length)[0];
  return best === undefined ? undefined : ways[best];
}

/**
 * What to do, as somebody at the console reads it: commands become places of the console, with where they are. What only the command line
 * can do keeps its command and is called one.
 */
export function inConsole(text: string): Piece[] {
  const plain = optionWays.reduce((now, [option, words]) => now.replaceAll(option, words), text);
  const pieces: Piece[] = [];
  let at = 0;
  for (const found of plain.matchAll(commands)) {
    const { quoted, other, whole, plain: bare } = found.groups ?? {};
    const command = (quoted ?? other ?? whole ?? bare ?? '').trim();
    const way = wayOf(command);
    pieces.push(...withFiles(plain.slice(at, found.index).replace(besideBefore, '')));
    pieces.push(way ? quote(way) : `${commandWord}「b2-bridge ${command}」`);
    at = found.index + found[0].length;
    // Latin words stand apart from Japanese ones; places of the console do not.
    if (plain[at] === ' ') at += 1;
    if (way && plain.startsWith('を実行して', at)) {
      pieces.push('を使って');
      at += 'を実行して'.length;
    }
  }
  pieces.push(...withFiles(plain.slice(at)));
  return pieces.filter((one) => one !== '');
}

/** A place that is one word stands in corner brackets. */
const quote = (way: Way): Way => (way.words.includes('「') ? way : { ...way, words: `「${way.words}」` });

function withFiles(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: name, index } of text.matchAll(files)) {
    pieces.push(text.slice(at, index), { words: name, to: fileWays[name] ?? '' });
    at = index + name.length;
  }
  return [...pieces, text.slice(at)];
}

/** The same as plain text. */
export const consoleText = (text: string): string =>
  inConsole(text)
    .map((one) => (typeof one === 'string' ? one : one.words))
    .join('');
