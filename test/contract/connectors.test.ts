import { describe, expect, test } from 'vitest';
import { connectors } from '../../src/connectors/index.ts';
import { connectorMocks } from '../support/connector-mocks.ts';
import { keepsTheContract } from '../support/connector-suite.ts';

test('every connector has a mock here', () => {
  expect(Object.keys(connectorMocks)).toEqual(Object.keys(connectors));
});

describe.each(Object.entries(connectorMocks))('%s keeps the contract', keepsTheContract);
