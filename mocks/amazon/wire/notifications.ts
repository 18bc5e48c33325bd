import { noticeVersions, rememberAll } from '../state/notify.ts';
import type { Destination, Subscription } from '../state/notify-types.ts';
import type { AmazonState } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { invalid, json, Refused } from './errors.ts';
import { onlyMembers, readBody } from './query.ts';

const missing = (details: string): Refused => new Refused(404, 'NotFound', 'The resource was not found.', details);
const conflict = (details: string): Refused => new Refused(409, 'Conflict', 'The resource exists already.', details);
const root = '/notifications/v1';

/** Notifications v1: destinations and subscriptions. Those without a seller want a token of the scope `notifications` (trust A). */
export function notificationOperations(state: AmazonState): readonly Guarded[] {
  const destination = (id = ''): Destination => {
    const found = state.destinations.get(id);
    if (!found) throw missing('There is no such destination.');
    return found;
  };
  const subscription = (type = '', id?: string): Subscription => {
    knownType(type);
    const found = [...state.subscriptions.values()].find(
      (one) => one.type === type && (id === undefined || one.id === id),
    );
    if (!found) throw missing('There is no such subscription.');
    return found;
  };
  const operation = (
    name: string,
    method: Guarded['method'],
    path: string,
    answer: Guarded['answer'],
    isGrantless = true,
  ): Guarded => ({ name, method, path: `${root}${path}`, role: 'any', isGrantless, answer });
  const done = () => json(200, {});
  return [
    operation('createDestination', 'post', '/destinations', (call) => {
      const body = readBody(call.body);
      onlyMembers(body, ['resourceSpecification', 'name'], 'the request');
      const { sqs } = (body.resourceSpecification ?? {}) as { readonly sqs?: { readonly arn?: unknown } };
      const arn = String(sqs?.arn ?? '');
      if (!/^arn:aws:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/.test(arn))
        throw invalid('resourceSpecification.sqs.arn must be the ARN of a queue; the lab has no EventBridge.');
      if (typeof body.name !== 'string' || body.name === '') throw invalid('name is required.');
      if ([...state.destinations.values()].some((one) => one.arn === arn))
        throw conflict('There is a destination with this queue.');
      const made = { id: state.random().uuid(), name: body.name, arn };
      state.destinations.set(made.id, made);
      return json(200, { payload: renderDestination(made) });
    }),
    operation('getDestinations', 'get', '/destinations', () =>
      json(200, { payload: [...state.destinations.values()].map(renderDestination) }),
    ),
    operation('getDestination', 'get', '/destinations/:destinationId', (call) =>
      json(200, { payload: renderDestination(destination(call.params.destinationId)) }),
    ),
    operation('deleteDestination', 'delete', '/destinations/:destinationId', (call) => {
      const found = destination(call.params.destinationId);
      if ([...state.subscriptions.values()].some((one) => one.destinationId === found.id))
        throw conflict('Subscriptions go to this destination.');
      state.destinations.delete(found.id);
      return done();
    }),
    operation(
      'createSubscription',
      'post',
      '/subscriptions/:notificationType',
      (call) => {
        const type = knownType(call.params.notificationType ?? '');
        const body = readBody(call.body);
        onlyMembers(body, ['payloadVersion', 'destinationId', 'processingDirective'], 'the request');
        if (body.payloadVersion !== noticeVersions[type])
          throw invalid(`payloadVersion of ${type} must be ${noticeVersions[type]}.`);
        if (typeof body.destinationId !== 'string' || !state.destinations.has(body.destinationId))
          throw invalid('destinationId names no destination.');
        if ([...state.subscriptions.values()].some((one) => one.type === type))
          throw conflict('This seller has subscribed already.');
        if (state.subscriptions.size === 0) rememberAll(state);
        const made: Subscription = {
          id: state.random().uuid(),
          type,
          payloadVersion: String(body.payloadVersion),
          destinationId: body.destinationId,
          directive: body.processingDirective as Subscription['directive'],
          createdAt: call.now,
        };
        state.subscriptions.set(made.id, made);
        return json(200, { payload: render(made) });
      },
      false,
    ),
    operation(
      'getSubscription',
      'get',
      '/subscriptions/:notificationType',
      (call) => json(200, { payload: render(subscription(call.params.notificationType)) }),
      false,
    ),
    operation('getSubscriptionById', 'get', '/subscriptions/:notificationType/:subscriptionId', (call) =>
      json(200, { payload: render(subscription(call.params.notificationType, call.params.subscriptionId)) }),
    ),
    operation('deleteSubscriptionById', 'delete', '/subscriptions/:notificationType/:subscriptionId', (call) => {
      state.subscriptions.delete(subscription(call.params.notificationType, call.params.subscriptionId).id);
      return done();
    }),
  ];
}

function knownType(type: string): string {
  if (!Object.hasOwn(noticeVersions, type)) throw invalid(`The notification type ${type} is not in this lab.`);
  return type;
}

const renderDestination = ({ id, name, arn }: Destination) => ({ destinationId: id, name, resource: { sqs: { arn } } });

const render = (one: Subscription) => ({
  subscriptionId: one.id,
  payloadVersion: one.payloadVersion,
  destinationId: one.destinationId,
  ...(one.directive === undefined ? {} : { processingDirective: one.directive }),
});
