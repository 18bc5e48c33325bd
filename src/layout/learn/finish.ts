import type { Masters } from '../../core/masters.ts';
import { type CaseFile, runCase } from '../cases.ts';
import { type Complaint, complaintText } from '../complaint.ts';
import { openDocument } from '../document.ts';
import { loadLayouts } from '../load.ts';
import { openTable } from '../rows/open.ts';
import type { ReadLimits, TableFacts } from '../rows/row.ts';
import type { ReadLayout } from '../types.ts';
import { makeCase } from './case/case.ts';
import { type LayoutName, layoutText } from './layout-text.ts';
import { openQuestions, settle } from './settle.ts';
import type { Answers, Proposal, Question } from './types.ts';

/** What a layout is made for, and how the file was cut. */
export interface Target extends LayoutName {
  readonly masters: Masters;
  readonly facts: Pick<TableFacts, 'encoding' | 'eol' | 'delimiter'>;
  readonly quoted: boolean;
}

/** A layout that can be written to `layouts/read/<name>`, with the input of its first case. */
export interface Learned {
  readonly name: string;
  readonly layout: string;
  readonly input: CaseFile;
}

/** Makes the layout of a proposal and a person's answers; what must still be answered comes back instead. */
export function finish(
  proposal: Proposal,
  answers: Answers,
  target: Target,
): Learned | { readonly open: readonly Question[] } {
  const open = openQuestions(proposal, answers);
  if (open.length > 0) return { open };
  const settled = settle(proposal, answers);
  return {
    name: target.name,
    layout: layoutText(proposal, settled, target, target.quoted),
    input: makeCase(proposal, settled, target.masters, target.facts, target.quoted),
  };
}

/** A learned layout that loads and reads its case. */
export interface Proved {
  readonly layout: ReadLayout;
  /** `out.json` of the case: what the layout makes of it. */
  readonly expected: CaseFile;
}

/**
 * Loads a learned layout and runs its case, as `layouts check` does. `others`: the layouts beside which it will stand; one of them that
 * takes the same file is a complaint.
 */
export async function prove(
  { name, layout: text, input }: Learned,
  masters: Masters,
  others: readonly ReadLayout[],
  limits: ReadLimits,
): Promise<Proved | { readonly complaints: readonly string[] }> {
  const shown = `layouts/read/${name}/layout.yaml`;
  const file = { direction: 'read', folder: name, shown, text, cases: ['first'], origin: 'workspace' } as const;
  const { layouts, complaints } = loadLayouts([file], masters);
  const layout = layouts.read.get(name);
  if (!layout) return { complaints: complaints.map((one: Complaint) => complaintText(one)) };
  const opened = await openDocument((form) => openTable(input.bytes, input.name, form, limits), [...others, layout]);
  if ('problem' in opened || opened.match.layout.name !== name) {
    const other = 'problem' in opened ? String(opened.problem.args?.layouts ?? '') : opened.match.layout.name;
    return { complaints: [`${shown}:1:1 does not take its own case (${other})`] };
  }
  const one = { direction: 'read', layout: name, name: 'first', input } as const;
  const { actual } = await runCase(
    layout,
    { ...one, expected: { name: 'out.json', bytes: Buffer.from('{}') } },
    masters,
  );
  const expected = { name: 'out.json', bytes: actual };
  const again = await runCase(layout, { ...one, expected }, masters);
  return again.passed ? { layout, expected } : { complaints: [`${shown}:1:1 ${again.difference}`] };
}
