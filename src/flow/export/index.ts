export { type Again, type ExportedFile, exportAgain, listExported } from './export-again.ts';
export { runExport } from './run-export.ts';
export { beginExports, dropSeen } from './seen.ts';
