export { finish, type Learned, type Proved, prove, type Target } from './finish.ts';
export { findHeader, type Header } from './header.ts';
export { learn } from './learn.ts';
export { type OpenedForLearning, openForLearning } from './open.ts';
export { type Likely, likelyOf, type Pointing, point, pointable, undecided, unread } from './point.ts';
export { fieldLabel, optionText, questionText, reasonText } from './say.ts';
export { openQuestions, settle } from './settle.ts';
export type { Answers, Proposal, ProposedField, Question, Reason } from './types.ts';
