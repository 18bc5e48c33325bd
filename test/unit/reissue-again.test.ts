import { relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';

/* 再発行 by CSV: each file may be imported, so that a second one of the same label must not lie about while the first is awaited. */

let desk: Desk;
const one = orderNo(1);
beforeEach(async () => {
  desk = await openDesk({ layouts: { read: [], issue: 'b2-csv', notify: '' } });
  await desk.report([row(1, 1)]);
  await issueShipments(desk.ctx, {});
});
afterEach(() => desk.close());

const reissue = async () => {
  desk.wait({ minutes: 5 });
  return issueShipments(desk.ctx, { orders: [one], reissue: { note: '送り状を破損' } });
};
const numbered = async (no: number) => {
  desk.wait({ minutes: 5 });
  await desk.take(`issued-${no}.csv`, issuedData([{ customerNo: `${one}_1`, number: trackingNumber(no) }]), '');
};

describe('a label is written again', () => {
  test('once while its number is awaited, with the file that is open named', async () => {
    const first = await reissue();
    expect(first.shipments).toEqual([`${one}_1`]);
    const second = await reissue();
    expect(second).toMatchObject({ files: [], shipments: [], leftOut: [{ code: 'reissue-file-open' }] });
    expect(second.leftOut[0]!.sentence).toContain(relative(desk.ctx.config.outbox, first.files[0]!));
  });

  test('again once after each number that came', async () => {
    for (const no of [1, 2]) {
      await numbered(no);
      expect((await reissue()).shipments).toEqual([`${one}_1`]);
      expect((await reissue()).leftOut).toMatchObject([{ code: 'reissue-file-open' }]);
    }
  });
});
