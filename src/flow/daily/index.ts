export { probeAll } from './probe-all.ts';
export { hoursOf, mailSilence, silentShops } from './silence.ts';
export { mailSummary } from './summary.ts';
