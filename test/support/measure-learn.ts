import { basename } from 'node:path';
import { readCases, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { samplesOf } from '../../src/flow/bridge/samples.ts';
import { openDocument } from '../../src/layout/document.ts';
import { learn } from '../../src/layout/learn/learn.ts';
import { openForLearning } from '../../src/layout/learn/open.ts';
import type { Proposal } from '../../src/layout/learn/types.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import type { ReadLayout, Rule } from '../../src/layout/types.ts';
import { csvOf, headerLists } from './header-lists.ts';
import { standard } from './layouts.ts';

export const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };

/** A file to learn from, with the fields that its columns really are (by position; a column that may be left alone has '-'). */
export interface Example {
  readonly name: string;
  readonly group: 'known' | 'public' | 'further' | 'unseen';
  readonly proposal: Proposal;
  readonly truth: readonly (readonly string[])[];
}

const further = /^(?:base|stores|ec-cube|minne|creema|futureshop|makeshop|mercari)/;

export async function propose(name: string, bytes: Uint8Array): Promise<Proposal | { readonly refused: string }> {
  const opened = await openForLearning((form) => openTable(bytes, name, form, limits), standard.masters);
  if ('problem' in opened) return { refused: opened.problem.code };
  return learn(opened.rows, opened.header, standard.masters);
}

/** A status column may be read as one field, or as the several things that it says: both only stop what must not ship. */
const statusFields = ['order.status', 'line.delivery.status'];
const partsOfStatus = ['order.cancelled', 'order.payment.state', 'line.status', 'line.delivery.trackingNumber'];

function alsoRight(path: string, rule: Rule): readonly string[] {
  const isStatus = partsOfStatus.includes(path) && (rule.map || rule.dictionary);
  return isStatus ? [...statusFields, ...(path === 'line.status' ? ['order.cancelled'] : [])] : [];
}

/**
 * Columns that their layout leaves alone and that a layout may read for its orders' good all the same, or the other way round: learning
 * asks about filled status columns and names empty ones.
 */
const mayBeRead: Readonly<Record<string, readonly string[]>> = {
  'Fulfillment Status': statusFields,
  '請求先（都道府県）': ['order.orderer.address'],
  'お届け先（都道府県）': ['line.consignee.address'],
  // a day that is only asked about when it is filled
  発送日: statusFields,
  // the only person of the file
  buyer_name: ['order.orderer.name'],
  'Lineitem requires shipping': statusFields,
  'Risk Level': statusFields,
  楽天確認中フラグ: statusFields,
  警告表示タイプ: statusFields,
  規格名1: ['line.option'],
  規格名2: ['line.option'],
};

/** Fields by column of a file that a standard layout reads. */
async function truthOf(
  name: string,
  bytes: Uint8Array,
): Promise<{ layout: ReadLayout; truth: string[][] } | undefined> {
  const opened = await openDocument(
    (form) => openTable(bytes, name, form, limits),
    [...standard.layouts.read.values()],
  );
  if ('problem' in opened) return undefined;
  const { layout, columns } = opened.match;
  const truth = columns.names.map((column): string[] => (mayBeRead[column] ? ['-', ...mayBeRead[column]] : []));
  const standsIn = new Set<number>();
  const needed = new Set<number>();
  for (const [path, rule] of Object.entries(layout.fields)) {
    const there = (rule.from ?? rule.join ?? []).map((source) => columns.find(source)).filter((at) => at >= 0);
    for (const at of there) truth[at]!.push(path, ...alsoRight(path, rule));
    // Of a list the first is read; the others only stand in for it, and may be left alone.
    const [first, ...others] = there;
    // Facts for a connector are no question of reading a file.
    if (!path.includes('.remote.')) for (const at of rule.join ? there : [first ?? -1]) needed.add(at);
    else for (const at of there) standsIn.add(at);
    if (!rule.join) for (const at of others) standsIn.add(at);
  }
  const mayBeLeft = (at: number) => standsIn.has(at) && !needed.has(at);
  return {
    layout,
    truth: truth.map((paths, at) => (paths.length === 0 ? ['-'] : mayBeLeft(at) ? ['-', ...paths] : paths)),
  };
}

/** Every file that the project has: samples, cases of layouts, public header lists; those that are no order files with their refusal. */
export async function examples(): Promise<{ examples: Example[]; refused: { name: string; code: string }[] }> {
  const found: Example[] = [];
  const refused: { name: string; code: string }[] = [];
  const files = [
    ...samplesOf('2026-11-21').orders.map(({ name, bytes }) => ({
      name: `sample ${name}`,
      bytes: bytes as Uint8Array,
    })),
    ...readCases(standardLayoutsFolder())
      .filter((one) => one.direction === 'read' && !one.input.name.endsWith('.json'))
      .map((one) => ({ name: `case ${one.layout}/${one.name}/${one.input.name}`, bytes: one.input.bytes })),
  ];
  for (const { name, bytes } of files) {
    const known = await truthOf(basename(name), bytes);
    if (!known || known.layout.header === 'optional') continue;
    const proposal = await propose(name, bytes);
    if ('refused' in proposal) refused.push({ name: `${name} (${known.layout.yields})`, code: proposal.refused });
    else if (known.layout.yields === 'order') found.push({ name, group: 'known', proposal, truth: known.truth });
    else
      refused.push({
        name: `${name} (${known.layout.yields})`,
        code: proposal.questions
          .filter((q) => q.needed)
          .map((q) => q.id)
          .join(' '),
      });
  }
  for (const list of headerLists()) {
    const proposal = await propose(`${list.name}.csv`, csvOf(list));
    if ('refused' in proposal) refused.push({ name: list.name, code: proposal.refused });
    else
      found.push({
        name: list.name,
        group: list.name.startsWith('unseen-') ? 'unseen' : further.test(list.name) ? 'further' : 'public',
        proposal,
        truth: list.truth,
      });
  }
  return { examples: found, refused };
}

export interface Score {
  /** Columns that have a field. */
  readonly used: number;
  readonly right: number;
  readonly asked: number;
  readonly left: number;
  readonly wrong: readonly string[];
  /** Columns that have none, and what became of them. */
  readonly others: number;
  readonly othersLeft: number;
  readonly othersAsked: number;
}

/** What a proposal does with each column, against the truth. */
export function score({ proposal, truth }: Pick<Example, 'proposal' | 'truth'>): Score {
  const taken = new Map<number, string[]>();
  for (const field of proposal.fields)
    for (const at of field.columns) taken.set(at, [...(taken.get(at) ?? []), field.path]);
  const asked = new Set(proposal.questions.flatMap((one) => [...(one.columns ?? []), ...(one.field?.columns ?? [])]));
  const counts = { used: 0, right: 0, asked: 0, left: 0, others: 0, othersLeft: 0, othersAsked: 0 };
  const wrong: string[] = [];
  truth.forEach((paths, at) => {
    const column = proposal.columns[at]?.name ?? `column ${at + 1}`;
    const fields = taken.get(at) ?? [];
    const bad = fields.filter((path) => !paths.includes(path));
    if (bad.length > 0) wrong.push(`${column} → ${bad.join(' ')} (is ${paths.join(' ')})`);
    if (paths.includes('-')) {
      counts.others++;
      if (asked.has(at)) counts.othersAsked++;
      else if (bad.length === 0) counts.othersLeft++;
      return;
    }
    counts.used++;
    if (fields.length > 0 && bad.length === 0) counts.right++;
    else if (asked.has(at)) counts.asked++;
    else if (fields.length === 0) counts.left++;
  });
  return { ...counts, wrong };
}
