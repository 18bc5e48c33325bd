import type { ComponentChildren } from 'preact';
import { ordersWords } from '../../core/sentences/console/orders.ts';
import { fill } from '../../core/sentences/fill.ts';
import type { Ask } from '../types.ts';
import { Field, Form } from './form.tsx';
import { readDay } from './place.ts';

const words = ordersWords.which;
/** A search by days reads every order of them. */
const mostDays = 31;
const mostNumbers = 1000;

/** Names of the fields, for a form that asks the same again. */
export const orderSearchFields = ['from', 'to', 'numbers'] as const;

/** Orders of a form: by number, else by days of the order (`YYYY-MM-DD`, both included). */
export type WhichOrders = { readonly numbers: readonly string[] } | { readonly from: string; readonly to: string };

/** What a form asks for, or why it asks for nothing: everything is never meant. */
export function readOrderSearch({ form }: Pick<Ask, 'form'>): WhichOrders | { readonly wrong: string } {
  const numbers = (form.get('numbers') ?? '').split(/[\s,、]+/).filter((one) => one !== '');
  if (numbers.length > mostNumbers) return { wrong: fill(words.tooMany, { count: mostNumbers }) };
  if (numbers.length > 0) return { numbers };
  const [from, to] = [readDay(form.get('from')), readDay(form.get('to'))];
  const days = from === '' || to === '' ? -1 : Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
  return days < 0 || days >= mostDays ? { wrong: fill(words.missing, { days: mostDays }) } : { from, to };
}

/** A form for orders by number or by days. `children`: what else it asks for, before them. */
export function OrderSearch({
  ask,
  action,
  button,
  children,
}: {
  readonly ask: Ask;
  readonly action: string;
  readonly button: string;
  readonly children: ComponentChildren;
}) {
  const { form } = ask;
  return (
    <Form ask={ask} action={action} class="filters">
      <div class="fields">
        {children}
        <Field label={words.from} name="from" type="date" value={readDay(form.get('from'))} />
        <Field label={words.to} name="to" type="date" value={readDay(form.get('to'))} />
        <div class="field">
          <label for="f-numbers">{words.numbers}</label>
          <textarea id="f-numbers" name="numbers" rows={3}>
            {form.get('numbers') ?? ''}
          </textarea>
        </div>
      </div>
      <p class="buttons bottom">
        <button type="submit" class="main">
          {button}
        </button>
      </p>
    </Form>
  );
}
