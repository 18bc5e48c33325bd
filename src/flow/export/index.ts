export { runExport } from './run-export.ts';
export { beginExports, dropSeen } from './seen.ts';
