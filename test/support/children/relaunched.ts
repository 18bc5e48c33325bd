import { relaunch } from '../../../src/cli/relaunch.ts';
import { parentVariable, whenStopped } from '../../../src/cli/stop.ts';

/* Stands in for `main.ts` on a machine with an old Node: the first process starts this file again, the second does the work. */

const [what = '', value = ''] = process.argv.slice(2);
if (process.env[parentVariable] === undefined) relaunch(value === 'no-runtime' ? '/no/such/node' : process.execPath);
else if (what === 'exit') process.exit(Number(value));
else if (what === 'die') process.kill(process.pid, value);
else if (what === 'echo') {
  for await (const piece of process.stdin) process.stdout.write(`got ${piece}`);
} else {
  const alive = setInterval(() => {}, 1000);
  let stops = 0;
  whenStopped(() => {
    console.log(`stop ${++stops}`);
    setTimeout(() => clearInterval(alive), Number(value)); // the file in hand
  });
  console.log(`waiting ${process.pid}`);
}
