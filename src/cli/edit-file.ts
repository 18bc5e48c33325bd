import type { WantedEdit } from '../flow/desk/edit-target.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { readInput } from './read-input.ts';

const most = 1024 * 1024;

/**
 * Corrections from a JSON file: `{ "consignee.phone": "03-…", "consignee.phone@2": null }`, or a list of
 * `{ field, of?, value }` (with `"reset": true` instead of a value: back to what the source says). null makes a field blank.
 *
 * @throws CommandRefused
 */
export function readEditFile(file: string): WantedEdit[] {
  const { bytes } = readInput(file, most);
  const refuse = (reason: string) => new CommandRefused(exitCodes.input, 'edit-file-unreadable', { file, reason });
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'JSON' : 'UTF-8');
  }
  if (Array.isArray(content)) return content.map((one, index) => fromItem(one) ?? fail(refuse(`[${index}]`)));
  if (!isRecord(content)) throw refuse('JSON');
  return Object.entries(content).map(([name, value]) => {
    const text = textOf(value);
    const [field = '', of] = name.split(/@(.*)/s);
    return text === undefined || field === '' ? fail(refuse(name)) : { name: field, of, text };
  });
}

function fromItem(item: unknown): WantedEdit | undefined {
  if (!isRecord(item) || typeof item.field !== 'string') return undefined;
  const of = item.of === undefined || item.of === null ? undefined : textOf(item.of);
  if (item.reset === true) return { name: item.field, of };
  const text = textOf(item.value);
  return text === undefined ? undefined : { name: item.field, of, text };
}

function textOf(value: unknown): string | undefined {
  if (value === null) return '';
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fail(error: Error): never {
  throw error;
}
