export {
  codeOf,
  draftOf,
  isDiskError,
  isThere,
  makeFolder,
  moveFile,
  numbered,
  readIfThere,
  replaceWhole,
  stampOf,
  syncFolder,
  writeSynced,
} from './disk.ts';
export { createDraft } from './draft-file.ts';
export { shortPath } from './short-path.ts';
export { isTemporary, traceOf } from './temporary-error.ts';
export { sheetsBytes, type TextSheet, writeSheets } from './text-sheets.ts';
