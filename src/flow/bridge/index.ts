export { startBossJobs } from './boss-jobs.ts';
export { followEdits } from './follow-edits.ts';
export { lastRunsOf } from './last-runs.ts';
export { afterDocument, startJobs } from './schedule.ts';
export { startBridge } from './start.ts';
