export { manifestName } from './manifest.ts';
export { deliver, type FinishedFile, liveStages, putFile } from './outbox.ts';
export { exportPath, hashOf, inOutbox, isElsewhere, outboxPathOf } from './outbox-path.ts';
