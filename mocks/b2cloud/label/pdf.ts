import type { Issue } from '../state/state.ts';

export async function labelPdf(_issue: Issue): Promise<Buffer> {
  return Buffer.from('%PDF-1.4 to come');
}
