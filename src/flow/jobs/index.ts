export { isSaidAlready, wasNoTry } from './closed-shop.ts';
export { stopIfHalted } from './halt-shop.ts';
export { interruptRuns } from './interrupt-runs.ts';
export { noteKeyEnd } from './key-end.ts';
export { type Pause, pauseOf, pauses, setPause } from './pause.ts';
export { runItem } from './run-item.ts';
export { type JobWork, type Ran, runJob } from './run-job.ts';
export { countWords, sayItem } from './run-words.ts';
export { askToStop } from './stop-mark.ts';
