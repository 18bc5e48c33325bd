import { createHash } from 'node:crypto';
import type { Answer, Call, Operation } from '../../system.ts';
import { sends } from '../fields/index.ts';
import { duePushes, pushed, queueOf, receive, take } from '../state/notify.ts';
import type { QueueMessage } from '../state/notify-types.ts';
import type { AmazonState } from '../state/state.ts';

/**
 * The queues behind notices, in SQS's JSON protocol (`x-amz-target: AmazonSQS.ReceiveMessage`): as an SDK speaks it whose endpoint is
 * `…/amazon/sqs`. Who asks is not looked at, and nothing waits for a message.
 */
export const queueOperation = (state: AmazonState): Operation => ({
  name: 'sqs',
  method: 'post',
  path: '/sqs{/:account/:queue}',
  facts: { sends: sends.sqs! },
  handle(call) {
    const action = /^AmazonSQS\.(\w+)$/.exec(String(call.headers['x-amz-target'] ?? ''))?.[1] ?? '';
    let body: Readonly<Record<string, unknown>>;
    try {
      body = (JSON.parse(call.body.toString() || '{}') ?? {}) as typeof body;
    } catch {
      return refused('SerializationException', 'The body is no JSON.');
    }
    if (action === 'GetQueueUrl') {
      const name = String(body.QueueName ?? '');
      if (!isQueue(state, name)) return noQueue();
      return said({ QueueUrl: `${call.base}/sqs/000000000000/${name}` });
    }
    const name = String(body.QueueUrl ?? call.params.queue ?? '')
      .split('/')
      .at(-1)!;
    if (!isQueue(state, name)) return noQueue();
    if (action === 'ReceiveMessage') return received(state, name, body, call);
    if (action === 'DeleteMessage') {
      take(state, String(body.ReceiptHandle ?? ''));
      return said({});
    }
    if (action === 'DeleteMessageBatch') {
      const entries = (Array.isArray(body.Entries) ? body.Entries : []) as readonly {
        Id: string;
        ReceiptHandle: string;
      }[];
      for (const one of entries) take(state, one.ReceiptHandle);
      return said({ Successful: entries.map(({ Id }) => ({ Id })), Failed: [] });
    }
    return refused(
      'InvalidAction',
      `The lab's queues know GetQueueUrl, ReceiveMessage, DeleteMessage, not "${action}".`,
    );
  },
});

function received(state: AmazonState, name: string, body: Readonly<Record<string, unknown>>, call: Call): Answer {
  const most = Number(body.MaxNumberOfMessages ?? 1);
  const hidden = Number(body.VisibilityTimeout ?? 30);
  if (!(most >= 1 && most <= 10)) return refused('InvalidParameterValue', 'MaxNumberOfMessages must be 1 to 10.');
  if (!(hidden >= 0 && hidden <= 43_200))
    return refused('InvalidParameterValue', 'VisibilityTimeout must be 0 to 43200.');
  const taken = receive(state, name, { most, hiddenFor: hidden * 1000, now: call.now });
  return said({
    Messages: taken.map((one) => ({
      MessageId: one.id,
      ReceiptHandle: one.receipt,
      MD5OfBody: md5(one.body),
      Body: one.body,
      Attributes: attributesOf(one),
    })),
  });
}

const isQueue = (state: AmazonState, name: string): boolean =>
  [...state.destinations.values()].some((one) => queueOf(one.arn) === name);
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const attributesOf = (one: QueueMessage) => ({
  SenderId: 'AIDALABSELLINGPARTNER',
  SentTimestamp: String(one.sentAt),
  ApproximateReceiveCount: String(one.receives),
  ApproximateFirstReceiveTimestamp: String(one.firstReceivedAt || one.sentAt),
});
const said = (value: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(value),
});
const refused = (type: string, message: string): Answer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': `${type};Sender` },
  body: JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message }),
});
const noQueue = (): Answer => refused('QueueDoesNotExist', 'The specified queue does not exist.');

/** What is brought to the local address: each message alone, in the form in which a function of AWS gets SQS messages. */
export const queueOutbox = (state: AmazonState) => ({
  isOn: () => state.pushTo !== '' && state.subscriptions.size > 0,
  due: (now: number) =>
    duePushes(state, now).map((one) => ({
      id: one.id,
      url: state.pushTo,
      body: JSON.stringify({
        Records: [
          {
            messageId: one.id,
            receiptHandle: `${one.id}#push${one.pushes + 1}`,
            body: one.body,
            attributes: { ...attributesOf(one), ApproximateReceiveCount: String(one.receives + one.pushes + 1) },
            messageAttributes: {},
            md5OfBody: md5(one.body),
            eventSource: 'aws:sqs',
            eventSourceARN: one.arn,
            awsRegion: one.arn.split(':')[3] ?? '',
          },
        ],
      }),
    })),
  told: (id: string, isTaken: boolean, now: number) => pushed(state, id, isTaken, now),
});
