export { B2Refused } from './carrier.ts';
export { linkHistory } from './history.ts';
export { perRun } from './intent.ts';
export { issueByApi } from './issue-api.ts';
export { isWorkForB2, lookAfterHandOvers, lookNow } from './looks.ts';
export { notifyBase } from './notify-address.ts';
export { startNotifyEndpoint } from './notify-endpoint.ts';
export { releaseHandOver } from './release.ts';
export { type ApiIssueReport, type HandOverReport, screenOf } from './types.ts';
