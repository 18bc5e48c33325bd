export { type LiveContext, liveContext, type Replaceable } from './live-context.ts';
export { type Instead, loadLayoutFolders, loadWorkspaceConfig, readWorkspace } from './read-workspace.ts';
export { connectorShapes } from './shapes.ts';
export { type FollowingContext, followingContext } from './take-up.ts';
