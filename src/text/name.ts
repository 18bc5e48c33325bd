import { isPlaceholder, withoutLoneDots } from './damage.ts';
import { good, type Read, type Remark } from './read.ts';

const control = /[\u0000-\u001f\u007f]/;
const controls = /[\u0000-\u001f\u007f]+/g;
const runs = /[ \u3000\u00a0]{2,}/g;
const title = /[ \u3000](?:様|さま|殿|御中)$/;

/**
 * A person's or company's name as it goes on a label. Trimmed; line breaks, tabs and other control characters become one
 * space (said); a run of spaces becomes one: as written, full-width when the run mixes kinds. A title that stands apart at
 * the end (`山田　太郎 様`) is dropped and said, because the label prints 様 itself; one that is part of the word stays. A lone
 * dot or dash stands for nothing and is dropped, too.
 */
export function readName(raw: string): Read<string> {
  let text = raw;
  let notes: Remark[] | undefined;
  if (control.test(text)) {
    text = text.replace(controls, ' ');
    if (text.trim() !== raw.trim()) notes = [{ code: 'control-characters-dropped' }];
  }
  text = text.trim();
  const said = isPlaceholder(text) ? '' : withoutLoneDots(text);
  if (said !== text) notes = [...(notes ?? []), { code: 'placeholder-dropped' }];
  text = said.replace(runs, (run) => (/^ +$/.test(run) ? ' ' : '\u3000'));
  if (title.test(text)) {
    text = text.replace(title, '').trim();
    notes = [...(notes ?? []), { code: 'name-title-dropped' }];
  }
  return good(text, notes);
}
