/** Where notices go: a queue by its ARN. */
export interface Destination {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
}

export interface Subscription {
  readonly id: string;
  readonly type: string;
  readonly payloadVersion: string;
  readonly destinationId: string;
  /** As it was given; only `eventFilter.orderChangeTypes` and `marketplaceIds` are gone by. */
  readonly directive: Readonly<Record<string, unknown>> | undefined;
  readonly createdAt: number;
}

/** One message of a queue. Instants are epoch ms. */
export interface QueueMessage {
  readonly id: string;
  readonly arn: string;
  readonly body: string;
  readonly sentAt: number;
  /** Until then nobody gets it. */
  visibleAt: number;
  receives: number;
  firstReceivedAt: number;
  receipt: string;
  /** Tries to bring it to a local address. */
  pushes: number;
}
