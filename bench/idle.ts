import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkspace } from './history/workspace.ts';
import { cli, markdownTable, processorSeconds, residentMegabytes } from './measure.ts';

/**
 * Seconds until everything of a start is done, and seconds that are measured: jobs of a minute fall into them twice. A start looks at the whole
 * database beside its work, which lasts longer the larger it is: it is waited for until a while passes with next to no work.
 */
const settling = 45;
const measured = 120;
const quiet = { seconds: 15, share: 0.05, tries: 40 };

/**
 * What a watching bridge costs that has nothing to do, with a million closed shipments behind it. `IDLE_SIZE` closed orders;
 * `HISTORY_DIR` as in the bench of the history.
 */
export async function benchIdle(log: (line: string) => void): Promise<string> {
  const size = Number(process.env.IDLE_SIZE ?? 1_000_000);
  const { root, end } = await openWorkspace(size, process.env.HISTORY_DIR, log);
  const bridge = spawn(process.execPath, [...cli, 'start', '--no-lab', '-C', root], { stdio: 'ignore' });
  try {
    await sleep(settling * 1000);
    for (let tries = 0; tries < quiet.tries; tries++) {
      const begun = processorSeconds(bridge.pid!);
      await sleep(quiet.seconds * 1000);
      if (processorSeconds(bridge.pid!) - begun < quiet.seconds * quiet.share) break;
    }
    const before = processorSeconds(bridge.pid!);
    await sleep(measured * 1000);
    const share = ((processorSeconds(bridge.pid!) - before) / measured) * 100;
    const memory = residentMegabytes(bridge.pid!);
    log(`idle with ${size} closed orders: ${share.toFixed(2)} % of a core, ${memory.toFixed(0)} MB`);
    return markdownTable(
      ['what', '% of a core', 'MB', 'goal'],
      [[`idle bridge, ${size} closed orders, ${measured} s`, share.toFixed(2), memory.toFixed(0), '≤ 1 %, ≤ 150 MB']],
    );
  } finally {
    bridge.kill('SIGTERM');
    await once(bridge, 'exit');
    await end();
  }
}
