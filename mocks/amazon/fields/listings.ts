import type { Field } from '../../system.ts';
import { japan } from '../state/marketplaces.ts';
import { noticeVersions } from '../state/notify.ts';
import { dataSets } from '../wire/listings.ts';
import { list, member, must, part, query } from './field.ts';

const item: readonly Field[] = [
  part('sellerId', 'the seller of the token'),
  part('sku', 'text'),
  list('marketplaceIds', 'id of the marketplace', { ...must, values: [japan.id] }),
  query('issueLocale', 'language as ja_JP'),
];
const written: readonly Field[] = [
  ...item,
  list('includedData', 'sections of the answer', { values: ['identifiers', 'issues'] }),
  query('mode', 'only looks, changes nothing', { values: ['VALIDATION_PREVIEW'] }),
  member('productType', 'text', must),
];
const sections = list('includedData', 'sections of the item; left out = summaries', { values: dataSets });
const type = {
  ...part('notificationType', 'text'),
  values: Object.keys(noticeVersions),
};

/** Listings, notifications, the queue behind them. */
export const listingFields: Readonly<Record<string, readonly Field[]>> = {
  patchListingsItem: [
    ...written,
    member('patches', 'list', must),
    member('patches[].op', 'text', { ...must, values: ['add', 'replace', 'merge', 'delete'] }),
    member('patches[].path', '/attributes/ and the name of a whole attribute', must),
    member('patches[].value', 'list of objects; of fulfillment_availability: fulfillment_channel_code and quantity'),
  ],
  putListingsItem: [
    ...written,
    member('requirements', 'text; not looked at'),
    member('attributes', 'object of lists; gone by: condition_type, item_name, fulfillment_availability', must),
  ],
  deleteListingsItem: item,
  getListingsItem: [...item, sections],
  searchListingsItems: [
    ...item.filter((one) => one.name !== 'sku'),
    sections,
    list('identifiers', 'SKU', { max: 20 }),
    query('identifiersType', 'text', { values: ['SKU'], required: 'with identifiers' }),
    query('pageSize', 'number from 1; left out = 10', { max: 20 }),
    query('pageToken', 'nextToken or previousToken of an answer'),
  ],
  createDestination: [
    member('resourceSpecification.sqs.arn', 'arn:aws:sqs:REGION:ACCOUNT:QUEUE', must),
    member('name', 'text', must),
  ],
  getDestinations: [],
  getDestination: [part('destinationId', 'id')],
  deleteDestination: [part('destinationId', 'id; no subscription goes to it')],
  createSubscription: [
    type,
    member(
      'payloadVersion',
      `text; ${Object.entries(noticeVersions)
        .map(([name, one]) => `${name} ${one}`)
        .join(', ')}`,
      must,
    ),
    member('destinationId', 'id of the destination', must),
    member('processingDirective', 'object; not looked at'),
  ],
  getSubscription: [type],
  getSubscriptionById: [type, part('subscriptionId', 'id')],
  deleteSubscriptionById: [type, part('subscriptionId', 'id')],
  sqs: [
    {
      name: 'x-amz-target',
      in: 'header',
      type: 'AmazonSQS. and the action',
      required: true,
      values: ['GetQueueUrl', 'ReceiveMessage', 'DeleteMessage', 'DeleteMessageBatch'].map((one) => `AmazonSQS.${one}`),
    },
    { name: 'account', in: 'path', type: 'may be left out, with queue' },
    { name: 'queue', in: 'path', type: 'name of the queue: the end of its ARN', required: 'without QueueUrl' },
    member('QueueName', 'text', { required: 'GetQueueUrl' }),
    member('QueueUrl', 'address of the queue', { required: 'without queue in the path' }),
    member('MaxNumberOfMessages', 'number from 1; left out = 1', { max: 10 }),
    member('VisibilityTimeout', 'seconds; left out = 30', { max: 43_200 }),
    member('ReceiptHandle', 'of the message', { required: 'DeleteMessage' }),
    member('Entries', 'list', { required: 'DeleteMessageBatch' }),
    member('Entries[].Id', 'text'),
    member('Entries[].ReceiptHandle', 'of the message', { required: 'DeleteMessageBatch' }),
  ],
};
