export interface ProxyConfig {
  /** Where every request goes. */
  readonly origin: string;
  /** Kept open to it. */
  readonly connections: number;
}
