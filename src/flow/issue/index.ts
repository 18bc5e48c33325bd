export { afterIntake, followUp } from './after-intake.ts';
export { allocateFirst, type IssuePlan, issueShipments, planIssue } from './issue-shipments.ts';
