import { join } from 'node:path';
import type { SettingsComplaint } from '../../../config/complaint.ts';
import { readLayoutFiles, readMasterCases, standardLayoutsFolder } from '../../../config/layout-files.ts';
import { japanDay } from '../../../core/time.ts';
import { runMasterCases } from '../../../layout/master-cases.ts';
import { loadMasters, type MasterFile } from '../../../layout/masters.ts';

/** Every complaint about masters, and every case of them: the standard ones and the workspace's own. */
export function checkMasters(root: string, instead?: MasterFile) {
  const [standard, own] = [standardLayoutsFolder(), join(root, 'layouts')];
  const found = readLayoutFiles(standard, own).masters;
  const files = instead ? [...found.filter((one) => one.name !== instead.name), instead] : found;
  const { masters, complaints } = loadMasters(files);
  const today = japanDay(Temporal.Now.instant());
  const { results, complaints: failed } = runMasterCases(readMasterCases(standard, own), masters, today);
  return { files, cases: results.length, complaints, failed };
}

/** Cases of the masters that read otherwise with this text. */
export function masterCaseComplaints(root: string, instead: MasterFile): SettingsComplaint[] {
  const { complaints, failed } = checkMasters(root, instead);
  return complaints.length > 0 ? [] : failed.map((one) => ({ ...one, code: 'layout', remedy: '' }));
}
