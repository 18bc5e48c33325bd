export { afterIntake, followUp } from './after-intake.ts';
export {
  allocateFirst,
  type IssuePlan,
  inSeveralShops,
  issueShipments,
  noSuchOrder,
  planIssue,
} from './issue-shipments.ts';
export { finishUndoing, type UndoReport, type UndoRequest, undoIssue, undonePath } from './undo-issue.ts';
