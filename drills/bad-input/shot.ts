/** A process under fire. */
export type Target = 'api' | 'bots' | 'worker'

/** One request of the drill, as bytes: most of them no client could be made to send. */
export interface Shot {
  /** Which of the run; `--only` names it. */
  readonly number: number
  readonly target: Target
  /** The route's pattern, as the table names it. */
  readonly route: string
  /** What is wrong with it. */
  readonly kind: string
  readonly bytes: Buffer
  /** Never finished: the server has to end it. */
  readonly stalls: boolean
  /** The sender closes after the last byte, and waits for no more than what comes by itself. */
  readonly hangsUp: boolean
  /** What follows the first answer on the connection must not be answered: it was smuggled in. */
  readonly carriesAnother: boolean
}

/** A request before it is spoilt on its way. */
export interface Request {
  readonly target: Target
  readonly route: string
  readonly kind: string
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

/** The request as HTTP/1.1 has it, one request on its connection. `instead` replaces or adds headers; null leaves one out. */
export function onTheWire(request: Request, instead: Readonly<Record<string, string | null>> = {}): Buffer {
  const { method, path, body } = request
  const headers: Record<string, string | null> = {
    host: '127.0.0.1',
    connection: 'close',
    ...(body && { 'content-length': String(body.length) }),
    ...request.headers,
    ...instead,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  return body ? Buffer.concat([head, body]) : head
}
