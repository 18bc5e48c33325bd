export type ReportStatus = 'IN_QUEUE' | 'IN_PROGRESS' | 'CANCELLED' | 'DONE' | 'FATAL';

export interface Report {
  readonly id: string;
  readonly type: string;
  readonly marketplaceIds: readonly string[];
  /** What period its data are of, epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly scheduleId: string | undefined;
  readonly createdAt: number;
  startsAt: number;
  endsAt: number;
  status: ReportStatus;
  /** It ends FATAL, by hand. */
  readonly isDoomed: boolean;
  documentId: string | undefined;
}

/** A report that is made again and again. `every`: ms, or months. */
export interface ReportSchedule {
  readonly id: string;
  readonly type: string;
  readonly marketplaceIds: readonly string[];
  readonly period: string;
  readonly options: Readonly<Record<string, string>> | undefined;
  nextAt: number;
}

/** Encodings that sellers' reports come in. */
export const reportEncodings = ['UTF-8', 'UTF-8 BOM', 'Shift_JIS'] as const;
export type ReportEncoding = (typeof reportEncodings)[number];
