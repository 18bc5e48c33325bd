import type { ComponentChildren } from 'preact';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { proposeValues, settingsAsShown, type WrittenSettings } from '../../../flow/desk/settings/values.ts';
import { Form } from '../../parts/form.tsx';
import type { Answer, Ask } from '../../types.ts';
import { Base, reviewChange } from './conflict.tsx';
import { type SettingField, SettingInput, wantedOf } from './fields.tsx';

/** Fields with a title of their own. */
export interface FieldGroup {
  readonly title?: string;
  readonly hint?: string;
  readonly fields: readonly SettingField[];
}

/** A form over values of `bridge.yaml`. */
export function SettingsForm({
  ask,
  action,
  written,
  groups,
  children,
}: {
  readonly ask: Ask;
  readonly action: string;
  readonly written: WrittenSettings;
  readonly groups: readonly FieldGroup[];
  /** Before the fields. */
  readonly children?: ComponentChildren;
}) {
  return (
    <Form ask={ask} action={action} class="stack settings-form">
      <Base file={written.file} />
      {children}
      {groups.map(({ title, hint, fields }, index) => (
        <fieldset key={title ?? index}>
          {title ? <legend>{title}</legend> : null}
          {hint ? <p class="hint">{hint}</p> : null}
          <div class="fields">
            {fields.map((one) => (
              <SettingInput field={one} values={written.values} key={one.path.join('.')} />
            ))}
          </div>
        </fieldset>
      ))}
      <p>
        <button type="submit" class="main">
          {words.preview}
        </button>
      </p>
    </Form>
  );
}

/** The question after such a form. */
export function reviewForm(ask: Ask, fields: readonly SettingField[], back: string): Answer {
  const { values, secrets } = wantedOf(ask, fields);
  return reviewChange(
    ask,
    'bridge.yaml',
    (shown) => proposeValues(ask.ctx, settingsAsShown(shown, shown.text), values),
    { back, secrets },
  );
}
