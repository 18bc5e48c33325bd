/** Where the operator's console listens (`console:` of bridge.yaml). */
export interface ConsoleSettings {
  /** `undefined`: the usual one, or a free one where that is taken; 0 = any free one. */
  readonly port: number | undefined;
  readonly host: string;
  /** How people reach it when that is not `http(s)://host:port` (a proxy, a name); '' = so. */
  readonly address: string;
  /** Files of certificate and key (PEM) for HTTPS, absolute; '' = HTTP. */
  readonly certificate: string;
  readonly key: string;
}

export const usualConsole: ConsoleSettings = {
  port: undefined,
  host: '127.0.0.1',
  address: '',
  certificate: '',
  key: '',
};

/** Beside B2's notices (8317). */
export const usualConsolePort = 8316;
