import { shopTitle } from '../config/shop-title.ts';
import type { Config } from '../config/types.ts';
import { say } from '../core/sentences/index.ts';
import { jobTitle } from '../core/sentences/jobs.ts';

/** One warning for each job that runs more often than is good for its marketplace's limits (E6). */
export async function hastyLines(config: Config): Promise<string[]> {
  const [{ connectorShapes }, { hastyJobs }] = await Promise.all([
    import('../app.ts'),
    import('../config/hasty-jobs.ts'),
  ]);
  return hastyJobs(config, connectorShapes).map(({ shop, job, minutes }) => {
    const said = say('hasty-job', { shop: shopTitle(config, shop), job: jobTitle(job), minutes });
    return `${said.sentence} → ${said.remedy}`;
  });
}
