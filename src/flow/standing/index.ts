export { compareStore, missingStore } from './compare.ts';
export { type Head, headFiles, readHeads, writeHeads } from './heads.ts';
export { readIssued } from './issue-log.ts';
export { issuedManifests } from './manifests.ts';
export { checkBefore, checkWhole } from './whole.ts';
export { writeMarks } from './write-marks.ts';
