import { z } from 'zod';
import { codeOn } from '../core/dated.ts';
import type { Masters } from '../core/masters.ts';
import { day } from './carrier-codes.ts';
import { type Complaint, didYouMean, fromZod, parseYaml } from './complaint.ts';
import { findMethod, lookUp, type MasterFile } from './masters.ts';

const gives = z.string().min(1).describe('Code or value; none = nothing fits');
const on = day.optional().describe('The day of which it is true; left out: today');
const text = z.string().min(1);

/** `layouts/masters/cases/*.yaml`: what the masters must answer. */
export const masterCasesSchema = z.array(
  z
    .strictObject({
      method: text.optional().describe('Words of a shop for a delivery method'),
      slot: text.optional().describe('Words of a shop for a time slot'),
      slip: text.optional().describe('送り状種類 of issued data'),
      dictionary: text.optional().describe('Name of a dictionary; with word'),
      word: text.optional(),
      on,
      gives,
    })
    .refine(
      (one) => [one.method, one.slot, one.slip, one.dictionary].filter((given) => given !== undefined).length === 1,
      'needs exactly one of method, slot, slip, dictionary',
    )
    .refine((one) => (one.word === undefined) === (one.dictionary === undefined), 'dictionary and word go together'),
);

type MasterCase = z.output<typeof masterCasesSchema>[number];

export interface MasterCaseResult {
  readonly file: string;
  /** 1-based place in its file. */
  readonly no: number;
  readonly passed: boolean;
  readonly complaint?: Complaint;
}

/** Runs all cases; what cannot be read, or gives something else, is a complaint with its place. */
export function runMasterCases(
  files: readonly MasterFile[],
  masters: Masters,
  today: string,
): { results: readonly MasterCaseResult[]; complaints: readonly Complaint[] } {
  const results: MasterCaseResult[] = [];
  const complaints: Complaint[] = [];
  for (const file of files) {
    const { yaml, complaints: syntax } = parseYaml(file.shown, file.text);
    complaints.push(...syntax);
    if (yaml.content === undefined) continue;
    const parsed = masterCasesSchema.safeParse(yaml.content);
    if (!parsed.success) {
      const known = ['method', 'slot', 'slip', 'dictionary', 'word', 'on', 'gives'];
      complaints.push(...fromZod(parsed.error, () => known, yaml.complain));
      continue;
    }
    for (const [index, one] of parsed.data.entries()) {
      const answer = answerTo(one, masters, today);
      const passed = answer === one.gives;
      const complaint = passed
        ? undefined
        : yaml.complain([index, 'gives'], `must give "${one.gives}", gives "${answer}"`);
      results.push({ file: file.shown, no: index + 1, passed, ...(complaint && { complaint }) });
      if (complaint) complaints.push(complaint);
    }
  }
  return { results, complaints };
}

const none = 'none';

function answerTo(
  { method, slot, slip, dictionary = '', word = '', on: given }: MasterCase,
  masters: Masters,
  today: string,
): string {
  const when = given ?? today;
  if (method !== undefined) return findMethod(masters, method, when)?.code ?? none;
  if (slip !== undefined) return codeOn(masters.codes?.slips ?? [], slip, when)?.service ?? none;
  if (slot !== undefined) {
    const code = lookUp(masters.dictionaries['time-slots'] ?? new Map(), slot);
    return (code !== undefined && codeOn(masters.codes?.slots ?? [], code, when)?.code) || none;
  }
  const words = masters.dictionaries[dictionary];
  if (!words) return `no dictionary${didYouMean(dictionary, Object.keys(masters.dictionaries))}`;
  return lookUp(words, word) ?? none;
}
