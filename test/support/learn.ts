import {
  finish,
  type Learned,
  learn,
  openForLearning,
  type Proposal,
  type Proved,
  prove,
} from '../../src/layout/learn/index.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import { grid, standard } from './layouts.ts';
import { limits } from './measure-learn.ts';

const { masters } = standard;

/** Bytes of a CSV whose cells are written with `|` between them. */
export const csv = (text: string): Buffer =>
  Buffer.from(
    grid(text)
      .map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
      .join('\r\n') + '\r\n',
    'utf8',
  );

/** What is proposed for a file; the code of the refusal when nothing is. */
export async function proposed(bytes: Uint8Array, name = 'orders.csv'): Promise<Proposal | string> {
  const opened = await openForLearning((form) => openTable(bytes, name, form, limits), masters);
  if ('problem' in opened) return opened.problem.code;
  const proposal = learn(opened.rows, opened.header, masters);
  return 'refused' in proposal ? proposal.refused : proposal;
}

/** The proposal of a table written with `|`. */
export async function proposalOf(text: string): Promise<Proposal> {
  const proposal = await proposed(csv(text));
  if (typeof proposal === 'string') throw new Error(proposal);
  return proposal;
}

/** Sure fields: path → columns by name. */
export const sure = ({ fields, columns }: Proposal): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field.path, field.columns.map((at) => columns[at]!.ref).join(' + ')]));

export const asked = ({ questions }: Proposal): string[] => questions.map((one) => one.id);

/** Learns a file with the likely answers (or the given ones) and proves the layout. */
export async function learned(
  bytes: Uint8Array,
  name: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<{ proposal: Proposal; made: Learned; proved: Proved }> {
  const opened = await openForLearning((form) => openTable(bytes, name, form, limits), masters);
  if ('problem' in opened) throw new Error(opened.problem.code);
  const proposal = learn(opened.rows, opened.header, masters);
  if ('refused' in proposal) throw new Error(proposal.refused);
  const likely = proposal.questions.map((one) => [one.id, one.suggested ?? (one.needed ? one.options[0]! : '')]);
  const target = { name: 'own', day: '2026-11-21', marketplace: '', shopTitle: '', masters };
  const made = finish(proposal, { ...Object.fromEntries(likely), ...answers }, { ...target, ...opened });
  if ('open' in made) throw new Error(`open: ${made.open.map((one) => one.id).join(' ')}`);
  const proved = await prove(made, masters, [], limits);
  if ('complaints' in proved) throw new Error(proved.complaints.join('\n'));
  return { proposal, made, proved };
}
