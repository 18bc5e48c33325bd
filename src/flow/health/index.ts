export { type HealthEndpoint, startHealthEndpoint } from './endpoint.ts';
export { healthOf } from './health.ts';
export { collectMetrics, type Metrics } from './metrics.ts';
