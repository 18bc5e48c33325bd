export { notifyAllJob, shopJobs } from './job-list.ts';
export { afterDocument, startJobs } from './schedule.ts';
export { startBridge } from './start.ts';
