import { findField } from '../../core/edit/editable.ts';
import { isAboutOrder, linkStateTitles } from '../../core/notices.ts';
import { fill, help } from '../../core/sentences/help.ts';
import { isSentenceCode, say } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import { stateTitles } from '../../core/shipment.ts';
import type { JournalEntry } from '../../store/types.ts';

const words = help.order;

/** One entry of an order's history in people's words. */
export interface HistoryEntry {
  /** ISO instant. */
  readonly at: string;
  readonly actor: string;
  readonly what: string;
  /** お客様管理番号, '' = the order as a whole. */
  readonly shipment: string;
  readonly details: readonly string[];
  readonly note: string;
}

/**
 * An entry of an order's history for people: when, who, what, which shipment, and what changed.
 *
 * @param names お客様管理番号 by shipment id: notices are about ids
 */
export function historyEntry(
  { at, actor, what, shipment, details, note = '' }: JournalEntry,
  names: ReadonlyMap<string, string>,
): HistoryEntry {
  return {
    at,
    actor: help.actors[actor] ?? actor,
    what: help.journal[what] ?? what,
    shipment: shipmentName(shipment, names),
    details: detailTexts(details, what === 'link-state-set').filter((part) => part !== ''),
    note,
  };
}

/** An order as a whole and shipments that are gone have no name of their own. */
function shipmentName(shipment: string, names: ReadonlyMap<string, string>): string {
  if (names.has(shipment)) return names.get(shipment)!;
  return isAboutOrder(shipment) || /^[0-9a-f]{32,64}$/.test(shipment) ? '' : shipment;
}

/** @param isLink its states are 連携状態, some of which are called like those of a shipment */
function detailTexts(details: JournalEntry['details'], isLink: boolean): string[] {
  const { from, to, before, number, fields, codes, code, kind, kinds, line, sku, lines, rules, lost, tags } = details;
  const states = [from, to].filter((state) => typeof state === 'string').map((state) => stateTitle(state, isLink));
  return [
    states.join(' → '),
    text(number) !== '' && text(before) !== '' ? `${text(before)} → ${text(number)}` : text(number),
    fieldWords(text(fields)),
    text(kind) === '' ? text(kinds).split(' ').map(jobTitle).join('、') : jobTitle(text(kind)),
    text(line) === '' ? '' : fill(words.lineOf, { line: text(line), sku: text(sku) }),
    text(lines),
    text(rules),
    text(lost) === '' ? '' : fill(words.ruleLost, { rules: text(lost) }),
    text(tags),
    [...new Set([text(code), ...text(codes).split(' ')])].map(sentenceOf).join(''),
  ];
}

const text = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

const stateTitle = (state: string, isLink: boolean): string =>
  (isLink ? linkStateTitles[state as 'waiting'] : stateTitles[state as 'held']) ?? state;

/** Fields of a correction in the words of the screen; other lists of fields are in words already. */
function fieldWords(fields: string): string {
  const named = fields.split(' ').map((name) => findField(name)?.label ?? name);
  return named.join('、');
}

/** Only what needs no values: those were not kept. */
function sentenceOf(code: string): string {
  if (!isSentenceCode(code)) return '';
  const { sentence } = say(code);
  return /\{\w+\}/.test(sentence) ? '' : `（${sentence}）`;
}
