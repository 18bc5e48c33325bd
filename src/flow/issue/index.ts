export { afterIntake, followUp, isFreshDue } from './after-intake.ts';
export { awaitedFiles, openReissue } from './awaited-files.ts';
export { issueShop, issueTogether } from './issue-job.ts';
export type { IssuePlan, IssueReads } from './issue-plan.ts';
export {
  allocateFirst,
  inSeveralShops,
  issueShipments,
  noSuchOrder,
} from './issue-shipments.ts';
export { planIssue } from './plan-issue.ts';
export { finishUndoing, type UndoReport, type UndoRequest, undoIssue, undonePath } from './undo-issue.ts';
export { undoRows } from './undo-rows.ts';
