import type { ComponentChildren } from 'preact';
import type { Ask } from '../types.ts';

/** A form that changes something: carries the session's token. */
export function Form({
  ask,
  action,
  children,
  id,
  upload = false,
  ...rest
}: {
  /** It brings files. */
  readonly upload?: boolean;
  readonly ask: Pick<Ask, 'token'>;
  readonly action: string;
  readonly children: ComponentChildren;
  readonly id?: string;
  readonly class?: string;
}) {
  return (
    <form method="post" action={action} id={id} class={rest.class} enctype={upload ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="token" value={ask.token} />
      {children}
    </form>
  );
}

export function Field({
  label,
  name,
  value = '',
  type = 'text',
  hint,
  required = false,
  autocomplete = 'off',
  ...rest
}: {
  readonly label: string;
  readonly name: string;
  readonly value?: string;
  readonly type?: 'text' | 'password' | 'date' | 'search' | 'number';
  readonly hint?: string;
  readonly required?: boolean;
  readonly autocomplete?: string;
  readonly id?: string;
  readonly placeholder?: string;
}) {
  const id = rest.id ?? `f-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        // Preact's types want one type of input at a time.
        type={type as 'text'}
        value={value}
        required={required}
        autocomplete={autocomplete}
        placeholder={rest.placeholder}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export function Select({
  label,
  name,
  value,
  options,
  ...rest
}: {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly id?: string;
  readonly hint?: string | undefined;
}) {
  const id = rest.id ?? `f-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} aria-describedby={rest.hint ? `${id}-hint` : undefined}>
        {options.map((one) => (
          <option value={one.value} selected={one.value === value} key={one.value}>
            {one.title}
          </option>
        ))}
      </select>
      {rest.hint ? (
        <p class="hint" id={`${id}-hint`}>
          {rest.hint}
        </p>
      ) : null}
    </div>
  );
}
