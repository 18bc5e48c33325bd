import type { IncomingHttpHeaders } from 'node:http';
import type { FaultKind } from './faults.ts';

/** One request as it came, and what the client got. */
export interface LoggedRequest {
  readonly no: number;
  /** Lab clock, epoch ms. */
  readonly at: number;
  readonly system: string;
  /** '' when no operation answers this path. */
  readonly operation: string;
  readonly method: string;
  /** Below the system's prefix, with query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** 0 = the client got no answer. */
  status: number;
  answer: Buffer;
  fault: FaultKind | '';
}

export interface RequestLog {
  add(request: Omit<LoggedRequest, 'no' | 'status' | 'answer' | 'fault'>): LoggedRequest;
  /** Fills in what became of it. */
  end(request: LoggedRequest, status: number, answer: string | Buffer, fault: FaultKind | ''): void;
  list(): readonly LoggedRequest[];
  clear(): void;
  /** The newest requests only, so many that they are written in a moment. */
  save(): unknown;
  load(saved: unknown): void;
}

/** How much of the log outlives the process. */
export const savedRequests = 2000;
const savedBytes = 8 * 1024 * 1024;

/** Keeps the newest requests whose bodies fit into so many bytes. */
export function createRequestLog(keepBytes = 48 * 1024 * 1024, keepAnswer = 64 * 1024): RequestLog {
  let requests: LoggedRequest[] = [];
  let bytes = 0;
  let last = 0;
  const weigh = (size: number) => {
    bytes += size;
    if (bytes <= keepBytes) return;
    // Many at once, so that a full log costs no copy per request.
    let drop = 0;
    while (bytes > keepBytes * 0.75 && drop < requests.length - 1) {
      bytes -= weight(requests[drop]!);
      drop += 1;
    }
    requests = requests.slice(drop);
  };
  return {
    add(request) {
      last += 1;
      const logged: LoggedRequest = { ...request, no: last, status: 0, answer: Buffer.alloc(0), fault: '' };
      requests.push(logged);
      weigh(weight(logged));
      return logged;
    },
    end(request, status, answer, fault) {
      const whole = typeof answer === 'string' ? Buffer.from(answer) : answer;
      request.status = status;
      request.fault = fault;
      // A copy: a slice would keep the whole answer alive.
      request.answer = whole.length > keepAnswer ? Buffer.from(whole.subarray(0, keepAnswer)) : whole;
      weigh(request.answer.length);
    },
    list: () => requests,
    save() {
      let first = requests.length;
      for (let size = 0; first > 0 && requests.length - first < savedRequests; first -= 1) {
        size += weight(requests[first - 1]!);
        if (size > savedBytes) break;
      }
      return { requests: requests.slice(first), last };
    },
    load(saved) {
      ({ requests, last } = saved as { requests: LoggedRequest[]; last: number });
      bytes = requests.reduce((sum, one) => sum + weight(one), 0);
    },
    clear() {
      requests = [];
      bytes = 0;
    },
  };
}

const weight = (request: LoggedRequest): number => 1024 + request.body.length + request.answer.length;
