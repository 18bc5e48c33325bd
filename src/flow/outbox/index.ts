export { manifestName } from './manifest.ts';
export { deliver, liveStages, putFile } from './outbox.ts';
export { hashOf, inOutbox } from './outbox-path.ts';
