export { manifestName } from './manifest.ts';
export { deliver, type FinishedFile, liveStages, mediaTypeOf, putFile } from './outbox.ts';
export { exportPath, hashOf, inOutbox, isElsewhere, outboxPathOf } from './outbox-path.ts';
