import { noticeKinds } from './notices.ts';

/**
 * Jobs that a shop may have (連携ロボット). Which of them one with an `api` block has, and when they run unless `bridge.yaml`
 * says otherwise, is its connector's (`Connector.jobs`); `issue` is every shop's, at the times that `bridge.yaml` gives.
 *
 * pull 取得 · sweep 取りこぼしの確認 · sync 同期 · one per kind of notice · notify: all kinds of notices · restock 在庫 · issue 発行
 * · drift: our stock against the marketplace's
 */
export const jobNames = ['pull', 'sweep', 'sync', ...noticeKinds, 'notify', 'restock', 'issue', 'drift'] as const;

export type JobName = (typeof jobNames)[number];

export const isJobName = (word: string): word is JobName => (jobNames as readonly string[]).includes(word);
