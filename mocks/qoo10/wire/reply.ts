import type { Answer } from '../../system.ts';
import { escapeXml } from '../../xml.ts';
import type { Habits } from '../state/habits.ts';
import { success, type Verdict } from '../state/verdict.ts';

/** What a method answers, before it becomes JSON or XML. `value` becomes `ResultObject`; without it there is none. */
export interface Reply extends Verdict {
  readonly value?: unknown;
  /** `value` is a list of what was found, so that habits about empty and single ones count. */
  readonly isList?: boolean;
}

export const found = (list: readonly unknown[]): Reply => ({ ...success, value: list, isList: true });
export const given = (value: unknown): Reply => ({ ...success, value });

export type Format = 'json' | 'xml';

/** HTTP is 200 whatever happened (trust A). */
export function envelope(reply: Reply, habits: Habits, format: Format): Answer {
  const code = habits.codes === 'text' ? String(reply.code) : reply.code;
  const body: Record<string, unknown> = { ResultCode: code, ResultMsg: reply.message };
  const value = objectOf(reply, habits);
  if (value !== undefined) body.ResultObject = habits.numbers === 'text' ? asText(value) : value;
  return render(body, format);
}

/** Errors of keys and routing come in an envelope of their own (trust B). */
export function errorEnvelope(verdict: Verdict, habits: Habits, format: Format): Answer {
  const code = habits.codes === 'text' ? String(verdict.code) : verdict.code;
  return render({ ErrorCode: code, ErrorMsg: verdict.message }, format);
}

function objectOf({ value, isList }: Reply, habits: Habits): unknown {
  if (!isList || !Array.isArray(value)) return value;
  if (value.length === 0) return habits.empty === 'list' ? value : habits.empty === 'null' ? null : undefined;
  return value.length === 1 && habits.single === 'object' ? value[0] : value;
}

function render(body: Readonly<Record<string, unknown>>, format: Format): Answer {
  if (format === 'json') {
    return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
  }
  const inside = Object.entries(body).map(([name, value]) => element(name, value));
  return {
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: `<?xml version="1.0" encoding="utf-8"?><StdResult>${inside.join('')}</StdResult>`,
  };
}

/** Names of the elements of a list in XML are our own (trust C). */
function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return `<${name}>${value.map((one) => element('Row', one)).join('')}</${name}>`;
  if (typeof value === 'object' && value !== null) {
    return `<${name}>${Object.entries(value)
      .map(([inner, one]) => element(inner, one))
      .join('')}</${name}>`;
  }
  return value === null ? `<${name} />` : `<${name}>${escapeXml(String(value))}</${name}>`;
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asText(one)]));
}
