export { probeAll } from './probe-all.ts';
export { mailSilence } from './silence.ts';
export { mailSummary } from './summary.ts';
