export { type Limits, type PurgeReport, purge } from './purge.ts';
export { isPurgeDue, limitsBySettings, purgeJob } from './purge-job.ts';
