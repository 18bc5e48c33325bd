export { resultsFolder } from './list-inbox.ts';
export { watchInbox } from './watch.ts';
