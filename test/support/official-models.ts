import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const folder = join(import.meta.dirname, '..', '..', 'mocks', 'amazon', 'models');

/** Amazon's own Swagger models, unmodified. */
export const modelFiles = [
  'orders_2026-01-01.json',
  'ordersV0.json',
  'feeds_2021-06-30.json',
  'listingsItems_2021-08-01.json',
  'tokens_2021-03-01.json',
] as const;

export interface SandboxCase {
  readonly file: string;
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Place among the operation's cases of this status. */
  readonly at: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly response: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: object;
  }[];
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly schema?: object;
        readonly headers?: object;
        readonly 'x-amzn-api-sandbox'?: {
          readonly static?: readonly {
            readonly request: { readonly parameters: Record<string, { value?: unknown }> };
            readonly response: unknown;
          }[];
        };
      }
    >
  >;
}

interface Model {
  readonly file: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly definitions: object;
}

const models = modelFiles.map(
  (file): Model => ({ file, ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<Model, 'file'>) }),
);

// Swagger's own keywords and number formats are no mistakes of the schemas.
const ajv = new AjvDraft04.default({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
for (const { file, definitions } of models) ajv.addSchema({ id: file, definitions } as object, file);

const methods = ['get', 'put', 'post', 'patch', 'delete'];

const operations = models.flatMap((model) =>
  Object.entries(model.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({
        file: model.file,
        path,
        method,
        operation,
        pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      })),
  ),
);

const find = (method: string, path: string) => {
  const found = operations.find((one) => one.method === method.toLowerCase() && one.pattern.test(path));
  if (!found) throw new Error(`no official operation ${method} ${path}`);
  return found;
};

function complaints(file: string, schema: object, value: unknown): readonly string[] {
  const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', `"${file}#/definitions/`)) as object;
  const validate = ajv.compile(whole);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/**
 * What is wrong with an answer by the official model, nothing when it is good. `body` is the parsed JSON, `undefined` when there
 * was none. A status that the model does not name is wrong.
 */
export function answerComplaints(method: string, path: string, status: number, body: unknown): readonly string[] {
  const { file, operation } = find(method, path);
  const response = operation.responses[status];
  if (!response) return [`${operation.operationId} documents no ${status}`];
  if (!response.schema) return body === undefined ? [] : [`${operation.operationId} ${status} has no body`];
  return complaints(file, response.schema, body);
}

/** What is wrong with a request by the official model: query parameters, path, body. */
export function requestComplaints(
  method: string,
  path: string,
  query: URLSearchParams,
  body: unknown,
): readonly string[] {
  const { file, operation } = find(method, path);
  const parameters = operation.parameters ?? [];
  const wrong: string[] = [];
  for (const name of query.keys()) {
    if (!parameters.some((one) => one.in === 'query' && one.name === name)) wrong.push(`unknown parameter ${name}`);
  }
  for (const one of parameters) {
    if (one.in === 'query' && one.required && !query.has(one.name)) wrong.push(`missing parameter ${one.name}`);
    if (one.in === 'body' && one.schema) wrong.push(...complaints(file, one.schema, body));
  }
  return wrong;
}

export const hasRateHeader = (method: string, path: string, status: number): boolean =>
  Object.keys(find(method, path).operation.responses[status]?.headers ?? {}).includes('x-amzn-RateLimit-Limit');

/** Every static sandbox case of the five models. */
export const sandboxCases: readonly SandboxCase[] = operations.flatMap(({ file, path, method, operation }) =>
  Object.entries(operation.responses).flatMap(([status, response]) =>
    (response['x-amzn-api-sandbox']?.static ?? []).map((one, at) => ({
      file,
      operationId: operation.operationId,
      method,
      path,
      status: Number(status),
      at,
      parameters: Object.fromEntries(
        Object.entries(one.request.parameters).map(([name, parameter]) => [name, parameter.value]),
      ),
      response: one.response,
    })),
  ),
);
