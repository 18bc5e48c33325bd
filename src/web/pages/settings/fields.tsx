import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { choiceWords, type FieldWords, fieldWords } from '../../../core/sentences/console/settings-fields.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { secretPlace } from '../../../flow/desk/settings/shops.ts';
import { type SettingValue, valueAt } from '../../../flow/desk/settings/values.ts';
import { Field, Select } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';

/** A value of `bridge.yaml` that a form shows. */
export interface SettingField {
  readonly path: readonly string[];
  /** `lines` a list, one a line · `flag` yes or no · `choice` one of the words of `choiceWords`, or of `choices` */
  readonly kind: 'text' | 'lines' | 'number' | 'flag' | 'choice' | 'secret';
  readonly choices?: readonly { readonly value: string; readonly title: string }[];
  /** Of a secret: its name in the sealed store. */
  readonly stored?: string;
  /** Instead of the words of its place. */
  readonly words?: FieldWords;
  /** What a blank choice means. */
  readonly blank?: string;
}

const dotted = (path: readonly string[]): string => path.join('.');

/** Name of a field in its form. */
export const fieldName = ({ path }: Pick<SettingField, 'path'>): string => `v:${dotted(path)}`;

/** The words of the longest end of its place that has some. */
export function wordsOf({ path, words: own }: Pick<SettingField, 'path' | 'words'>): FieldWords {
  if (own) return own;
  const place = path[0] === 'shippers' ? ['sender', ...path.slice(2)] : path;
  for (let from = 0; from < place.length; from++) {
    const found = fieldWords[dotted(place.slice(from))];
    if (found) return found;
  }
  return { label: dotted(path) };
}

function choicesOf({ path, kind, choices, blank = words.blank }: SettingField) {
  const none = { value: '', title: blank };
  if (kind === 'flag') return [none, { value: 'true', title: words.yes }, { value: 'false', title: words.no }];
  const own = Object.entries(choiceWords[path.at(-1) ?? ''] ?? {}).map(([value, title]) => ({ value, title }));
  return [none, ...(choices ?? own)];
}

/** A value as a form shows it. */
function shownValue(values: unknown, { path, kind }: SettingField): string {
  const value = valueAt(values, path);
  if (value === undefined || value === null) return '';
  if (kind === 'lines') return Array.isArray(value) ? value.map(String).join('\n') : String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The field with the value that stands in the file. */
export function SettingInput({ field, values }: { readonly field: SettingField; readonly values: unknown }) {
  const { label, hint } = wordsOf(field);
  const [name, value] = [fieldName(field), shownValue(values, field)];
  const id = `f-${dotted(field.path)}`;
  if (field.kind === 'secret') return <SecretInput field={field} values={values} />;
  if (field.kind === 'flag' || field.kind === 'choice') {
    const options = choicesOf(field);
    // What stands there and is none of the choices is not lost by saving something else.
    const all = options.some((one) => one.value === value) ? options : [...options, { value, title: value }];
    return <Select label={label} name={name} id={id} value={value} options={all} hint={hint} />;
  }
  if (field.kind === 'lines')
    return (
      <div class="field">
        <label for={id}>{label}</label>
        <textarea id={id} name={name} rows={Math.max(3, value.split('\n').length + 1)} aria-describedby={`${id}-hint`}>
          {`\n${value}`}
        </textarea>
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    );
  return <Field label={label} name={name} id={id} value={value} {...(hint && { hint })} />;
}

/** Where a secret is; never what it is. It is typed on the page with the question. */
function SecretInput({ field, values }: { readonly field: SettingField; readonly values: unknown }) {
  const { label, hint } = wordsOf(field);
  const place = secretPlace(values, field.path);
  const where = !place
    ? words.secretMissing
    : fill(place.kind === 'env' ? words.secretEnv : words.secretStored, { name: place.name });
  const keep = { value: 'keep', title: `${words.secretKeep}（${where}）` };
  const options = [
    keep,
    { value: 'new', title: words.secretNew },
    ...(place ? [{ value: 'none', title: words.secretNone }] : []),
  ];
  return (
    <Select
      label={label}
      name={fieldName(field)}
      id={`f-${dotted(field.path)}`}
      value="keep"
      options={options}
      hint={hint}
    />
  );
}

/** What the form wants, and the secrets that must be typed for it. Fields that the form did not bring stay as they are. */
export function wantedOf(
  ask: Ask,
  fields: readonly SettingField[],
): { readonly values: SettingValue[]; readonly secrets: ReadonlyMap<string, string> } {
  const values: SettingValue[] = [];
  const secrets = new Map<string, string>();
  for (const field of fields) {
    const typed = ask.form.get(fieldName(field));
    if (typed === null) continue;
    const { path, kind, stored = '' } = field;
    if (kind !== 'secret') values.push({ path, value: typedAs(kind, typed) });
    else if (typed === 'none') values.push({ path, value: undefined });
    else if (typed === 'new') {
      secrets.set(stored, wordsOf(field).label);
      values.push({ path, value: { stored } });
    }
  }
  return { values, secrets };
}

/** As `bridge.yaml` wants it; what does not fit stays text, for the check of the settings to refuse. */
function typedAs(kind: SettingField['kind'], typed: string): unknown {
  const text = typed.trim();
  if (text === '') return undefined;
  if (kind === 'flag') return text === 'true';
  if (kind === 'number') return /^\d{1,15}$/.test(text) ? Number(text) : text;
  if (kind === 'lines')
    return text
      .split(/\r?\n/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  return text;
}
