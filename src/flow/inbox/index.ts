export { inboxId } from './inbox-id.ts';
export { isOverlooked, isTemporaryName, listInbox, resultsFolder } from './list-inbox.ts';
export type { Take } from './take-dropped.ts';
export { watchInbox } from './watch.ts';
