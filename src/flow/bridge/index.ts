export { startBossJobs } from './boss-jobs.ts';
export { notifyAllJob, shopJobs, workOf } from './job-list.ts';
export { lastRunsOf } from './last-runs.ts';
export { afterDocument, startJobs } from './schedule.ts';
export { startBridge } from './start.ts';
