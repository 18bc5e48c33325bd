import type { Said } from '../../../flow/desk/layouts/learn.ts';
import { likelyOf, type Pointing, type Proposal, pointable, undecided, unread } from '../../../layout/learn/index.ts';

export interface Pointed extends Said {
  readonly pointing: Pointing;
}

/** Names of the fields of the form. */
export const columnName = (at: number): string => `c${at}`;
export const answerName = (id: string): string => `a.${id}`;

/**
 * What a form says of a file's columns and questions; before anybody said anything, what is sure.
 *
 * @param isAsked the form was sent: a column that it does not name stays as it was proposed all the same
 */
export function readPointing(proposal: Proposal, form: URLSearchParams, isAsked: boolean): Pointed {
  const likely = likelyOf(proposal);
  const known = new Set([...pointable, unread, undecided]);
  const pointing = new Map(
    proposal.columns.map(({ at }) => {
      const chosen = isAsked ? form.get(columnName(at)) : null;
      return [at, chosen !== null && known.has(chosen) ? chosen : likely[at]!.path];
    }),
  );
  const answers: Record<string, string> = {};
  for (const [name, value] of form) if (name.startsWith('a.') && value !== '') answers[name.slice(2)] = value;
  return { pointing, answers };
}

export const undecidedCount = ({ pointing }: Pointed): number =>
  [...pointing.values()].filter((path) => path === undecided).length;
