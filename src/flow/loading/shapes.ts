import type { ConnectorShapes } from '../../config/check-api.ts';
import { connectors } from '../../connectors/index.ts';

/** What the settings must know of the marketplaces. */
export const connectorShapes: ConnectorShapes = new Map(
  Object.entries(connectors).map(([name, { settings, jobs = {} }]) => [name, { api: settings, jobs }]),
);
